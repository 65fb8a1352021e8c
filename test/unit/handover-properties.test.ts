import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { PivotIdentity } from '../../src/domain/pivot-identity.ts'
import { Assurance, FieldType, Reason } from '../../src/domain/prefill-claims.ts'
import type { Datum } from '../../src/domain/read-claim.ts'
import { type SourceAnswer, sourceReasons } from '../../src/domain/source-answer.ts'
import { assembleHandover } from '../../src/flow/assemble-handover.ts'
import { Handover } from '../../src/flow/handover.ts'
import { aCallback, anAttempt } from '../support/attempts.ts'
import { aCog } from '../support/cog.ts'
import { aDemarche, aForm } from '../support/forms.ts'

const demarche = aDemarche(
  {
    nom: { from: 'franceconnect.family_name', lock: true },
    majeur: { from: 'franceconnect.birthdate', transform: [{ 'age-at-least': 18 }] },
    commune: { from: 'franceconnect.birthplace', transform: ['commune-name'] },
    pays: { from: 'franceconnect.birthcountry', transform: ['country-name'] },
    quotient: { from: 'quotient_familial.valeur' },
    caisse: { from: 'quotient_familial.fournisseur', options: { CNAF: 'CAF' } },
    enfant_prenom: { from: 'enfant.prenoms' },
    enfant_majeur: { from: 'enfant.date_naissance', transform: [{ 'age-at-least': 18 }] },
    rsa: { from: 'revenu_solidarite_active.est_beneficiaire' },
    rfr: { from: 'impot_particulier.rfr' },
    etudes: { from: 'statut_etudiant.commune_etudes' },
  },
  { groups: { enfant: { list: 'quotient_familial.enfants', max: 3 } } },
)
const sourceNames = [
  'quotient_familial',
  'revenu_solidarite_active',
  'impot_particulier',
  'statut_etudiant',
]
const form = aForm({
  demarche,
  sources: sourceNames.map((name) => ({ name, claims: [], scopes: [] })),
})

const text = fc.oneof(fc.string(), fc.constantFrom('CNAF', '2015-06-20', '', 'toString', '\u0000'))
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 3 }))
const type = fc.constantFrom(...FieldType.options)
const datum: fc.Arbitrary<Datum> = fc.oneof(
  fc.record({ type, value, assurance: fc.constantFrom(...Assurance.options) }),
  fc.record({ type, reason: fc.constantFrom(...Reason.options) }),
)
const asOf = fc.option(fc.constantFrom('2026', '2026-10', '2026-10-01', 'hier'), { nil: undefined })
const dated = <T extends object>(one: fc.Arbitrary<T>) =>
  fc.tuple(one, asOf).map(([known, day]) => ({ ...known, ...(day !== undefined && { asOf: day }) }))
const some = <T>(keys: readonly string[], of: fc.Arbitrary<T>) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), of, { maxKeys: 8 })

const claims = ['valeur', 'fournisseur', 'est_beneficiaire', 'rfr', 'commune_etudes', 'enfants']
const item = some(['prenoms', 'date_naissance'], datum)
const data = fc.record({
  values: some(claims, dated(datum)),
  lists: some(['enfants'], dated(fc.record({ items: fc.array(item, { maxLength: 30 }) }))),
})
const answer: fc.Arbitrary<SourceAnswer> = fc.oneof(
  fc.record({ status: fc.constant('ok' as const), data }),
  fc.record({
    status: fc.constantFrom('empty', 'unavailable', 'refused', 'inconsistent', 'declined'),
    reason: fc.constantFrom(...sourceReasons),
  }),
)
const answers = some([...sourceNames, 'franceconnect'], answer)

const whatever = fc.oneof(text, fc.integer(), fc.array(text), fc.constant(undefined))
const identity = fc
  .record({
    sub: fc.constant('x'),
    family_name: whatever,
    given_name: whatever,
    given_name_array: whatever,
    birthdate: fc.oneof(whatever, fc.constantFrom('1962-08-24', '2015-06-20')),
    idp_birthdate: fc.oneof(whatever, fc.constant('1962-08-00')),
    birthplace: fc.oneof(whatever, fc.constantFrom('75107', '7510', '13001')),
    birthcountry: fc.oneof(whatever, fc.constantFrom('99100', '99352')),
  })
  .map((person) => PivotIdentity.parse(person))

test('when sources answer whatever they like, then every field is there and the handover is one', () => {
  const language = fc.constantFrom('fr' as const, 'en' as const)
  fc.assert(
    fc.property(answers, identity, language, (sources, person, tongue) => {
      const login = { identity: person, idToken: 'i', accessToken: 'a', acr: 'eidas1', authTime: 1 }
      const callback = aCallback({ form, attempt: anAttempt({ language: tongue }) })
      const day = { today: '2026-11-23', cog: aCog }
      const handover = assembleHandover(callback, login, sources, day)
      expect(Object.keys(handover.fields)).toEqual(Object.keys(demarche.fields))
      expect(Object.keys(handover.sources)).toEqual(['franceconnect', ...sourceNames])
      // What the store gives back is what was put there: no member is lost, none is refused.
      expect(Handover.parse(JSON.parse(JSON.stringify(handover)))).toEqual(handover)
      for (const field of Object.values(handover.fields))
        if (field.value === null) expect(field.message).toMatch(/^\S[^{}]*\.$/)
    }),
    { numRuns: 100 },
  )
})
