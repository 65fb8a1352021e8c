import { describe, expect, test } from '@jest/globals'
import { membersOf, type Slot, type Writable, writeValue } from '../../src/domain/write-value.ts'
import { sayDate } from '../../src/widget/say-date.ts'

const text: Slot = { kind: 'text' }
const date: Slot = { kind: 'date' }
const number: Slot = { kind: 'number' }
const choices = [
  { value: '', label: 'Choisir' },
  { value: '2', label: 'MME' },
  { value: 'male', label: 'Monsieur' },
  { value: 'e', label: 'Élève' },
  { value: '5', label: 'Côte d’Ivoire' },
]
const choice: Slot = { kind: 'choice', choices, multiple: false }
const several: Slot = { kind: 'choice', choices, multiple: true }
const yesNo: Slot = {
  kind: 'choice',
  choices: [
    { value: 'N', label: 'Non' },
    { value: 'O', label: 'Oui' },
  ],
  multiple: false,
}
const tick = (value: string): Slot => ({ kind: 'tick', choice: { value, label: '' } })

const table: [Writable, Slot, object][] = [
  [{ type: 'name', value: 'DUBOIS' }, text, { text: 'DUBOIS' }],
  [{ type: 'date', value: '1962-08-24' }, text, { text: '24/08/1962' }],
  [{ type: 'date', value: '1962-08-24' }, date, { text: '1962-08-24' }],
  [{ type: 'date', value: '1962-08-24' }, { kind: 'month' }, { text: '1962-08' }],
  [{ type: 'partial-date', value: '1992-11' }, text, { text: '11/1992' }],
  [{ type: 'partial-date', value: '1992' }, text, { text: '1992' }],
  [{ type: 'partial-date', value: '1992-11' }, date, { refused: 'imprecise' }],
  [{ type: 'partial-date', value: '1992' }, { kind: 'month' }, { refused: 'imprecise' }],
  [{ type: 'text', value: 'hier' }, date, { text: 'hier' }],
  [{ type: 'number', value: 872.5 }, text, { text: '872,5' }],
  [{ type: 'number', value: 872.5 }, number, { text: '872.5' }],
  [{ type: 'number', value: 0 }, number, { text: '0' }],
  [{ type: 'text', value: 'abc' }, number, { text: 'abc' }],
  [{ type: 'boolean', value: true }, text, { text: 'Oui' }],
  [{ type: 'boolean', value: false }, yesNo, { chosen: [0] }],
  [{ type: 'boolean', value: true }, yesNo, { chosen: [1] }],
  [{ type: 'list', items: 'boolean', value: ['true'] }, yesNo, { chosen: [1] }],
  [{ type: 'boolean', value: true }, tick('x'), { chosen: [0] }],
  [{ type: 'boolean', value: false }, tick('x'), { chosen: [] }],
  [{ type: 'code', value: 'female', text: 'Mme' }, text, { text: 'Mme' }],
  [{ type: 'code', value: 'female', text: 'Mme' }, choice, { chosen: [1] }],
  [{ type: 'code', value: 'male', text: 'M.' }, choice, { chosen: [2] }],
  [{ type: 'code', value: 'eleve' }, choice, { chosen: [3] }],
  [{ type: 'text', value: "COTE  D'IVOIRE" }, choice, { chosen: [4] }],
  [{ type: 'code', value: 'other' }, choice, { refused: 'not_in_options' }],
  [{ type: 'code', value: 'female' }, tick('FEMALE'), { chosen: [0] }],
  [{ type: 'code', value: 'female' }, tick('male'), { chosen: [] }],
  [{ type: 'list', value: ['male', '2'] }, several, { chosen: [2, 1] }],
  [{ type: 'list', value: ['male', '2'] }, choice, { refused: 'not_in_options' }],
  [{ type: 'list', value: ['Léa', '2019-01-31'] }, text, { text: 'Léa, 31/01/2019' }],
  [{ type: 'list', value: ['Léa', 'Tom'] }, { kind: 'textarea' }, { text: 'Léa\nTom' }],
  [
    { type: 'list', items: 'partial-date', value: ['1992-11', '1990'] },
    text,
    { text: '11/1992, 1990' },
  ],
  [
    { type: 'list', items: 'date', value: ['2019-01-31', '', '2020-02-01'] },
    text,
    { text: '31/01/2019, 01/02/2020' },
  ],
  [{ type: 'list', items: 'date', value: ['2019-01-31'] }, date, { text: '2019-01-31' }],
  [
    { type: 'list', items: 'date', value: ['2019-01-31', '2020-02-01'] },
    date,
    { text: '2019-01-31,2020-02-01' },
  ],
  [{ type: 'address', value: '1 rue\n74000 Annecy' }, text, { text: '1 rue, 74000 Annecy' }],
  [
    { type: 'address', value: '1 rue\n74000 Annecy' },
    { kind: 'textarea' },
    { text: '1 rue\n74000 Annecy' },
  ],
]

describe('the writing of a value', () => {
  test.each(table)('when %j meets %j, then it is %j', (field, slot, writing) => {
    expect(writeValue(field, slot)).toEqual(writing)
  })

  test.each<[Writable, Writable[]]>([
    [
      { type: 'list', value: ['Léa', '2019-01-31'] },
      [
        { type: 'text', value: 'Léa' },
        { type: 'date', value: '2019-01-31' },
      ],
    ],
    [
      { type: 'list', items: 'partial-date', value: ['1992-11', ''] },
      [
        { type: 'partial-date', value: '1992-11' },
        { type: 'partial-date', value: '' },
      ],
    ],
    [
      { type: 'list', items: 'boolean', value: ['true', 'false', ''] },
      [
        { type: 'boolean', value: true },
        { type: 'boolean', value: false },
        { type: 'boolean', value: '' },
      ],
    ],
    [
      { type: 'list', items: 'number', value: ['12.5', ''] },
      [
        { type: 'number', value: 12.5 },
        { type: 'number', value: '' },
      ],
    ],
    [{ type: 'name', value: 'DUBOIS' }, []],
  ])('when %j is taken apart, then each member is of its own type', (field, members) => {
    expect(membersOf(field)).toEqual(members)
  })
})

test.each([
  ['2026-11-23', 'fr', '23 novembre 2026'],
  ['2026-11-23', 'en', '23 November 2026'],
  ['2026-10', 'fr', 'octobre 2026'],
  ['2025', 'fr', '2025'],
  ['revenus 2025', 'fr', 'revenus 2025'],
] as const)('when %s is said in %s, then it is %s', (iso, lang, said) => {
  expect(sayDate(iso, lang)).toBe(said)
})
