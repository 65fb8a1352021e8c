import { describe, expect, test } from '@jest/globals'
import { isAtLeast, readBirthdate } from '../../src/domain/birthdate.ts'
import { frenchDate } from '../../src/domain/french-date.ts'

describe('the precision of a birth date', () => {
  test.each([
    // birthdate, idp_birthdate, value, type, certain
    ['1962-08-24', undefined, '1962-08-24', 'date', true],
    ['1962-08-01', undefined, '1962-08-01', 'date', false],
    ['1962-01-01', undefined, '1962-01-01', 'date', false],
    ['1962-08-24', '1962-08-24', '1962-08-24', 'date', true],
    ['1962-08-01', '1962-08-01', '1962-08-01', 'date', true],
    ['1962-01-01', '1962-01-01', '1962-01-01', 'date', true],
    ['1992-11-01', '1992-11-00', '1992-11', 'partial-date', true],
    ['1992-01-01', '1992-00-00', '1992', 'partial-date', true],
    ['1992-01-01', '1992-01-00', '1992-01', 'partial-date', true],
    ['2000-01-01', '2000-00-00', '2000', 'partial-date', true],
    // INSEE knows more than the identity provider, or another date: it cannot have completed a 15th.
    ['1992-11-15', '1992-11-00', '1992-11-15', 'date', true],
    ['1992-11-15', '1992-00-00', '1992-11-15', 'date', true],
    ['1962-08-24', '1962-08-25', '1962-08-24', 'date', true],
    // The identity provider's date says nothing of this first of the month.
    ['1992-11-01', '1992-00-00', '1992-11-01', 'date', false],
    ['1992-11-01', '1990-05-03', '1992-11-01', 'date', false],
  ])(
    'when INSEE says %s and the identity provider %s, then it is %s (%s, certain: %s)',
    (birthdate, idpBirthdate, value, type, certain) => {
      expect(readBirthdate(birthdate, idpBirthdate)).toEqual({ value, type, certain })
    },
  )
})

describe('an age', () => {
  test.each([
    ['2008-11-23', 18, '2026-11-22', false],
    ['2008-11-23', 18, '2026-11-23', true],
    ['2008-11-23', 18, '2026-11-24', true],
    ['2008-11-23', 17, '2026-11-22', true],
    ['1962-08-24', 18, '2026-11-23', true],
    // Born on 29 February: of age on 1 March, on the day itself in a leap year.
    ['2008-02-29', 18, '2026-02-28', false],
    ['2008-02-29', 18, '2026-03-01', true],
    ['2008-02-29', 20, '2028-02-28', false],
    ['2008-02-29', 20, '2028-02-29', true],
    // The day is not known.
    ['2008-11', 18, '2026-10-31', false],
    ['2008-11', 18, '2026-11-01', undefined],
    ['2008-11', 18, '2026-11-30', undefined],
    ['2008-11', 18, '2026-12-01', true],
    ['2008-12', 18, '2026-12-31', true],
    // Day and month are not known.
    ['2008', 18, '2025-12-31', false],
    ['2008', 18, '2026-01-01', undefined],
    ['2008', 18, '2026-12-30', undefined],
    ['2008', 18, '2026-12-31', true],
    ['2008', 18, '2027-01-01', true],
  ])('when born %s, then at least %i on %s is %s', (birthdate, years, today, reached) => {
    expect(isAtLeast(birthdate, years, today)).toBe(reached)
  })
})

describe('today in France', () => {
  test.each([
    ['2026-11-23T22:59:59.999Z', '2026-11-23'],
    ['2026-11-23T23:00:00.000Z', '2026-11-24'],
    ['2026-11-24T00:30:00.000Z', '2026-11-24'],
    ['2026-07-14T21:59:59.999Z', '2026-07-14'],
    ['2026-07-14T22:00:00.000Z', '2026-07-15'],
    ['2026-12-31T23:00:00.000Z', '2027-01-01'],
    ['2026-01-02T12:00:00.000Z', '2026-01-02'],
  ])('when it is %s, then it is %s', (instant, date) => {
    expect(frenchDate(new Date(instant))).toBe(date)
  })
})
