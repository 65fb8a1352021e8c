import { expect, test } from '@jest/globals'
import { buildFields } from '../../src/domain/build-fields.ts'
import { createCog } from '../../src/domain/cog.ts'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { PivotIdentity } from '../../src/domain/pivot-identity.ts'
import { aCog } from '../support/cog.ts'
import { aDemarche } from '../support/forms.ts'

const demarche = aDemarche({
  commune: { from: 'franceconnect.birthplace', transform: ['commune-name'], lock: true },
  departement: { from: 'franceconnect.birthplace', transform: ['department-at-birth'] },
  pays: { from: 'franceconnect.birthcountry', transform: ['country-name'], lock: true },
})

const angela = {
  sub: 'x',
  family_name: 'DUBOIS',
  given_name_array: ['Angela'],
  birthdate: '1962-08-24',
  birthplace: '75107',
  birthcountry: '99100',
}

const build = (changes: Readonly<Record<string, unknown>>) =>
  buildFields(demarche, {
    identity: PivotIdentity.parse({ ...angela, ...changes }),
    sources: {},
    today: '2026-11-23',
    language: 'fr',
    cog: aCog,
  })

const filled = (claim: string, value: string, locked: boolean, assurance = 'verified') => ({
  type: 'text',
  source: 'franceconnect',
  claim,
  value,
  assurance,
  as_of: '2026-11-23',
  locked,
})

const empty = (claim: string, reason: 'unresolved' | 'born_abroad') => ({
  type: 'text',
  source: 'franceconnect',
  claim,
  value: null,
  reason,
  message: messagesIn('fr').reasons[reason],
})

const seventh = filled('birthplace', 'Paris 7e Arrondissement', true)
const france = filled('birthcountry', 'France', true)

test.each([
  [
    'in the Seine',
    {},
    { commune: seventh, departement: filled('birthplace', 'Seine', false), pays: france },
  ],
  [
    'in a commune that has changed its number',
    { birthplace: '75036' },
    {
      commune: filled('birthplace', 'Gennevilliers', true),
      departement: filled('birthplace', 'Seine', false),
      pays: france,
    },
  ],
  [
    'in a commune whose own name is lost',
    { birthplace: '13001' },
    {
      commune: filled('birthplace', 'Marseille 12e Arrondissement', false, 'administrative'),
      departement: filled('birthplace', 'Bouches-du-Rhône', false),
      pays: france,
    },
  ],
  [
    'on a day that cannot be read',
    { birthdate: 42 },
    { commune: seventh, departement: empty('birthplace', 'unresolved'), pays: france },
  ],
  [
    'in Algeria while it was French',
    { birthdate: '1950-05-08', birthplace: '91228', birthcountry: '99352' },
    {
      commune: empty('birthplace', 'unresolved'),
      departement: empty('birthplace', 'unresolved'),
      pays: empty('birthcountry', 'unresolved'),
    },
  ],
  [
    'in Algeria, in the year of its independence and no more is known',
    {
      birthdate: '1962-01-01',
      idp_birthdate: '1962-00-00',
      birthplace: '',
      birthcountry: '99352',
    },
    {
      commune: empty('birthplace', 'born_abroad'),
      departement: empty('birthplace', 'born_abroad'),
      pays: empty('birthcountry', 'unresolved'),
    },
  ],
  [
    'abroad',
    { birthplace: '', birthcountry: '99139' },
    {
      commune: empty('birthplace', 'born_abroad'),
      departement: empty('birthplace', 'born_abroad'),
      pays: filled('birthcountry', 'Portugal', true),
    },
  ],
])('when the birth was %s, then its fields say what is certain', (_, changes, fields) => {
  expect(build(changes)).toEqual(fields)
})

test('when a code has lost its first zero, then its name is found and the code stays as it came', () => {
  const cog = createCog({ departments: { '09': 'Ariège' }, communes: { '09': '225\tPamiers\n' } })
  const fields = buildFields(
    aDemarche({
      commune: { from: 'franceconnect.birthplace', transform: ['commune-name'], lock: true },
      departement: { from: 'franceconnect.birthplace', transform: ['department-code-at-birth'] },
      code: { from: 'franceconnect.birthplace', lock: true },
    }),
    {
      identity: PivotIdentity.parse({
        sub: 'x',
        given_name_array: ['Angela'],
        birthdate: '1984-02-29',
        birthplace: '9225',
      }),
      sources: {},
      today: '2026-11-23',
      language: 'fr',
      cog,
    },
  )
  const origin = {
    source: 'franceconnect',
    claim: 'birthplace',
    assurance: 'administrative',
    as_of: '2026-11-23',
    locked: false,
  }
  expect(fields).toEqual({
    commune: { ...origin, type: 'text', value: 'Pamiers' },
    departement: { ...origin, type: 'code', value: '09' },
    code: { ...origin, type: 'code', value: '9225' },
  })
})
