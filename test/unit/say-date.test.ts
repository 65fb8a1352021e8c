import { expect, test } from '@jest/globals'
import { sayDate } from '../../src/domain/say-date.ts'

test.each([
  ['1962-08-24', '24 août 1962', '24 August 1962'],
  ['2026-01-01', '1er janvier 2026', '1 January 2026'],
  ['2025-11-01', '1er novembre 2025', '1 November 2025'],
  ['2025-11-11', '11 novembre 2025', '11 November 2025'],
  ['1992-11', 'novembre 1992', 'November 1992'],
  ['1992', '1992', '1992'],
  ['0987-03-05', '5 mars 987', '5 March 987'],
])('when a date is %s, then people read “%s” and “%s”', (date, french, english) => {
  expect([sayDate(date, 'fr'), sayDate(date, 'en')]).toEqual([french, english])
})

test.each(['', 'hier', '24/08/1962', '1962-8-24', '1962-13', '1962-02-45', '1962-08-24T10:00:00Z'])(
  'when a text is no ISO date (%s), then it stays as it is',
  (text) => {
    expect([sayDate(text, 'fr'), sayDate(text, 'en')]).toEqual([text, text])
  },
)
