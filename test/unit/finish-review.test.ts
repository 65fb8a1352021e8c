import { expect, test } from '@jest/globals'
import type { Form } from '../../src/domain/form.ts'
import { createFinishReview } from '../../src/flow/finish-review.ts'
import type { Handover } from '../../src/flow/handover.ts'
import { attemptHash, type LoginAttempt } from '../../src/flow/login-attempt.ts'
import { createLoginOutcomes } from '../../src/flow/login-outcomes.ts'
import { storeReview } from '../../src/flow/review.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { aSeal } from '../support/a-seal.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const attempt = { secret: 'c2VjcmV0' } as LoginAttempt
const form = {} as Form
const nothing = { chosen: {}, withheld: [] }
const way = 'https://ville.fr/cantine?code=one'

function stage(submit: () => Promise<string>) {
  const clock = createFakeClock()
  const store = createMemoryStore(clock.now, 10)
  const outcomes = createLoginOutcomes({ store, seal: aSeal }, async () => {})
  let submissions = 0
  const submitReview = () => {
    submissions += 1
    return submit()
  }
  const review = createFinishReview({ store, submitReview, outcomes })
  const begin = () =>
    outcomes.note(attempt, { location: 'https://prefill.fr/review/x', isReview: true })
  return { ...review, clock, store, begin, submissions: () => submissions }
}

test('when a review is sent twice at the very same time, then it counts once and both get the same way', async () => {
  const { finish, begin, submissions } = stage(async () => way)
  await begin()
  const ways = await Promise.all([1, 2, 3].map(() => finish(form, attempt, nothing)))
  expect([ways, submissions()]).toEqual([[way, way, way], 1])
})

test('when it is left, then nothing is submitted, what waited is gone, and that stands', async () => {
  const back = 'https://ville.fr/cantine?error=access_denied'
  const { leave, finish, again, begin, submissions, store } = stage(async () => way)
  await begin()
  await storeReview({ store, seal: aSeal }, attempt, {} as Handover)
  const ways = [
    await leave(attempt, back),
    await finish(form, attempt, nothing),
    await again(attempt),
  ]
  expect(ways).toEqual([back, back, back])
  expect([submissions(), await store.get(`review:${attemptHash(attempt)}`)]).toEqual([0, undefined])
})

test('when it was sent before it is left, then what was sent stands', async () => {
  const { leave, finish, begin } = stage(async () => way)
  await begin()
  await finish(form, attempt, nothing)
  expect(await leave(attempt, 'https://ville.fr/cantine?error=access_denied')).toBe(way)
})

test('when nothing was ever sent, then nothing has left', async () => {
  const { again, begin } = stage(async () => way)
  await begin()
  await expect(again(attempt)).rejects.toMatchObject({ code: 'login_interrupted' })
})

test('when the first cannot be stored, then the second is told so and nothing is made up', async () => {
  const { finish, begin } = stage(() => Promise.reject(new Error('full')))
  await begin()
  await expect(finish(form, attempt, nothing)).rejects.toThrow('full')
  await expect(finish(form, attempt, nothing)).rejects.toMatchObject({ code: 'login_already_done' })
})

test('when it was sent more than a minute ago, then it is done', async () => {
  const { finish, again, begin, clock } = stage(async () => way)
  await begin()
  await finish(form, attempt, nothing)
  clock.advance(59)
  expect(await again(attempt)).toBe(way)
  clock.advance(2)
  await expect(again(attempt)).rejects.toMatchObject({ code: 'login_already_done' })
})
