import { describe, expect, test } from '@jest/globals'
import { companionClaims } from '../../src/domain/companion-claims.ts'
import { stateSources } from '../../src/domain/state-sources.ts'

const ants = 'ants_extrait_immatriculation_vehicule'
const eaje = 'cnav_participation_familiale_eaje'
const gip = 'gip_mds_service_civique'
const mesri = 'mesri_admission'
const etude = 'mesri_admission_etablissement_etude'
const parameters = 'parametres_calcul_participation_familiale'

const familyAddress = (scope: string) => [
  `adresse: address from adresse by ${scope}, declared`,
  `adresse_voie: text from adresse.numero_libelle_voie by ${scope}, declared`,
  `adresse_complement: text from adresse.complement_information by ${scope}, declared`,
  `adresse_lieu_dit: text from adresse.lieu_dit by ${scope}, declared`,
  `adresse_code_postal: code from adresse by ${scope}, declared`,
  `adresse_ville: text from adresse by ${scope}, declared`,
  `adresse_pays: text from adresse.pays by ${scope}, declared`,
]

const benefit = (name: string) => [
  `est_beneficiaire: boolean from est_beneficiaire by ${name}`,
  `date_debut_droit: date from date_debut_droit by ${name}`,
]

const raisedBenefit = (name: string) => [
  ...benefit(name),
  `avec_majoration: boolean from avec_majoration by ${name}_majoration`,
]

const bursary = [
  'echelon_bourse: code from echelon_bourse.echelon by cnous_echelon_bourse',
  'echelon_bourse_regionale_provisoire: boolean from echelon_bourse.echelon_bourse_regionale_provisoire by cnous_echelon_bourse',
  'date_rentree: date from periode_versement_bourse.date_rentree by cnous_periode_versement',
  'duree_versement: number from periode_versement_bourse.duree by cnous_periode_versement',
  'ville_etudes: text from etablissement_etudes.nom_commune by cnous_ville_etudes',
  'etablissement_etudes: text from etablissement_etudes.nom_etablissement by cnous_ville_etudes',
  'email: text from email by cnous_email, declared',
]

const contract = (suffix: string, member: string) => [
  `organisme_${suffix}_siret: code from ${member}.organisme_accueil.siret by ${gip}_organisme_accueil`,
  `organisme_${suffix}_nom: text from ${member}.organisme_accueil.raison_sociale by ${gip}_organisme_accueil`,
  `date_debut_${suffix}: date from ${member}.date_debut_contrat by ${gip}_dates`,
  `date_fin_${suffix}: date from ${member}.date_fin_contrat by ${gip}_dates`,
]

const declarant = (number: number) => [
  `declarant_${number}_nom_naissance: name from nmNaiDec${number} by dgfip_nmNaiDec${number} dgfip_decl`,
  `declarant_${number}_nom_usage: name from nmUsaDec${number} by dgfip_nmUsaDec${number} dgfip_decl`,
  `declarant_${number}_prenoms: name from prnmDec${number} by dgfip_prnmDec${number} dgfip_decl`,
  `declarant_${number}_date_naissance: date from dateNaisDec${number} by dgfip_dateNaisDec${number} dgfip_decl`,
]

const registration = 'donnees_immatriculation_vehicule'
const vehicle = 'caracteristiques_techniques_vehicule'

/** Every source: where it answers, and each claim with its type, its place, its scopes and its assurance. */
const known: Readonly<Record<string, readonly string[]>> = {
  quotient_familial: [
    '/v3/dss/quotient_familial/france_connect',
    ...['valeur: number', 'fournisseur: code', 'annee: number', 'mois: number'].map(
      (claim) => `${claim} from quotient_familial.${claim.split(':')[0]} by cnaf_quotient_familial`,
    ),
    'allocataires: list from allocataires by cnaf_allocataires',
    'enfants: list from enfants by cnaf_enfants',
    ...familyAddress('cnaf_adresse'),
  ],
  revenu_solidarite_active: [
    '/v3/dss/revenu_solidarite_active/france_connect',
    ...raisedBenefit('revenu_solidarite_active'),
  ],
  prime_activite: ['/v3/dss/prime_activite/france_connect', ...raisedBenefit('prime_activite')],
  allocation_adulte_handicape: [
    '/v3/dss/allocation_adulte_handicape/france_connect',
    ...benefit('allocation_adulte_handicape'),
  ],
  allocation_soutien_familial: [
    '/v3/dss/allocation_soutien_familial/france_connect',
    ...benefit('allocation_soutien_familial'),
  ],
  allocation_enfant_handicape: [
    '/v3/dss/allocation_enfant_handicape/france_connect',
    'status: code from status by cnav_allocation_enfant_handicape',
    'date_debut_droit: date from date_debut_droit by cnav_allocation_enfant_handicape',
  ],
  complementaire_sante_solidaire: [
    '/v3/dss/complementaire_sante_solidaire/france_connect',
    'est_beneficiaire: boolean from est_beneficiaire by complementaire_sante_solidaire',
    'avec_participation: boolean from avec_participation by complementaire_sante_solidaire',
    'date_debut_droit: date from date_debut_droit by complementaire_sante_solidaire',
  ],
  participation_familiale_eaje: [
    '/v3/dss/participation_familiale_eaje/france_connect',
    `ressources_annuelles: number from ${parameters}.base_ressources_annuelles.valeur by ${eaje}_parametres_calcul`,
    `ressources_annee_calcul: number from ${parameters}.base_ressources_annuelles.annee_calcul by ${eaje}_parametres_calcul`,
    `nombre_enfants_a_charge: number from ${parameters}.nombre_enfants_a_charge by ${eaje}_parametres_calcul`,
    `nombre_enfants_beneficiaire_aeeh: number from ${parameters}.nombre_enfants_beneficiaire_aeeh by ${eaje}_parametres_calcul`,
    `allocataires: list from allocataires by ${eaje}_allocataires`,
    `enfants: list from enfants by ${eaje}_enfants`,
    ...familyAddress(`${eaje}_adresse`),
  ],
  etudiant_boursier: [
    '/v4/cnous/etudiant_boursier/france_connect',
    'est_boursier: boolean from statut_boursier.est_boursier by cnous_statut_boursier',
    'est_radie: boolean from statut_boursier.est_radie by cnous_statut_boursier',
    'date_radiation: date from statut_boursier.date_radiation by cnous_statut_boursier',
    ...bursary,
  ],
  etudiant_boursier_v3: [
    '/v3/cnous/etudiant_boursier/france_connect',
    'est_boursier: boolean from est_boursier by cnous_statut_boursier',
    ...bursary,
  ],
  statut_etudiant: [
    '/v3/mesri/statut_etudiant/france_connect',
    'admissions: list from admissions by mesri_admissions',
    'est_admis: boolean from admissions.@current by mesri_admissions',
    'date_debut: date from admissions.@current.date_debut by mesri_admissions',
    'date_fin: date from admissions.@current.date_fin by mesri_admissions',
    `est_inscrit: boolean from admissions.@current.est_inscrit by ${mesri}_inscrit`,
    `regime_formation: code from admissions.@current.regime_formation by ${mesri}_regime_formation`,
    `regime_formation_libelle: text from admissions.@current.regime_formation.libelle by ${mesri}_regime_formation`,
    `commune_etudes: code from admissions.@current.code_cog_insee_commune by ${mesri}_commune_etudes`,
    `etablissement_uai: code from admissions.@current.etablissement_etudes.uai by ${etude} ${etude}s`,
    `etablissement_nom: text from admissions.@current.etablissement_etudes.nom by ${etude} ${etude}s`,
  ],
  service_civique: [
    '/v3/gip_mds/service_civique/france_connect',
    `en_service_civique: boolean from statut_actuel.contrat_trouve by ${gip}_statut_actuel`,
    `a_fait_service_civique: boolean from statut_passe.contrat_trouve by ${gip}_statut_passe`,
    ...contract('actuel', 'statut_actuel'),
    ...contract('passe', 'statut_passe'),
  ],
  service_national: [
    '/v3/dsnj/service_national/france_connect',
    'statut_service_national: code from statut_service_national by dsnj_statut_service_national',
    'commentaires: text from commentaires by dsnj_statut_service_national',
  ],
  extrait_immatriculation_vehicule: [
    '/v3/ants/extrait_immatriculation_vehicule/france_connect',
    `numero_immatriculation: code from ${registration}.numero_immatriculation by ${ants}_${registration}`,
    `date_premiere_immatriculation: date from ${registration}.date_premiere_immatriculation by ${ants}_${registration}`,
    `location: code from ${registration}.statut_location by ${ants}_${registration}`,
    `statut_rattachement: code from statut_rattachement by ${ants}_statut_rattachement`,
    `marque: text from ${vehicle}.marque by ${ants}_${vehicle}`,
    `denomination_commerciale: text from ${vehicle}.denomination_commerciale by ${ants}_${vehicle}`,
    `energie: code from ${vehicle}.type_carburant by ${ants}_${vehicle}`,
    `co2: number from ${vehicle}.taux_co2 by ${ants}_${vehicle}`,
    `genre: code from ${vehicle}.genre_national by ${ants}_${vehicle}`,
    `categorie: code from ${vehicle}.categorie_vehicule by ${ants}_${vehicle}`,
    `classe_environnementale: code from ${vehicle}.classe_environnementale by ${ants}_${vehicle}`,
    `masse_charge_maximale: number from ${vehicle}.masse_charge_maximale by ${ants}_${vehicle}`,
    `adresse: address from adresse_particulier by ${ants}_adresse_particulier`,
    `adresse_voie: text from adresse_particulier by ${ants}_adresse_particulier`,
    `adresse_code_postal: code from adresse_particulier by ${ants}_adresse_particulier`,
    `adresse_ville: text from adresse_particulier by ${ants}_adresse_particulier`,
  ],
  impot_particulier: [
    '/impotparticulier/1.0/dernieresituation/ir/assiettes/deuxans',
    'annee_revenu: number from annRevenu by dgfip_annee_n_moins_2_si_indispo_n_moins_1 dgfip_annee_n_moins_1 dgfip_annee_n_moins_2',
    'rfr: number from rfr by dgfip_rfr',
    'nombre_parts: number from nbPart by dgfip_nbpart',
    'situation_familiale: code from sitFam by dgfip_sitfam',
    'nombre_personnes_a_charge: number from pac.nbPac by dgfip_pac_nbPac dgfip_nbpac dgfip_pac',
    'montant_impot_bareme: number from mntRevbareme by dgfip_mntRevbareme',
    'adresse: address from aftDetail by dgfip_aft',
    'adresse_voie: text from aftDetail.voie by dgfip_aft',
    'adresse_complement: text from aftDetail.complementAdresse by dgfip_aft',
    'adresse_code_postal: code from aftDetail by dgfip_aft',
    'adresse_ville: text from aftDetail by dgfip_aft',
    ...declarant(1),
    ...declarant(2),
  ],
}

test('when the sources are listed, then each answers where it does and has these claims', () => {
  const told = Object.entries(stateSources).map(([name, { path, claims }]) => [
    name,
    [
      path,
      ...Object.entries(claims).map(([claim, { type, scope, alsoIn, assurance, ...more }]) => {
        const at = (more.path ?? [claim]).join('.')
        const scopes = [scope, ...alsoIn].join(' ')
        const declared = assurance === 'administrative' ? '' : `, ${assurance}`
        return `${claim}: ${type} from ${at} by ${scopes}${declared}`
      }),
    ],
  ])
  expect(Object.fromEntries(told)).toEqual(known)
})

test.each(Object.entries(stateSources))(
  'when the source is %s, then it has its words in both languages, with typographic apostrophes',
  (_, { name, subject, document, question, claims }) => {
    const items = Object.values(claims).flatMap((claim) => Object.values(claim.items ?? {}))
    const texts = [
      ...[name, subject, document, question?.label, question?.hint, question?.mistake],
      ...items.map(({ label }) => label),
    ].filter((text) => text !== undefined)
    for (const { fr, en } of texts) {
      expect(fr).toMatch(/^[^']*\S$/)
      expect(en).toMatch(/\S$/)
    }
  },
)

test('when a caisse answers, then what it says of whom and for when is known', () => {
  const { quotient_familial, participation_familiale_eaje, impot_particulier } = stateSources
  const holders = { claim: 'allocataires', familyName: 'nom_naissance', givenNames: 'prenoms' }
  expect(quotient_familial?.holders).toEqual(holders)
  expect(participation_familiale_eaje?.holders).toEqual(holders)
  expect(quotient_familial?.claims.valeur?.asOf).toEqual({
    year: ['quotient_familial', 'annee'],
    month: ['quotient_familial', 'mois'],
  })
  expect(impot_particulier?.claims.rfr?.asOf).toEqual({ year: ['annRevenu'] })
  expect(Object.keys(participation_familiale_eaje?.claims.enfants?.items ?? {})).toEqual([
    'nom_naissance',
    'nom_usage',
    'prenoms',
    'date_naissance',
    'sexe',
    'code_cog_insee_commune_naissance',
  ])
})

describe('the number plate that a vehicle is asked by', () => {
  const { question } = stateSources.extrait_immatriculation_vehicule!

  test.each<[string, string | undefined]>([
    ['AB-123-CD', 'AB-123-CD'],
    ['ab 123 cd', 'AB-123-CD'],
    [' ab123cd ', 'AB-123-CD'],
    ['ab  123-cd', 'AB-123-CD'],
    ['WW-123-AB', 'WW-123-AB'],
    ['123 ABC 45', '123 ABC 45'],
    ['123abc45', '123 ABC 45'],
    ['1234-ab-2a', '1234 AB 2A'],
    ['12 ABC 974', '12 ABC 974'],
    ['AB-12-CD', undefined],
    ['AB-1234-CD', undefined],
    ['AI-123-CD', undefined],
    ['AB-123-CO', undefined],
    ['AB_123_CD', undefined],
    ['12345 AB 45', undefined],
    ['', undefined],
    ['AB-123-CD; drop', undefined],
    [`AB-123-CD${' '.repeat(50)}`, undefined],
  ])('when "%s" is typed, then it is %s', (typed, plate) => {
    expect(question?.read(typed)).toBe(plate)
  })

  test('when it goes to the source, then under this name', () => {
    expect(question?.name).toBe('immatriculation')
  })
})

describe('the claims that must be asked along', () => {
  test.each<[string, string, string[]]>([
    ['impot_particulier', 'rfr', ['annee_revenu']],
    ['impot_particulier', 'annee_revenu', []],
    ['statut_etudiant', 'est_admis', []],
    ['statut_etudiant', 'date_fin', []],
    ['statut_etudiant', 'est_inscrit', ['est_admis']],
    ['statut_etudiant', 'etablissement_uai', ['est_admis']],
    ['statut_etudiant', 'admissions.est_inscrit', ['est_inscrit']],
    ['statut_etudiant', 'admissions.etablissement_uai', ['etablissement_nom']],
    ['statut_etudiant', 'admissions.date_debut', []],
    ['service_civique', 'date_debut_actuel', ['en_service_civique']],
    ['service_civique', 'organisme_passe_nom', ['a_fait_service_civique']],
    ['service_civique', 'en_service_civique', []],
    ['quotient_familial', 'valeur', []],
    ['toString', 'name', []],
    ['statut_etudiant', 'toString', []],
  ])('when it is %s.%s, then they are %j', (source, claim, companions) => {
    expect(companionClaims(source, claim)).toEqual(companions)
  })

  test('when any claim has companions, then they are claims of its source', () => {
    const unknown = Object.entries(stateSources).flatMap(([source, { claims }]) =>
      Object.entries(claims)
        .flatMap(([claim, { items = {} }]) => [
          claim,
          ...Object.keys(items).map((item) => `${claim}.${item}`),
        ])
        .flatMap((claim) => companionClaims(source, claim))
        .filter((companion) => claims[companion] === undefined),
    )
    expect(unknown).toEqual([])
  })
})
