import { expect, test } from '@jest/globals'
import {
  ageOn,
  firstOfMonth,
  readRelativeDate,
  schoolYear,
} from '../../src/simulator/state/relative-dates.ts'

test.each([
  ['today', '2026-11-23', '2026-11-23'],
  ['today -9 years -2 months -11 days', '2026-11-23', '2017-09-12'],
  ['today +1 day', '2026-12-31', '2027-01-01'],
  ['today -1 month', '2026-01-15', '2025-12-15'],
  ['month 0', '2026-11-23', '2026-11-01'],
  ['month -11', '2026-11-23', '2025-12-01'],
  ['month +2', '2026-11-23', '2027-01-01'],
  ['school year 0', '2026-11-23', '2026-09-01'],
  ['school year 0', '2026-08-31', '2025-09-01'],
  ['end of school year -1', '2026-11-23', '2026-08-31'],
  ['end of school year 0', '2026-09-01', '2027-08-31'],
])('when the file says %s on %s, then it is %s', (text, today, date) => {
  expect(readRelativeDate(text as string, today as string)).toBe(date)
})

test.each(['2026-11-23', '1992-11-00', 'yesterday', 'today -9', 'month', 'TODAY', ''])(
  'when a text is %j, then it is no relative date',
  (text) => {
    expect(readRelativeDate(text, '2026-11-23')).toBeUndefined()
  },
)

test('when a birthday comes, then the age grows on that day', () => {
  expect([ageOn('2026-08-23', '1962-08-24'), ageOn('2026-08-24', '1962-08-24')]).toEqual([63, 64])
})

test('when September comes, then the school year begins', () => {
  expect([schoolYear('2026-08-31'), schoolYear('2026-09-01')]).toEqual([2025, 2026])
})

test('when it is January, then last month is December of the year before', () => {
  expect(firstOfMonth('2026-01-31', -1)).toBe('2025-12-01')
})
