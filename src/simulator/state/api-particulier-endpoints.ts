import type { ApiParticulierPlace } from './state-places.ts'

/** One resource of API Particulier that answers a FranceConnect token. */
export interface ApiParticulierEndpoint {
  /** Below the base address. */
  readonly path: string
  /** The agency behind it: the name in `meta.provider`, and the two digits that its error codes begin with. */
  readonly provider: { readonly name: string; readonly code: string }
  /**
   * What of the answer needs which scope, the outermost first. `list[].member` is a member of each thing in a list,
   * `*.member` one of each member of the answer. What is not named comes always.
   */
  readonly scopes: Readonly<Record<string, string>>
  /** Scopes that open the resource and release nothing. */
  readonly alsoOpenedBy?: readonly string[]
}

const cnav = { name: 'CNAV', code: '37' }
const cnous = { name: 'CNOUS', code: '26' }

const benefit = (name: string, code = name): ApiParticulierEndpoint => ({
  path: `/v3/dss/${name}/france_connect`,
  provider: cnav,
  scopes: { est_beneficiaire: code, date_debut_droit: code },
})

const raisedBenefit = (name: string): ApiParticulierEndpoint => {
  const usual = benefit(name)
  return { ...usual, scopes: { ...usual.scopes, avec_majoration: `${name}_majoration` } }
}

const bursary = (version: string, status: string): ApiParticulierEndpoint => ({
  path: `/${version}/cnous/etudiant_boursier/france_connect`,
  provider: cnous,
  scopes: {
    [status]: 'cnous_statut_boursier',
    email: 'cnous_email',
    echelon_bourse: 'cnous_echelon_bourse',
    periode_versement_bourse: 'cnous_periode_versement',
    etablissement_etudes: 'cnous_ville_etudes',
  },
  alsoOpenedBy: ['cnous_statut_bourse'],
})

/** Every resource, as API Particulier's OpenAPI document and its serializers have them. */
export const apiParticulierEndpoints: Readonly<
  Record<ApiParticulierPlace, ApiParticulierEndpoint>
> = {
  quotient_familial: {
    path: '/v3/dss/quotient_familial/france_connect',
    provider: cnav,
    scopes: {
      quotient_familial: 'cnaf_quotient_familial',
      allocataires: 'cnaf_allocataires',
      enfants: 'cnaf_enfants',
      adresse: 'cnaf_adresse',
    },
  },
  revenu_solidarite_active: raisedBenefit('revenu_solidarite_active'),
  prime_activite: raisedBenefit('prime_activite'),
  allocation_adulte_handicape: benefit('allocation_adulte_handicape'),
  allocation_soutien_familial: benefit('allocation_soutien_familial'),
  allocation_enfant_handicape: {
    path: '/v3/dss/allocation_enfant_handicape/france_connect',
    provider: cnav,
    scopes: {
      status: 'cnav_allocation_enfant_handicape',
      date_debut_droit: 'cnav_allocation_enfant_handicape',
    },
  },
  complementaire_sante_solidaire: {
    path: '/v3/dss/complementaire_sante_solidaire/france_connect',
    provider: cnav,
    scopes: {
      est_beneficiaire: 'complementaire_sante_solidaire',
      avec_participation: 'complementaire_sante_solidaire',
      date_debut_droit: 'complementaire_sante_solidaire',
    },
  },
  participation_familiale_eaje: {
    path: '/v3/dss/participation_familiale_eaje/france_connect',
    provider: cnav,
    scopes: {
      allocataires: 'cnav_participation_familiale_eaje_allocataires',
      enfants: 'cnav_participation_familiale_eaje_enfants',
      adresse: 'cnav_participation_familiale_eaje_adresse',
      parametres_calcul_participation_familiale:
        'cnav_participation_familiale_eaje_parametres_calcul',
    },
  },
  etudiant_boursier: bursary('v4', 'statut_boursier'),
  etudiant_boursier_v3: bursary('v3', 'est_boursier'),
  statut_etudiant: {
    path: '/v3/mesri/statut_etudiant/france_connect',
    provider: { name: 'MESRI', code: '25' },
    scopes: {
      admissions: 'mesri_admissions',
      'admissions[].est_inscrit': 'mesri_admission_inscrit',
      'admissions[].regime_formation': 'mesri_admission_regime_formation',
      'admissions[].code_cog_insee_commune': 'mesri_admission_commune_etudes',
      'admissions[].etablissement_etudes': 'mesri_admission_etablissement_etudes',
    },
  },
  service_civique: {
    path: '/v3/gip_mds/service_civique/france_connect',
    provider: { name: 'GIP-MDS', code: '31' },
    scopes: {
      statut_actuel: 'gip_mds_service_civique_statut_actuel',
      statut_passe: 'gip_mds_service_civique_statut_passe',
      '*.organisme_accueil': 'gip_mds_service_civique_organisme_accueil',
      '*.date_debut_contrat': 'gip_mds_service_civique_dates',
      '*.date_fin_contrat': 'gip_mds_service_civique_dates',
    },
  },
  service_national: {
    path: '/v3/dsnj/service_national/france_connect',
    provider: { name: 'DSNJ', code: '39' },
    scopes: {
      statut_service_national: 'dsnj_statut_service_national',
      commentaires: 'dsnj_statut_service_national',
    },
  },
  extrait_immatriculation_vehicule: {
    path: '/v3/ants/extrait_immatriculation_vehicule/france_connect',
    provider: { name: 'ANTS', code: '42' },
    scopes: {
      adresse_particulier: 'ants_extrait_immatriculation_vehicule_adresse_particulier',
      statut_rattachement: 'ants_extrait_immatriculation_vehicule_statut_rattachement',
      donnees_immatriculation_vehicule:
        'ants_extrait_immatriculation_vehicule_donnees_immatriculation_vehicule',
      caracteristiques_techniques_vehicule:
        'ants_extrait_immatriculation_vehicule_caracteristiques_techniques_vehicule',
    },
  },
}

/** Whether a resource is one of the social benefits (`/dss/`), which have rules of their own for who is asked about. */
export function isSocialBenefit({ path }: ApiParticulierEndpoint): boolean {
  return path.startsWith('/v3/dss/')
}
