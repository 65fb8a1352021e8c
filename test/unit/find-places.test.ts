import { expect, test } from '@jest/globals'
import { findPlaces, type NamedControl, type Place } from '../../src/domain/find-places.ts'

const control = (name: string, type = 'text', prefill?: string) =>
  ({ name, type, dataset: prefill === undefined ? {} : { prefill } }) satisfies NamedControl

const named = (places: Place<NamedControl>[]) =>
  places.map(({ group }) => group.map(({ name }) => name))
const numbered = (places: Place<NamedControl>[]) =>
  places.map(({ group, position }) => `${position}: ${group[0]?.name}`)

test.each([
  ['its name', [control('nom'), control('nom_usage')], 'nom', undefined, [['nom']]],
  [
    'data-prefill before its name',
    [control('nom'), control('a', 'text', 'nom')],
    'nom',
    undefined,
    [['a']],
  ],
  [
    'the mapped name before data-prefill',
    [control('w[f][3]'), control('a', 'text', 'nom')],
    'nom',
    'w[f][3]',
    [['w[f][3]']],
  ],
  ['a mapped name that is not there', [control('nom')], 'nom', 'absent', [['nom']]],
  [
    'the radios of one name as one',
    [control('sexe', 'radio'), control('sexe', 'radio')],
    'sexe',
    undefined,
    [['sexe', 'sexe']],
  ],
  [
    'indexed names',
    [control('enfant_10'), control('enfant_2'), control('enfant_ne_le'), control('enfant[1]')],
    'enfant',
    undefined,
    [['enfant_10'], ['enfant_2'], ['enfant[1]']],
  ],
  [
    'bare brackets',
    [control('enfant[]'), control('enfant[]')],
    'enfant',
    undefined,
    [['enfant[]'], ['enfant[]']],
  ],
  [
    'its name alone where others have numbers',
    [control('adresse_2'), control('adresse')],
    'adresse',
    undefined,
    [['adresse']],
  ],
  ['nothing', [control('autre')], 'nom', undefined, []],
])(
  'when a field is looked for by %s, then its controls are found',
  (_, controls, field, mapped, expected) => {
    expect(named(findPlaces(controls, field, mapped))).toEqual(expected)
  },
)

test.each([
  [['enfant'], ['0: enfant']],
  [['enfant[]'], ['0: enfant[]']],
  [
    ['enfant', 'enfant_2', 'enfant_3'],
    ['1: enfant', '2: enfant_2', '3: enfant_3'],
  ],
  [
    ['enfant_3', 'enfant', 'enfant_2'],
    ['1: enfant', '2: enfant_2', '3: enfant_3'],
  ],
  [
    ['enfant[1]', 'enfant[2]'],
    ['1: enfant[1]', '2: enfant[2]'],
  ],
  [
    ['enfant[0]', 'enfant[1]'],
    ['1: enfant[0]', '2: enfant[1]'],
  ],
  [
    ['enfant', 'enfant_1', 'enfant_2'],
    ['1: enfant', '2: enfant_1', '3: enfant_2'],
  ],
  [['enfant_2'], ['2: enfant_2']],
  [['enfant[1]'], ['1: enfant[1]']],
  [
    ['enfant_10', 'enfant_9', 'enfant_ne_le'],
    ['9: enfant_9', '10: enfant_10'],
  ],
])('when a list meets inputs called %j, then their members are %j', (names, members) => {
  const controls = names.map((name) => control(name))
  expect(numbered(findPlaces(controls, 'enfant', undefined, true))).toEqual(members)
})

test('when inputs of a list are repeated or radios, then the groups count, in the order of the page', () => {
  const controls = [
    ...[control('enfant[]'), control('enfant[]')],
    ...[control('sexe', 'radio'), control('sexe', 'radio'), control('sexe_2', 'radio')],
  ]
  const positions = (field: string) =>
    findPlaces(controls, field, undefined, true).map(({ group, position }) => [
      group.length,
      position,
    ])
  expect([positions('enfant'), positions('sexe')]).toEqual([
    [
      [1, 1],
      [1, 2],
    ],
    [
      [2, 1],
      [1, 2],
    ],
  ])
})

test('when a list is marked by data-prefill, then its numbers are those of the marks', () => {
  const controls = [
    control('children[1][first]', 'text', 'enfant[2]'),
    control('children[0][first]', 'text', 'enfant[1]'),
  ]
  expect(numbered(findPlaces(controls, 'enfant', undefined, true))).toEqual([
    '1: children[0][first]',
    '2: children[1][first]',
  ])
})
