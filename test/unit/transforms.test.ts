import { describe, expect, test } from '@jest/globals'
import { applyTransform, Transform, transformedType } from '../../src/domain/transforms.ts'

const today = '2026-11-23'

describe('first', () => {
  test.each([
    [['Angela', 'Claire'], { type: 'name', value: 'Angela', assurance: 'verified' }],
    [['Jean Philippe'], { type: 'name', value: 'Jean Philippe', assurance: 'verified' }],
    [[], { type: 'name', reason: 'not_provided' }],
  ])('when the list is %j, then it makes %j', (value, made) => {
    expect(applyTransform({ type: 'list', value, assurance: 'verified' }, 'first', today)).toEqual(
      made,
    )
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
      expect(applyTransform(datum, { 'age-at-least': years }, today)).toEqual({
        type: 'boolean',
        ...made,
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
] as const)(
  'when there is no value, then %j keeps the reason and takes its own type',
  (transform, datum, made) => {
    expect(applyTransform(datum, transform, today)).toEqual(made)
  },
)

describe('the type that a chain makes', () => {
  test.each([
    ['list', ['first'], { type: 'name' }],
    ['date', [{ 'age-at-least': 18 }], { type: 'boolean' }],
    ['code', [], { type: 'code' }],
    ['name', ['first'], 'transform "first" takes a list, not a name'],
    ['list', ['first', 'first'], 'transform "first" takes a list, not a name'],
    ['code', [{ 'age-at-least': 18 }], 'transform "age-at-least" takes a date, not a code'],
    ['date', [{ 'age-at-least': 18 }, 'first'], 'transform "first" takes a list, not a boolean'],
  ] as const)('when a %s goes through %j, then it is %j', (type, chain, result) => {
    expect(transformedType(type, chain)).toEqual(result)
  })
})

const expected = 'expected first or {age-at-least: years}'

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

test.each(['first', { 'age-at-least': 1 }, { 'age-at-least': 150 }])(
  'when a transform is %j, then it is taken',
  (transform) => {
    expect(Transform.parse(transform)).toEqual(transform)
  },
)
