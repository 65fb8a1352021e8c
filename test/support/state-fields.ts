import type { Demarche } from '../../src/domain/demarche.ts'
import type { FieldValue } from '../../src/domain/prefill-claims.ts'
import type { Datum } from '../../src/domain/read-claim.ts'
import type { SourceAnswer, SourceData } from '../../src/domain/source-answer.ts'
import { aDemarche } from './forms.ts'

/** School meals: a quotient, and up to three children of whom the parent chooses. */
export const schoolMeals = (changes: Readonly<Record<string, unknown>> = {}): Demarche =>
  aDemarche(
    {
      nom: { from: 'franceconnect.family_name', lock: true },
      quotient: { from: 'quotient_familial.valeur' },
      caisse: { from: 'quotient_familial.fournisseur', options: { CNAF: 'CAF' } },
      enfant_prenom: { from: 'enfant.prenoms' },
      enfant_ne_le: { from: 'enfant.date_naissance' },
      enfant_majeur: { from: 'enfant.date_naissance', transform: [{ 'age-at-least': 18 }] },
    },
    {
      groups: {
        enfant: {
          list: 'quotient_familial.enfants',
          max: 3,
          label: { fr: 'Enfant', en: 'Child' },
        },
      },
      ...changes,
    },
  )

/** A value of an agency's file. */
export const known = (type: Datum['type'], value: FieldValue): Datum => ({
  type,
  value,
  assurance: 'administrative',
})

/** What a source answers when all goes well. */
export const answering = (data: Partial<SourceData>): SourceAnswer => ({
  status: 'ok',
  data: { values: {}, lists: {}, ...data },
})

/** A child as a caisse knows it; what is absent is not known. */
export const aChild = (prenoms?: string, date_naissance?: string) => ({
  ...(prenoms !== undefined && { prenoms: known('name', prenoms) }),
  ...(date_naissance !== undefined && { date_naissance: known('date', date_naissance) }),
})
