/** The citizen who logs in again and again, as FranceConnect tells of them. Invented. */
export const identity = {
  sub: `${'5b'.repeat(32)}v1`,
  given_name: 'Maëlys Solène Garance',
  given_name_array: ['Maëlys', 'Solène', 'Garance'],
  family_name: 'QUENOUILLE',
  birthdate: '1988-05-17',
  gender: 'female',
  birthplace: '35238',
  birthcountry: '99100',
  email: 'maelys.quenouille@exemple.fr',
} as const

/** What each state source answers of them (API Particulier v3), by the path that it is asked under. */
export const stateAnswers: Readonly<Record<string, object>> = {
  '/v3/dss/quotient_familial/france_connect': {
    quotient_familial: {
      fournisseur: 'CNAF',
      valeur: 694,
      annee: 2026,
      mois: 10,
      annee_calcul: 2026,
      mois_calcul: 11,
    },
  },
  '/v3/dss/revenu_solidarite_active/france_connect': {
    est_beneficiaire: false,
    date_debut_droit: null,
  },
  '/v3/dss/complementaire_sante_solidaire/france_connect': {
    est_beneficiaire: true,
    avec_participation: false,
    date_debut_droit: '2026-02-01',
  },
}

/** The state sources of the bench, in the order in which forms take them up. */
export const sources = [
  'quotient_familial',
  'revenu_solidarite_active',
  'complementaire_sante_solidaire',
] as const
