import type { PrefillClaims } from '../../../src/domain/prefill-claims.ts'

const verified = (claim: string) => ({
  source: 'franceconnect',
  claim,
  as_of: '2026-11-23',
  assurance: 'verified' as const,
  locked: false,
})
const administrative = (claim: string) => ({
  source: 'quotient_familial',
  claim,
  as_of: '2026-10',
  assurance: 'administrative' as const,
  locked: false,
})

/** What a token of the procedure `restauration-scolaire` holds for a family with two children. */
export function schoolMealsFields(): PrefillClaims['fields'] {
  return {
    nom: { ...verified('family_name'), type: 'name', value: 'DUBOIS', locked: true },
    premier_prenom: { ...verified('given_name_array'), type: 'name', value: 'Angela' },
    civilite: { ...verified('gender'), type: 'code', value: 'female', text: 'Mme' },
    ne_le: { ...verified('birthdate'), type: 'date', value: '1962-08-24', locked: true },
    courriel: {
      ...verified('email'),
      type: 'text',
      value: 'angela@exemple.fr',
      assurance: 'declared',
    },
    quotient: { ...administrative('valeur'), type: 'number', value: 872 },
    enfant_prenom: {
      ...administrative('enfants'),
      type: 'list',
      items: 'name',
      value: ['Léo Paul', 'Inès'],
    },
    enfant_ne_le: {
      ...administrative('enfants'),
      type: 'list',
      items: 'date',
      value: ['2018-03-02', '2021-11-30'],
    },
  }
}
