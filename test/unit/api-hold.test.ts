import { expect, test } from '@jest/globals'
import { createApiHold } from '../../src/sources/api-hold.ts'
import { createFakeClock } from '../support/fake-clock.ts'

/** For how many seconds an API is left alone that asked for these, one after the other. */
function heldFor(...asked: readonly (number | undefined)[]): number {
  const clock = createFakeClock()
  const hold = createApiHold(clock.now)
  for (const seconds of asked) hold.heed(seconds)
  let seconds = 0
  for (; hold.isOn; seconds += 1) clock.advance(1)
  return seconds
}

test.each<[readonly (number | undefined)[], number]>([
  [[], 0],
  [[undefined], 0],
  [[60], 60],
  [[60, 2], 60],
  [[60, undefined], 60],
  [[60, 0], 60],
  [[2, 60], 60],
  [[300], 300],
  [[301], 300],
  [[86_400, 1], 300],
])('when an API asks to be left alone for %j, then it is for %i seconds', (asked, seconds) => {
  expect(heldFor(...asked)).toBe(seconds)
})
