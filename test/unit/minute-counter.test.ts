import { describe, expect, test } from '@jest/globals'
import { createMinuteCounter } from '../../src/http/minute-counter.ts'
import { createFakeClock } from '../support/fake-clock.ts'

describe('a count by the minute', () => {
  test('when something is added, then it counts for its own key alone', () => {
    const counter = createMinuteCounter(createFakeClock().now)
    expect([counter.add('a'), counter.add('a'), counter.add('b')]).toEqual([1, 2, 1])
    expect(['a', 'b', 'c'].map(counter.count)).toEqual([2, 1, 0])
  })

  test('when the minute is over, then all counts begin anew', () => {
    let instant = Date.UTC(2026, 0, 1, 12, 0, 59, 999)
    const counter = createMinuteCounter(() => new Date(instant))
    counter.add('a')
    expect(counter.count('a')).toBe(1)
    instant += 1
    expect([counter.count('a'), counter.add('a')]).toEqual([0, 1])
  })
})
