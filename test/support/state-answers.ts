import type { PivotIdentity } from '../../src/domain/pivot-identity.ts'
import type { StateAccess } from '../../src/domain/state-access.ts'
import type { SourceCall } from '../../src/sources/source-call.ts'

/** Somebody invented, as FranceConnect names them. */
export const noemie: PivotIdentity = {
  sub: `${'a'.repeat(64)}v1`,
  family_name: 'LŒUILLET',
  given_name: 'Noémie Anne-Laure',
  given_name_array: ['Noémie', 'Anne-Laure'],
  birthdate: '1984-02-29',
  gender: 'female',
  birthplace: '35238',
  birthcountry: '99100',
}

export const someAccess: StateAccess = {
  recipient: '21740010800014',
  api_particulier: { baseUrl: 'https://particulier.example' },
  impot_particulier: {
    key: 'ville/impots',
    baseUrl: 'https://impots.example',
    client_id: 'ville',
    client_secret: 'se:cret',
  },
}

/** FranceConnect's token of some login: nothing of it may be seen anywhere but in the request. */
export const someToken = 'jeton-de-noemie-0123456789'

/** A question to a source, by somebody invented. */
export const aCall = (
  source: string,
  claims: readonly string[],
  more: Partial<SourceCall> = {},
) => ({
  source,
  claims,
  accessToken: someToken,
  access: someAccess,
  identity: noemie,
  answers: {},
  today: '2026-11-23',
  signal: new AbortController().signal,
  ...more,
})

const envelope = <T>(data: T, meta: unknown = {}) => ({ data, links: {}, meta })

const holder = {
  nom_naissance: 'LOEUILLET',
  nom_usage: 'DA SILVA',
  prenoms: 'NOEMIE ANNE LAURE',
  date_naissance: '1984-02-29',
  sexe: 'F',
}

const partner = {
  nom_naissance: 'DA SILVA',
  nom_usage: null,
  prenoms: 'TIAGO',
  date_naissance: '1983-00-00',
  sexe: 'M',
}

const children = [
  {
    nom_naissance: 'DA SILVA',
    nom_usage: null,
    prenoms: 'Inès Maria',
    date_naissance: '2017-06-03',
    sexe: 'F',
  },
  {
    nom_naissance: 'DA SILVA',
    nom_usage: null,
    prenoms: 'ÉLOI',
    date_naissance: '202&-04-23',
    sexe: 'M',
  },
]

const home = {
  destinataire: 'Madame DA SILVA NOEMIE',
  complement_information: 'BATIMENT C',
  complement_information_geographique: null,
  numero_libelle_voie: '7 ALLEE DES TILLEULS ',
  lieu_dit: null,
  code_postal_ville: '35000 RENNES',
  pays: 'FRANCE',
}

/** Answers in the shapes of API Particulier, with invented people and values. */
export const answers = {
  quotient_familial: envelope({
    allocataires: [partner, holder],
    enfants: children,
    adresse: home,
    quotient_familial: {
      fournisseur: 'CNAF',
      valeur: 731,
      annee: 2026,
      mois: 9,
      annee_calcul: 2026,
      mois_calcul: 11,
    },
  }),
  revenu_solidarite_active: envelope({
    est_beneficiaire: true,
    avec_majoration: false,
    date_debut_droit: '2025-05-01',
  }),
  prime_activite: envelope({
    est_beneficiaire: false,
    avec_majoration: null,
    date_debut_droit: null,
  }),
  allocation_adulte_handicape: envelope({
    est_beneficiaire: true,
    date_debut_droit: '2024-02-01',
  }),
  allocation_soutien_familial: envelope({ est_beneficiaire: true, date_debut_droit: null }),
  allocation_enfant_handicape: envelope({
    status: 'ouvrant_droit',
    date_debut_droit: '2022-10-01',
  }),
  complementaire_sante_solidaire: envelope({
    est_beneficiaire: true,
    avec_participation: true,
    date_debut_droit: '2026-03-01',
  }),
  participation_familiale_eaje: envelope({
    allocataires: [{ ...holder, code_cog_insee_commune_naissance: '35238' }],
    enfants: [{ ...children[0], code_cog_insee_commune_naissance: null }],
    adresse: { ...home, code_postal_ville: '75107 PARIS' },
    parametres_calcul_participation_familiale: {
      nombre_enfants_a_charge: 2,
      nombre_enfants_beneficiaire_aeeh: 0,
      base_ressources_annuelles: { valeur: 30812, annee_calcul: 2026 },
    },
  }),
  etudiant_boursier: envelope({
    statut_boursier: { est_boursier: true, est_radie: false, date_radiation: null },
    email: 'noemie@univ.example ',
    periode_versement_bourse: { date_rentree: '2026-09-01', duree: 10 },
    etablissement_etudes: { nom_commune: 'Rennes', nom_etablissement: 'Université Rennes 2' },
    echelon_bourse: { echelon: '0bis', echelon_bourse_regionale_provisoire: false },
  }),
  etudiant_boursier_v3: envelope({
    est_boursier: true,
    email: null,
    echelon_bourse: { echelon: 6, echelon_bourse_regionale_provisoire: true },
  }),
  statut_etudiant: envelope({
    admissions: [
      {
        date_debut: '2025-09-01',
        date_fin: '2026-08-31',
        est_inscrit: true,
        regime_formation: { libelle: 'formation initiale', code: 'RF1' },
        code_cog_insee_commune: '35238',
        etablissement_etudes: { uai: '0359999Z', nom: 'UNIVERSITE DE L OUEST' },
      },
      {
        date_debut: '2026-09-01',
        date_fin: '2027-08-31',
        est_inscrit: true,
        regime_formation: { libelle: "contrat d'apprentissage", code: 'RF4' },
        code_cog_insee_commune: '38185',
        etablissement_etudes: { uai: '0389999Z', nom: 'IUT DES ALPES' },
      },
    ],
  }),
  service_civique: envelope({
    statut_actuel: {
      contrat_trouve: true,
      organisme_accueil: { siret: '21350238800019', raison_sociale: 'VILLE INVENTEE' },
      date_debut_contrat: '2026-10-01',
      date_fin_contrat: null,
    },
    statut_passe: {
      contrat_trouve: false,
      organisme_accueil: { siret: null, raison_sociale: null },
      date_debut_contrat: null,
      date_fin_contrat: null,
    },
  }),
  service_national: envelope({ statut_service_national: 'en_regle', commentaires: null }),
  extrait_immatriculation_vehicule: envelope(
    {
      identite_particulier: { nom: 'LOEUILLET', prenom: 'NOEMIE' },
      adresse_particulier: {
        complement_information: null,
        num_voie: '7',
        type_voie: 'ALLEE',
        libelle_voie: 'DES TILLEULS',
        code_postal_ville: '35000',
        libelle_commune: 'RENNES',
        lieu_dit: null,
        etage_escalier_appartement: 'ESCALIER 2',
        extension: 'BIS',
        pays: 'FRANCE',
      },
      statut_rattachement: 'cotitulaire',
      donnees_immatriculation_vehicule: {
        numero_immatriculation: 'AB-123-CD',
        date_premiere_immatriculation: '2019-04-30',
        statut_location: { code: null, label: null },
      },
      caracteristiques_techniques_vehicule: {
        marque: 'RENAULT',
        type_variante_version: 'M10RENCT000X000',
        denomination_commerciale: 'ZOE',
        masse_charge_maximale: 1966,
        categorie_vehicule: { code: 'M1', label: 'Véhicule de transport de personnes' },
        genre_national: { code: 'VP', label: 'Véhicule Particulier' },
        cylindree: 0,
        type_carburant: { code: 'EL', label: 'Électricité' },
        taux_co2: 0,
        classe_environnementale: { code: 'Euro 6', label: 'Norme Euro 6' },
      },
    },
    {
      identity_matching: { family_name: 1, given_name: 1, birth_date: 1, overall_match: true },
    },
  ),
} as const

/** An assessment in the shape of API Impôt particulier, with invented people and values. */
export const assessment = {
  annRevenu: 2025,
  rfr: 0,
  sitFam: 'O',
  nbPart: 2.5,
  pac: { nbPac: 1, nbPacF: 1, nbPacG: 0, nbPacH: 0, nbPacI: 0, nbPacR: 0, nbPacJ: 0 },
  nmNaiDec1: 'DA SILVA',
  nmUsaDec1: '',
  prnmDec1: 'TIAGO',
  dateNaisDec1: { jour: '05', mois: '11', annee: '1983' },
  nmNaiDec2: 'LOEUILLET',
  nmUsaDec2: 'DA SILVA',
  prnmDec2: 'NOEMIE ANNE LAURE',
  dateNaisDec2: { jour: '29', mois: '02', annee: '1984' },
  aft: 'BAT C 7 ALLEE DES TILLEULS 35000 RENNES',
  aftDetail: {
    complementAdresse: 'BAT C',
    voie: '7 ALLEE DES TILLEULS',
    getcommune: 'RENNES',
    getcodePostal: '35000 RENNES',
  },
  sitParIso: '',
  mntRevbareme: 812,
}

/** An error in the shape of API Particulier. Its sentences name the citizen, as such sentences can. */
export const anError = (code: string, meta: Readonly<Record<string, unknown>> = {}) => ({
  errors: [{ code, title: 'Erreur', detail: 'LOEUILLET Noémie : rien', source: null, meta }],
})
