import { describe, expect, test } from '@jest/globals'
import type { FilledField, PrefillField } from '../../src/domain/prefill-claims.ts'
import { listInputs, readSubmitted } from '../../src/domain/read-submitted.ts'
import { judgeFields } from '../../src/domain/verdict.ts'
import { aField } from '../support/prefill-tokens.ts'

const origin = {
  source: 'quotient_familial',
  assurance: 'administrative',
  as_of: '2026-11-23',
} as const

const group = (items: FilledField['type'], ...value: string[]): FilledField => ({
  ...aField({ ...origin, claim: 'enfants.x', type: 'list', value, locked: false }),
  items,
})

const unknown: PrefillField = {
  type: 'list',
  items: 'name',
  source: 'quotient_familial',
  claim: 'enfants.prenoms',
  value: null,
  reason: 'unavailable',
  message: 'Pas de réponse.',
}

const names = (...value: string[]) => group('name', ...value)
const told = (verdict: string) => ({ ...origin, verdict, lock_broken: false })

/** The verdict on one list, and what is said to be added. */
const judge = (
  field: FilledField,
  submitted: unknown,
  inputs: Readonly<Record<string, string>> = {},
) => {
  const { fields, added } = judgeFields({ enfant: field }, submitted, inputs)
  return [fields.enfant?.verdict, ...added]
}

describe('where the members of a list stand', () => {
  const children = names('Léa', 'Tom', 'Zoé')

  test.each<[string, unknown]>([
    ['the name and numbers', { enfant: 'Léa', enfant_2: 'Tom', enfant_3: 'Zoé' }],
    ['numbers alone', { enfant_1: 'Léa', enfant_2: 'Tom', enfant_3: 'Zoé' }],
    ['numbers in another order', { enfant_3: 'Zoé', enfant: 'Léa', enfant_2: 'Tom' }],
    ['numbers in brackets', { 'enfant[1]': 'Léa', 'enfant[2]': 'Tom', 'enfant[3]': 'Zoé' }],
    ['numbers from 0 on', { 'enfant[0]': 'Léa', 'enfant[1]': 'Tom', 'enfant[2]': 'Zoé' }],
    ['an object of a parser', { enfant: { 1: 'Léa', 2: 'Tom', 3: 'Zoé' } }],
    ['a list of a parser', { enfant: ['Léa', 'Tom', 'Zoé'] }],
    ['a repeated name', new URLSearchParams('enfant=Léa&enfant=Tom&enfant=Zoé')],
    ['a repeated name of PHP', new URLSearchParams('enfant[]=Léa&enfant[]=Tom&enfant[]=Zoé')],
  ])(
    'when the page has %s, then they are found in their order, and nothing is added',
    (_, page) => {
      expect(judge(children, page)).toEqual(['unchanged'])
    },
  )

  test('when there are more than nine, then 10 comes after 9', () => {
    const ten = Array.from({ length: 11 }, (_, index) => `Enfant ${index + 1}`)
    const page = Object.fromEntries(ten.map((name, index) => [`enfant[${index + 1}]`, name]))
    expect(judge(names(...ten), page)).toEqual(['unchanged'])
  })

  test.each([
    ['wpforms[fields][7]', 'wpforms[fields][7]', 'wpforms[fields][7]_2'],
    ['input_5', 'input_5', 'input_5_2'],
    ['enfants[]', 'enfants[1]', 'enfants[2]'],
    ['enfants', 'enfants', 'enfants_2'],
  ])(
    'when its input is mapped to %s, then its members are looked for there',
    (input, first, second) => {
      const inputs = { enfant: input }
      const two = names('Léa', 'Tom')
      expect(judge(two, { [first]: 'Léa', [second]: 'TOM' }, inputs)).toEqual(['equivalent'])
      expect(judge(two, { enfant: 'Léa', enfant_2: 'Tom' }, inputs)).toEqual([
        'not_submitted',
        'enfant',
        'enfant_2',
      ])
    },
  )

  test('when a numbered input belongs to another field, then that one has it', () => {
    const fields = { enfant: names('Léa'), enfant_2: aField(), autre: aField({ value: 'X' }) }
    const page = { enfant: 'Léa', enfant_2: 'DUBOIS', enfant_3: 'X' }
    expect(judgeFields(fields, page, { autre: 'enfant_3' })).toEqual({
      fields: {
        enfant: told('unchanged'),
        enfant_2: expect.objectContaining({ verdict: 'unchanged' }),
        autre: expect.objectContaining({ verdict: 'unchanged' }),
      },
      added: [],
    })
  })

  test.each([
    'enfant_prenom',
    'enfant_2_x',
    'enfant_',
    'enfant_x',
    'enfant[x]',
    'enfant_100',
    'enfant2',
  ])('when an input is called %s, then it is none of the list’s', (input) => {
    expect(judge(names('Léa'), { enfant: 'Léa', [input]: 'x' })).toEqual(['unchanged', input])
  })

  test('when a list has no value in the token, then what was typed is added once, by its name', () => {
    const page = { enfant: 'Léa', enfant_2: 'Tom', autre_2: 'x', vide: '' }
    expect(judgeFields({ enfant: unknown }, page)).toEqual({
      fields: {},
      added: ['enfant', 'autre_2'],
    })
    expect(
      judgeFields({ enfant: unknown }, { 'e[1]': 'Léa', 'e[2]': '' }, { enfant: 'e' }),
    ).toEqual({
      fields: {},
      added: ['enfant'],
    })
  })

  test('when inputs are listed, then in the order of the members', () => {
    const submitted = readSubmitted({ 'e[2]': 'b', e_10: 'c', e: 'a', e_1: 'x', f: 'y' })
    expect(listInputs(submitted, 'e', new Set(['e_1']))).toEqual(['e', 'e[2]', 'e_10'])
  })
})

describe('the verdict on a list', () => {
  test.each<[string, FilledField, readonly (string | null | File)[]]>([
    ['unchanged', names('Léa', 'Tom'), ['Léa', 'Tom']],
    ['unchanged', names('Léa', 'Tom'), ['Léa', 'Tom', '', ' ']],
    ['equivalent', names('Léa', 'Tom'), ['LEA', 'Tom']],
    ['equivalent', group('date', '2015-06-20', '2018-01-02'), ['20/06/2015', '2018-01-02']],
    ['edited', group('date', '2015-06-20', '2018-01-02'), ['20/06/2016', '2018-01-02']],
    ['equivalent', group('number', '872', '12.5'), ['872,0', '12,50']],
    ['equivalent', group('boolean', 'true', 'false'), ['oui', 'non']],
    ['edited', group('boolean', 'true', 'false'), ['oui', 'oui']],
    ['equivalent', group('code', 'F', 'M'), ['f', 'm']],
    // By what it is made of: a name is no date, whatever it looks like.
    ['edited', names('2015-06-20'), ['20/06/2015']],
    ['equivalent', group('date', '2015-06-20'), ['20/06/2015']],
    ['edited', names('Léa', 'Tom'), ['Tom', 'Léa']],
    ['edited', names('Léa', 'Tom'), ['Léa']],
    ['edited', names('Léa', 'Tom'), ['Léa', '']],
    ['edited', names('Léa', 'Tom'), ['', 'Léa', 'Tom']],
    ['edited', names('Léa', 'Tom'), ['Léa', 'Tom', 'Zoé']],
    ['edited', names('Léa'), [new File(['x'], 'lea.txt')]],
    ['emptied', names('Léa', 'Tom'), ['', ' ']],
    ['emptied', names('Léa', 'Tom'), ['']],
    ['not_submitted', names('Léa', 'Tom'), []],
  ])('when it is %s, then it is told', (verdict, field, submitted) => {
    const page = Object.fromEntries(submitted.map((value, index) => [`enfant_${index + 1}`, value]))
    expect(judge(field, page)).toEqual([verdict])
  })

  test.each<[string, readonly string[]]>([
    ['unchanged', ['2015-06-20', '2016-01-01', '2018-01-02']],
    ['unchanged', ['2015-06-20', '', '2018-01-02']],
    ['unchanged', ['2015-06-20', 'n’importe quoi', '2018-01-02']],
    ['equivalent', ['20/06/2015', '01/01/2016', '2018-01-02']],
    ['edited', ['2015-06-21', '', '2018-01-02']],
    ['edited', ['2015-06-20', '2018-01-02', '']],
    ['emptied', ['', '', '']],
  ])(
    'when the token does not know the second one, then it may be anything: %s for %j',
    (verdict, submitted) => {
      const field = group('date', '2015-06-20', '', '2018-01-02')
      expect(judge(field, { enfant: submitted })).toEqual([verdict])
    },
  )

  test('when the token does not know the last one, then it need not be submitted', () => {
    expect(judge(names('Léa', ''), { enfant: 'Léa' })).toEqual(['unchanged'])
    expect(judge(names('Léa', ''), { enfant: 'Léa', enfant_2: 'Tom' })).toEqual(['unchanged'])
    expect(judge(names('Léa', ''), { enfant: 'Léa', enfant_2: 'Tom', enfant_3: 'Zoé' })).toEqual([
      'edited',
    ])
  })

  test.each([
    ['equivalent', names('Léa Marie', 'Tom'), 'Léa Marie\r\nTOM'],
    ['equivalent', names('Léa Marie', 'Tom'), 'Léa Marie, Tom'],
    ['equivalent', names('Léa Marie', 'Tom'), 'Léa Marie; Tom;'],
    ['equivalent', group('number', '12.5', '7'), '12,5; 7'],
    ['equivalent', names('Léa', '', 'Zoé'), 'Léa\nn’importe\nZoé'],
    ['edited', names('Léa Marie', 'Tom'), 'Léa, Marie, Tom'],
    ['edited', names('Léa', 'Tom'), 'Tom, Léa'],
    ['equivalent', names('Léa, Marie'), 'Léa Marie'],
  ])('when one input holds it all, then it is %s', (verdict, field, enfant) => {
    expect(judge(field, { enfant })).toEqual([verdict])
  })

  test('when a text is longer than any value, then it is not compared', () => {
    expect(judge(names('a'.repeat(5001)), { enfant: 'A'.repeat(5001) })).toEqual(['edited'])
  })
})

// Filed tokens keep the verdict that they got: none of them has `items`.
describe('lists of canon 1 that are of no group', () => {
  const plain = aField({ type: 'list', claim: 'given_name_array', value: ['Angela', 'Claire'] })

  test.each<[string, unknown, readonly string[]]>([
    ['unchanged', { prenoms: ['Angela', 'Claire'] }, []],
    ['unchanged', { prenoms: ['Angela', '', 'Claire', ' '] }, []],
    ['equivalent', { prenoms: 'Angela, Claire' }, []],
    ['equivalent', { prenoms: 'ANGELA CLAIRE' }, []],
    ['equivalent', { 'prenoms[]': ['angela', 'claire'] }, []],
    ['edited', { prenoms: 'Angela' }, []],
    ['edited', { prenoms: 'Angela', prenoms_2: 'Claire' }, ['prenoms_2']],
    [
      'not_submitted',
      { 'prenoms[1]': 'Angela', 'prenoms[2]': 'Claire' },
      ['prenoms[1]', 'prenoms[2]'],
    ],
    ['not_submitted', { prenoms: [] }, []],
    ['emptied', { prenoms: ['', ''] }, []],
  ])('when one is %s, then as ever', (verdict, submitted, added) => {
    const judged = judgeFields({ prenoms: plain }, submitted)
    expect([judged.fields.prenoms?.verdict, judged.added]).toEqual([verdict, added])
  })
})

test('when thousands of inputs stand before the members of a list, then they are read all the same', () => {
  const decoys = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x${index}`, '']))
  const submitted = { ...decoys, enfant: 'Zoé', enfant_2: 'Autre' }
  expect(judge(names('Zoé', 'Yann'), submitted)).toEqual(['edited'])
})
