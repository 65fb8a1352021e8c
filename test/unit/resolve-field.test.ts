import { describe, expect, test } from '@jest/globals'
import { resolveClaim } from '../../src/domain/catalogue.ts'
import type { CatalogueClaim } from '../../src/domain/catalogue-claim.ts'
import { ConfiguredField } from '../../src/domain/demarche.ts'
import { type Groups, resolveField } from '../../src/domain/resolve-field.ts'

const entryOf = (reference: string): CatalogueClaim => {
  const found = resolveClaim(reference)
  if (typeof found === 'string') throw new Error(found)
  return found.entry
}

const groups: Groups = {
  enfant: {
    source: 'quotient_familial',
    list: 'enfants',
    max: 3,
    label: { fr: 'Enfant', en: 'Child' },
  },
}

const resolve = (configured: Readonly<Record<string, unknown>>, known = groups) =>
  resolveField('champ', ConfiguredField.parse(configured), known)

describe('a field of a state source', () => {
  test('when it is plain, then it has its claim, type and words', () => {
    const entry = entryOf('quotient_familial.valeur')
    expect(resolve({ from: 'quotient_familial.valeur' })).toEqual({
      source: 'quotient_familial',
      claim: 'valeur',
      entry,
      type: 'number',
      transforms: [],
      lock: false,
      label: { fr: 'Quotient familial', en: 'Quotient familial' },
    })
    expect(entry).toMatchObject({ scope: 'cnaf_quotient_familial', assurance: 'administrative' })
  })

  test('when it is of a group, then it says whose it is and what it takes of each thing', () => {
    const list = entryOf('quotient_familial.enfants')
    const label = { fr: 'Date de naissance', en: 'Date of birth' }
    const member = { group: 'enfant', list: 'enfants', item: 'date_naissance' }
    const resolved = {
      source: 'quotient_familial',
      claim: 'enfants.date_naissance',
      entry: { ...list, type: 'date', label },
      member,
      type: 'date',
      transforms: [],
      lock: false,
      label,
    }
    expect(resolve({ from: 'enfant.date_naissance' })).toEqual(resolved)
    const transform = [{ 'age-at-least': 3 }]
    const own = { fr: 'A trois ans' }
    expect(resolve({ from: 'enfant.date_naissance', transform, label: own })).toEqual({
      ...resolved,
      type: 'boolean',
      transforms: transform,
      label: own,
    })
  })
})

const members = 'nom_naissance, nom_usage, prenoms, date_naissance, sexe'
const birthOnly = (name: string, claim: string) =>
  `transform "${name}" reads franceconnect.${claim} only`

describe('what cannot be', () => {
  test.each<[Readonly<Record<string, unknown>>, string, string]>([
    [{ from: 'enfant.age' }, 'from', `unknown claim "age" of enfant; known: ${members}`],
    [{ from: 'enfant' }, 'from', `unknown claim "" of enfant; known: ${members}`],
    [
      { from: 'enfant.prenoms.x' },
      'from',
      `unknown claim "prenoms.x" of enfant; known: ${members}`,
    ],
    [{ from: 'enfant.toString' }, 'from', `unknown claim "toString" of enfant; known: ${members}`],
    [
      { from: 'quotient_familial.enfants' },
      'from',
      'quotient_familial.enfants is a list of things: make a group of it',
    ],
    [
      { from: 'quotient_familial.valeur', lock: true },
      'lock',
      'lock needs a verified claim; quotient_familial.valeur is administrative',
    ],
    [{ from: 'enfant.prenoms', lock: true }, 'lock', 'lock does not go with a field of a group'],
    [
      { from: 'enfant.sexe', options: { F: 'Fille' } },
      'options',
      'options do not go with a field of a group',
    ],
    [
      { from: 'quotient_familial.valeur', options: { '1': 'x' } },
      'options',
      'options need a code, not a number',
    ],
    [
      { from: 'enfant.prenoms', transform: ['first'] },
      'transform',
      'transform "first" takes a list, not a name',
    ],
    [
      { from: 'statut_etudiant.commune_etudes', transform: ['commune-name'] },
      'transform',
      birthOnly('commune-name', 'birthplace'),
    ],
    [
      { from: 'enfant.sexe', transform: ['department-at-birth'] },
      'transform',
      birthOnly('department-at-birth', 'birthplace'),
    ],
    [
      { from: 'franceconnect.gender', transform: ['country-name'] },
      'transform',
      birthOnly('country-name', 'birthcountry'),
    ],
    [
      { from: 'franceconnect.birthcountry', transform: ['commune-name'] },
      'transform',
      birthOnly('commune-name', 'birthplace'),
    ],
    [
      { from: 'franceconnect.birthplace', transform: ['country-name'] },
      'transform',
      birthOnly('country-name', 'birthcountry'),
    ],
    [
      {
        from: 'franceconnect.birthplace',
        transform: ['department-code-at-birth', 'department-at-birth'],
      },
      'transform',
      birthOnly('department-at-birth', 'birthplace'),
    ],
    [
      { from: 'franceconnect.birthplace', transform: ['commune-name', 'country-name'] },
      'transform',
      'transform "country-name" takes a code, not a text',
    ],
  ])('when it is %j, then its %s is told: %s', (configured, member, message) => {
    expect(resolve(configured)).toEqual({ path: ['fields', 'champ', member], message })
  })

  test('when its name means something else, then that is told of the field', () => {
    const field = ConfiguredField.parse({ from: 'quotient_familial.valeur' })
    expect(resolveField('address', field, {})).toEqual({
      path: ['fields', 'address'],
      message:
        '"address" is a registered OpenID Connect claim with another meaning; choose another field name',
    })
  })
})

test.each([
  ['birthplace', 'commune-name', 'text'],
  ['birthplace', 'department-at-birth', 'text'],
  ['birthplace', 'department-code-at-birth', 'code'],
  ['birthcountry', 'country-name', 'text'],
])('when franceconnect.%s is read by %s, then it is a %s', (claim, transform, type) => {
  expect(resolve({ from: `franceconnect.${claim}`, transform: [transform] })).toMatchObject({
    claim,
    type,
    transforms: [transform],
  })
})
