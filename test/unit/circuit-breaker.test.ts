import { expect, test } from '@jest/globals'
import {
  type CallEnd,
  type CircuitBreaker,
  createCircuitBreaker,
} from '../../src/transport/circuit-breaker.ts'
import { createFakeClock } from '../support/fake-clock.ts'

function stage() {
  const clock = createFakeClock()
  const options = { now: clock.now, failuresToOpen: 2, openMilliseconds: 5000 }
  return { clock, breaker: createCircuitBreaker(options) }
}

const enter = (breaker: CircuitBreaker) => {
  const leave = breaker.enter()
  if (leave === undefined) throw new Error('there is no leave to call')
  return leave
}

const after = (breaker: CircuitBreaker, ...ends: readonly CallEnd[]) => {
  for (const end of ends) enter(breaker)(end)
  return breaker.state
}

test.each<[readonly CallEnd[], string]>([
  [['unknown', 'unknown', 'unknown'], 'closed'],
  [['failed', 'unknown'], 'closed'],
  [['failed', 'unknown', 'failed'], 'open'],
  [['failed', 'succeeded', 'unknown', 'failed'], 'closed'],
])('when calls end as %j, then it is %s: an unknown end counts for nothing', (ends, state) => {
  expect(after(stage().breaker, ...ends)).toBe(state)
})

test('when the try ends unknown, then it is still half-open, and another may try', () => {
  const { breaker, clock } = stage()
  after(breaker, 'failed', 'failed')
  clock.advance(5)
  const leave = enter(breaker)
  expect(breaker.enter()).toBeUndefined()
  leave('unknown')
  expect(breaker.state).toBe('half-open')
  expect(after(breaker, 'succeeded')).toBe('closed')
})

test('when a call that began while all was well ends unknown, then the place of the try is not given away', () => {
  const { breaker, clock } = stage()
  const early = enter(breaker)
  after(breaker, 'failed', 'failed')
  clock.advance(5)
  const leave = enter(breaker)
  early('unknown')
  expect(breaker.enter()).toBeUndefined()
  leave('failed')
  expect(breaker.state).toBe('open')
})
