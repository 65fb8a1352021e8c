import { describe, expect, test } from '@jest/globals'
import type { SourceAnswer } from '../../src/domain/source-answer.ts'
import { createGather, type Gathering } from '../../src/flow/gather.ts'
import type { AskSource, SourceCall } from '../../src/sources/source-call.ts'
import { anAttempt, angelaDubois } from '../support/attempts.ts'
import { aForm } from '../support/forms.ts'
import { answering, known } from '../support/state-fields.ts'
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts'

const quotient = answering({ values: { valeur: known('number', 872) } })
const nothing: SourceAnswer = { status: 'empty', reason: 'not_found' }
const timeout: SourceAnswer = { status: 'unavailable', reason: 'timeout' }
const skipped: SourceAnswer = { status: 'unavailable', reason: 'skipped' }
const outage: SourceAnswer = { status: 'unavailable', reason: 'outage' }

const form = aForm({
  sources: [
    { name: 'quotient_familial', claims: ['valeur', 'enfants'], scopes: [] },
    { name: 'service_national', claims: ['statut_service_national'], scopes: [] },
    { name: 'statut_etudiant', claims: ['est_inscrit'], scopes: [] },
  ],
})
const two = ['quotient_familial', 'service_national']

type Behaviour = (call: SourceCall, time: VirtualTime) => Promise<SourceAnswer>

/** A login that asks its sources; what it has been told, in order. */
function stage(
  behaviours: Readonly<Record<string, Behaviour>>,
  changes: Partial<Gathering> = {},
  time = createVirtualTime(),
) {
  const calls: SourceCall[] = []
  const told: [string, number, SourceAnswer][] = []
  const reported: [string, string, number][] = []
  let polls = 0
  const askSource: AskSource = (call) => {
    calls.push(call)
    return behaviours[call.source]!(call, time)
  }
  const gather = createGather({
    now: time.now,
    sleep: time.sleep,
    askSource,
    report: (source, { status }, milliseconds) => reported.push([source, status, milliseconds]),
  })
  let done: number | undefined
  const result = gather({
    form,
    attempt: anAttempt({ sources: two, answers: { immatriculation: 'AB-123-CD' } }),
    identity: angelaDubois,
    accessToken: 'token',
    arrived: (source, answer) => told.push([source, time.elapsed(), answer]),
    isHurried: async () => {
      polls += 1
      return false
    },
    ...changes,
  }).then((answers) => {
    done = time.elapsed()
    return answers
  })
  return { time, calls, told, reported, result, polls: () => polls, done: () => done }
}

const within =
  (milliseconds: number, answer: SourceAnswer): Behaviour =>
  async ({ signal }, time) => {
    await time.sleep(milliseconds, signal)
    return answer
  }

describe('the sources of a login', () => {
  test('when none is wanted, then none is asked and nothing waits', async () => {
    const { result, calls, time } = stage({}, { attempt: anAttempt() })
    expect(await result).toEqual({})
    expect([calls, time.asleep()]).toEqual([[], 0])
  })

  test('when a cookie names a source that the form has not, then it is not asked', async () => {
    const attempt = anAttempt({ sources: ['impot_particulier', 'toString'] })
    expect(await stage({}, { attempt }).result).toEqual({})
  })

  test('when some are wanted, then each is asked once, with all that it needs, at once', async () => {
    const { result, calls, time } = stage({
      quotient_familial: within(1, quotient),
      service_national: within(1, nothing),
    })
    const call = {
      accessToken: 'token',
      access: form.access,
      identity: angelaDubois,
      answers: { immatriculation: 'AB-123-CD' },
      today: '2026-11-23',
      signal: expect.any(AbortSignal),
    }
    expect(calls).toEqual([
      { ...call, source: 'quotient_familial', claims: ['valeur', 'enfants'] },
      { ...call, source: 'service_national', claims: ['statut_service_national'] },
    ])
    await time.advance(1)
    expect(await result).toEqual({ quotient_familial: quotient, service_national: nothing })
  })

  test('when it is past midnight in France, then it is the new day', async () => {
    const time = createVirtualTime('2026-11-23T23:30:00.000Z')
    const { calls } = stage(
      { quotient_familial: async () => nothing, service_national: async () => nothing },
      {},
      time,
    )
    expect(calls.map(({ today }) => today)).toEqual(['2026-11-24', '2026-11-24'])
  })

  test('when one is slower, then all take as long as the slowest, and each is told as it comes', async () => {
    const { result, time, told, reported, done, polls } = stage({
      quotient_familial: within(3000, quotient),
      service_national: within(500, nothing),
    })
    await time.advance(2999)
    expect(told).toEqual([['service_national', expect.anything(), nothing]])
    expect(done()).toBeUndefined()
    await time.advance(1)
    expect(await result).toEqual({ quotient_familial: quotient, service_national: nothing })
    expect(reported).toEqual([
      ['service_national', 'empty', 500],
      ['quotient_familial', 'ok', 3000],
    ])
    expect([polls(), time.asleep()]).toEqual([0, 0])
  })
})

describe('a source that fails', () => {
  test.each<[string, Behaviour]>([
    ['rejects', () => Promise.reject(new Error('bug'))],
    [
      'throws',
      () => {
        throw new Error('bug')
      },
    ],
  ])('when one %s, then it costs itself only', async (_, behaviour) => {
    const { result, time } = stage({
      quotient_familial: behaviour,
      service_national: within(100, nothing),
    })
    await time.advance(100)
    expect(await result).toEqual({ quotient_familial: outage, service_national: nothing })
    expect(time.asleep()).toBe(0)
  })
})

const never: Behaviour = () => new Promise(() => undefined)

describe('the end', () => {
  test('when a source never answers, then 12 s are the end, and its call is ended too', async () => {
    const { result, time, calls, done } = stage({
      quotient_familial: within(11_999, quotient),
      service_national: never,
    })
    await time.advance(11_999)
    expect([done(), calls.map(({ signal }) => signal.aborted)]).toEqual([undefined, [false, false]])
    await time.advance(1)
    expect(await result).toEqual({ quotient_familial: quotient, service_national: timeout })
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true])
    expect(time.asleep()).toBe(0)
  })

  test('when the citizen hurries from the beginning, then 6 s are waited all the same', async () => {
    const { result, time, done, calls, reported } = stage(
      { quotient_familial: within(1000, quotient), service_national: never },
      { isHurried: async () => true },
    )
    await time.advance(5999)
    expect(done()).toBeUndefined()
    await time.advance(1)
    expect(await result).toEqual({ quotient_familial: quotient, service_national: skipped })
    expect(reported).toEqual([
      ['quotient_familial', 'ok', 1000],
      ['service_national', 'unavailable', 6000],
    ])
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true])
    expect(time.asleep()).toBe(0)
  })

  test('when the citizen hurries later, then it is noticed within 250 ms', async () => {
    let hurried = false
    const { result, time } = stage(
      { quotient_familial: never, service_national: never },
      { isHurried: async () => hurried },
    )
    await time.advance(7100)
    hurried = true
    await time.advance(150)
    expect(await result).toEqual({ quotient_familial: skipped, service_national: skipped })
    expect(time.asleep()).toBe(0)
  })

  test('when the store cannot tell whether they hurry, then they do not', async () => {
    const { result, time } = stage(
      { quotient_familial: within(8000, quotient), service_national: within(1, nothing) },
      { isHurried: () => Promise.reject(new Error('gone')) },
    )
    await time.advance(8000)
    expect(await result).toEqual({ quotient_familial: quotient, service_national: nothing })
  })

  test('when the store never tells, then 12 s are the end all the same', async () => {
    const { result, time } = stage(
      { quotient_familial: never, service_national: never },
      { isHurried: () => new Promise(() => undefined) },
    )
    await time.advance(12_000)
    expect(await result).toEqual({ quotient_familial: timeout, service_national: timeout })
    expect(time.asleep()).toBe(0)
  })

  test('when all have answered, then nobody asks any more whether they hurry', async () => {
    const { result, time, polls } = stage({
      quotient_familial: within(6600, quotient),
      service_national: within(1, nothing),
    })
    await time.advance(6600)
    await result
    expect(polls()).toBe(3)
    await time.advance(60_000)
    expect([polls(), time.asleep()]).toEqual([3, 0])
  })
})
