/**
 * Scopes that API Particulier and API Impôt particulier document and that FranceConnect's catalogue of February 2026
 * did not have, or spelt otherwise. The simulator grants them, so that everything can be tried.
 */
export const scopesToCome: readonly string[] = [
  'cnav_allocation_enfant_handicape',
  'cnav_participation_familiale_eaje_allocataires',
  'cnav_participation_familiale_eaje_enfants',
  'cnav_participation_familiale_eaje_adresse',
  'cnav_participation_familiale_eaje_parametres_calcul',
  'mesri_admission_etablissement_etudes',
  'dgfip_rbg',
]
