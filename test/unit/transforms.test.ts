import { describe, expect, test } from '@jest/globals'
import {
  applyTransform,
  needsBirth,
  Transform,
  transformedType,
} from '../../src/domain/transforms.ts'
import { aCog } from '../support/cog.ts'

const context = { today: '2026-11-23', birthdate: '1962-08-24', cog: aCog }

describe('first', () => {
  test.each([
    [['Angela', 'Claire'], { type: 'name', value: 'Angela', assurance: 'verified' }],
    [['Jean Philippe'], { type: 'name', value: 'Jean Philippe', assurance: 'verified' }],
    [[], { type: 'name', reason: 'not_provided' }],
  ])('when the list is %j, then it makes %j', (value, made) => {
    expect(
      applyTransform({ type: 'list', value, assurance: 'verified' }, 'first', context),
    ).toEqual(made)
  })
})

describe('age-at-least', () => {
  test.each([
    ['date', '1962-08-24', 18, 'verified', { value: true, assurance: 'verified' }],
    ['date', '2008-11-24', 18, 'verified', { value: false, assurance: 'verified' }],
    ['date', '2008-11-23', 18, 'administrative', { value: true, assurance: 'administrative' }],
    ['partial-date', '1992-11', 18, 'verified', { value: true, assurance: 'verified' }],
    ['partial-date', '2008-11', 18, 'verified', { reason: 'imprecise' }],
    ['partial-date', '2008', 18, 'verified', { reason: 'imprecise' }],
  ] as const)(
    'when the %s is %s and the age %i (%s), then it makes %j',
    (type, value, years, assurance, made) => {
      const datum = { type, value, assurance }
      expect(applyTransform(datum, { 'age-at-least': years }, context)).toEqual({
        type: 'boolean',
        ...made,
      })
    },
  )
})

describe('a code of birth', () => {
  test.each([
    ['commune-name', '75107', '1962-08-24', 'text', 'Paris 7e Arrondissement'],
    ['commune-name', '75036', '1962-08-24', 'text', 'Gennevilliers'],
    ['department-at-birth', '75107', '1962-08-24', 'text', 'Seine'],
    ['department-at-birth', '75107', '1990-01-31', 'text', 'Paris'],
    ['department-code-at-birth', '75036', '1962-08-24', 'code', '75'],
    ['department-code-at-birth', '92036', '1990-01-31', 'code', '92'],
    ['country-name', '99100', '1962-08-24', 'text', 'France'],
    ['country-name', '99123', '1962-08-24', 'text', 'URSS'],
    ['country-name', '99139', undefined, 'text', 'Portugal'],
  ] as const)(
    'when it is read for its %s and is %s, of a birth on %s, then it is the %s %s',
    (transform, value, birthdate, type, made) => {
      const datum = { type: 'code', value, assurance: 'verified' } as const
      const born = { ...context, birthdate }
      expect(applyTransform(datum, transform, born)).toEqual({
        type,
        value: made,
        assurance: 'verified',
      })
    },
  )

  test.each([
    ['commune-name', '75036', '1990-01-31', 'text'],
    ['commune-name', '90900', '1990-01-31', 'text'],
    ['department-at-birth', '92036', '1962-08-24', 'text'],
    ['department-at-birth', '75107', undefined, 'text'],
    ['department-code-at-birth', '90900', '1990-01-31', 'code'],
    ['country-name', '99352', '1962-07-02', 'text'],
    ['country-name', '99999', '1990-01-31', 'text'],
  ] as const)(
    'when it is read for its %s and %s of a birth on %s says nothing certain, then it is unresolved',
    (transform, value, birthdate, type) => {
      const datum = { type: 'code', value, assurance: 'verified' } as const
      const born = { ...context, birthdate }
      expect(applyTransform(datum, transform, born)).toEqual({ type, reason: 'unresolved' })
    },
  )

  test.each([
    ['verified', 'administrative'],
    ['administrative', 'administrative'],
    ['declared', 'declared'],
  ] as const)(
    'when only the successor of the commune has a name, then what was %s is %s',
    (assurance, made) => {
      const datum = { type: 'code', value: '13001', assurance } as const
      expect(applyTransform(datum, 'commune-name', context)).toEqual({
        type: 'text',
        value: 'Marseille 12e Arrondissement',
        assurance: made,
      })
      expect(applyTransform(datum, 'department-at-birth', context)).toEqual({
        type: 'text',
        value: 'Bouches-du-Rhône',
        assurance,
      })
    },
  )
})

test.each([
  ['first', { type: 'list', reason: 'unreadable' }, { type: 'name', reason: 'unreadable' }],
  [
    { 'age-at-least': 18 },
    { type: 'date', reason: 'not_provided' },
    { type: 'boolean', reason: 'not_provided' },
  ],
  [
    'commune-name',
    { type: 'code', reason: 'born_abroad' },
    { type: 'text', reason: 'born_abroad' },
  ],
  [
    'department-code-at-birth',
    { type: 'code', reason: 'born_abroad' },
    { type: 'code', reason: 'born_abroad' },
  ],
] as const)(
  'when there is no value, then %j keeps the reason and takes its own type',
  (transform, datum, made) => {
    expect(applyTransform(datum, transform, context)).toEqual(made)
  },
)

describe('the type that a chain makes', () => {
  test.each([
    ['list', ['first'], { type: 'name' }],
    ['date', [{ 'age-at-least': 18 }], { type: 'boolean' }],
    ['code', [], { type: 'code' }],
    ['code', ['commune-name'], { type: 'text' }],
    ['code', ['department-at-birth'], { type: 'text' }],
    ['code', ['department-code-at-birth'], { type: 'code' }],
    ['code', ['country-name'], { type: 'text' }],
    ['text', ['commune-name'], 'transform "commune-name" takes a code, not a text'],
    ['name', ['first'], 'transform "first" takes a list, not a name'],
    ['list', ['first', 'first'], 'transform "first" takes a list, not a name'],
    ['code', [{ 'age-at-least': 18 }], 'transform "age-at-least" takes a date, not a code'],
    ['date', [{ 'age-at-least': 18 }, 'first'], 'transform "first" takes a list, not a boolean'],
  ] as const)('when a %s goes through %j, then it is %j', (type, chain, result) => {
    expect(transformedType(type, chain)).toEqual(result)
  })
})

const expected =
  'expected first, commune-name, department-at-birth, department-code-at-birth, country-name or {age-at-least: years}'

test.each([
  ['last', expected],
  ['First', expected],
  [{}, expected],
  [{ 'age-at-least': 17.5 }, expected],
  [{ 'age-at-least': '18' }, expected],
  [{ 'age-at-least': 0 }, 'Too small: expected number to be >=1'],
  [{ 'age-at-least': 151 }, 'Too big: expected number to be <=150'],
  [{ 'age-at-least': 18, first: true }, 'Unrecognized key: "first"'],
])('when a transform is %j, then it is refused: %s', (transform, message) => {
  expect(Transform.safeParse(transform).error?.issues.map((issue) => issue.message)).toEqual([
    message,
  ])
})

test.each([
  'first',
  'commune-name',
  'department-at-birth',
  'department-code-at-birth',
  'country-name',
  { 'age-at-least': 1 },
  { 'age-at-least': 150 },
])('when a transform is %j, then it is taken', (transform) => {
  expect(Transform.parse(transform)).toEqual(transform)
})

test.each([
  ['first', false],
  [{ 'age-at-least': 18 }, false],
  ['commune-name', true],
  ['department-at-birth', true],
  ['department-code-at-birth', true],
  ['country-name', true],
] as const)(
  'when a transform is %j, then that it needs the day of birth is %s',
  (transform, needs) => {
    expect(needsBirth(transform)).toBe(needs)
  },
)
