import { describe, expect, test } from '@jest/globals'
import { ServiceError } from '../../src/domain/errors.ts'
import type { LoginOutcome } from '../../src/flow/complete-login.ts'
import { attemptHash, outcomeKey } from '../../src/flow/login-attempt.ts'
import { createLoginOutcomes } from '../../src/flow/login-outcomes.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { aSeal } from '../support/a-seal.ts'
import { anAttempt } from '../support/attempts.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const attempt = anAttempt()
const another = anAttempt({ secret: Buffer.alloc(32, 8).toString('base64url') })
const done: LoginOutcome = { location: 'https://mairie.fr/?code=ours', idTokenHint: 'hint' }
const toReview: LoginOutcome = { location: 'https://prefill.fr/review/x', isReview: true }

function stage(capacity = 10, whileAsleep: (milliseconds: number) => unknown = () => undefined) {
  const clock = createFakeClock()
  const store = createMemoryStore(clock.now, capacity)
  const slept: number[] = []
  const outcomes = createLoginOutcomes({ store, seal: aSeal }, async (milliseconds) => {
    slept.push(milliseconds)
    clock.advance(milliseconds / 1000)
    await whileAsleep(milliseconds)
  })
  return { clock, store, slept, outcomes }
}

describe('the marker', () => {
  test('when two begin one attempt, then one may spend its code, for 30 s', async () => {
    const { outcomes, clock } = stage()
    expect([await outcomes.begin(attempt), await outcomes.begin(attempt)]).toEqual([true, false])
    expect(await outcomes.begin(another)).toBe(true)
    clock.advance(29.9)
    expect(await outcomes.begin(attempt)).toBe(false)
    clock.advance(0.1)
    expect(await outcomes.begin(attempt)).toBe(true)
  })
})

describe('an outcome', () => {
  test.each<[string, LoginOutcome]>([
    ['a way back', done],
    ['a review', toReview],
    ['a way back without a hint', { location: 'https://mairie.fr/' }],
    [
      'a failure',
      { location: 'https://mairie.fr/?error=x', error: new ServiceError('login_cancelled') },
    ],
  ])('when %s is noted, then it is told as it was', async (_, outcome) => {
    const { outcomes, slept } = stage()
    await outcomes.note(attempt, outcome)
    const told = await outcomes.wait(attempt, 0)
    expect(told).toEqual(outcome)
    expect(Object.keys(told)).toEqual(Object.keys(outcome))
    expect(slept).toEqual([])
    expect(await outcomes.wait(another, 0)).toBe('none')
  })

  test.each([
    ['a way back', done, 60],
    ['a review', toReview, 900],
  ])('when it is %s, then it is kept as long as it is of use: %s', async (_, outcome, seconds) => {
    const { outcomes, clock } = stage()
    await outcomes.note(attempt, outcome)
    clock.advance(seconds - 0.1)
    expect(await outcomes.wait(attempt, 0)).toEqual(outcome)
    clock.advance(0.1)
    expect(await outcomes.wait(attempt, 0)).toBe('none')
  })

  test('when FranceConnect refused the code, then the attempt stays over for the hour of its cookie', async () => {
    const refused: LoginOutcome = {
      location: 'https://mairie.fr/?error=login_required',
      error: new ServiceError('franceconnect_code_expired'),
    }
    const { outcomes, clock } = stage()
    await outcomes.begin(attempt)
    await outcomes.note(attempt, refused)
    clock.advance(3599)
    expect(await outcomes.begin(attempt)).toBe(false)
    expect(await outcomes.wait(attempt, 0)).toEqual(refused)
    clock.advance(1)
    expect(await outcomes.wait(attempt, 0)).toBe('none')
  })

  test('when FranceConnect was away, then the attempt may try again as soon as any', async () => {
    const away: LoginOutcome = {
      location: 'https://mairie.fr/?error=temporarily_unavailable',
      error: new ServiceError('franceconnect_unavailable'),
    }
    const { outcomes, clock } = stage()
    await outcomes.begin(attempt)
    await outcomes.note(attempt, away)
    clock.advance(30)
    expect(await outcomes.begin(attempt)).toBe(true)
  })

  test('when the store has no room, then the login is complete all the same', async () => {
    const { outcomes } = stage(0)
    await expect(outcomes.note(attempt, done)).resolves.toBeUndefined()
    expect(await outcomes.wait(attempt, 0)).toBe('none')
  })

  test('when somebody else wrote in its place, then it is none', async () => {
    const { outcomes, store } = stage()
    const forged = aSeal(JSON.stringify(done), outcomeKey(another), 'outcome')
    await store.put(`outcome:${attemptHash(attempt)}`, forged, 60)
    expect(await outcomes.wait(attempt, 0)).toBe('none')
  })
})

describe('waiting', () => {
  test('when nobody is at work, then at once', async () => {
    const { outcomes, slept } = stage()
    expect(await outcomes.wait(attempt, 2000)).toBe('none')
    expect(slept).toEqual([])
  })

  test.each([
    [0, 0],
    [100, 1],
    [1400, 14],
  ])(
    'when somebody is at work for longer than %s ms, then it is under way after them',
    async (limit, naps) => {
      const { outcomes, slept } = stage()
      await outcomes.begin(attempt)
      expect(await outcomes.wait(attempt, limit)).toBe('under_way')
      expect(slept).toEqual(Array.from({ length: naps }, () => 100))
    },
  )

  test('when whoever was at work has given no sign for 1.5 s, then nobody is', async () => {
    const { outcomes, slept } = stage()
    await outcomes.begin(attempt)
    expect(await outcomes.wait(attempt, 1500)).toBe('none')
    expect(slept).toHaveLength(15)
  })

  test('when there are signs of life, then it is under way for as long as they come', async () => {
    const { outcomes, store, clock } = stage()
    await outcomes.begin(attempt)
    await store.put(`alive:${attemptHash(attempt)}`, '', 3)
    expect(await outcomes.wait(attempt, 1500)).toBe('under_way')
    clock.advance(1.4)
    expect(await outcomes.wait(attempt, 1500)).toBe('none')
  })

  test('when the outcome comes meanwhile, then it is told within 100 ms', async () => {
    const naps: number[] = []
    const { outcomes } = stage(10, async (milliseconds) => {
      naps.push(milliseconds)
      if (naps.length === 3) await outcomes.note(attempt, done)
    })
    await outcomes.begin(attempt)
    expect(await outcomes.wait(attempt, 2000)).toEqual(done)
    expect(naps).toEqual([100, 100, 100])
  })

  test('when who was at work is gone, then there is none', async () => {
    const { outcomes, clock } = stage()
    await outcomes.begin(attempt)
    clock.advance(29.95)
    expect(await outcomes.wait(attempt, 2000)).toBe('none')
  })
})
