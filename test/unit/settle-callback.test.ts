import { describe, expect, test } from '@jest/globals'
import { ServiceError } from '../../src/domain/errors.ts'
import type { Callback, LoginListener, LoginOutcome } from '../../src/flow/complete-login.ts'
import type { Sleep } from '../../src/flow/gather.ts'
import { attemptPage, type LoginAttempt } from '../../src/flow/login-attempt.ts'
import { createLoginOutcomes } from '../../src/flow/login-outcomes.ts'
import { createSettleCallback } from '../../src/flow/settle-callback.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'
import { aSeal } from '../support/a-seal.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aForm } from '../support/forms.ts'

const issuer = 'https://prefill.exemple.fr'
const iss = 'iss=https%3A%2F%2Fprefill.exemple.fr'

const attempt: LoginAttempt = {
  clientId: 'demo-cantine',
  redirectUriHash: 'x',
  language: 'fr',
  startedAt: 1_795_428_000,
  secret: Buffer.alloc(32, 7).toString('base64url'),
  codeChallenge: undefined,
  state: 'the form’s',
  nonce: undefined,
  sources: [],
  answers: {},
  isDone: false,
}

const aCallback = (changes: Partial<LoginAttempt> = {}, query = 'code=c&state=s'): Callback => ({
  form: aForm(),
  attempt: { ...attempt, ...changes },
  redirectUri: 'https://mairie.fr/cantine',
  franceConnectState: 's',
  parameters: new URLSearchParams(query),
})

const success: LoginOutcome = {
  location: 'https://mairie.fr/cantine?code=ours',
  idTokenHint: 'FranceConnect’s ID token',
}

/** The same for who comes later: it is marked as told already. */
const again = (outcome: LoginOutcome) => ({ ...outcome, isAgain: true })

const failure = (error: string, description: string) =>
  `https://mairie.fr/cantine?error=${error}&error_description=${description.replaceAll(' ', '+').replace(':', '%3A')}&state=the+form%E2%80%99s&${iss}`

const nobody: LoginListener = { loggedIn: () => undefined, arrived: () => undefined }

interface Stage {
  complete?: () => Promise<LoginOutcome>
  capacity?: number
  wrap?: (store: OneTimeStore) => OneTimeStore
  pause?: Sleep
}

const never: Sleep = () => new Promise(() => undefined)

/** Values put in the store, a clock that moves while one waits, and how often the code was spent. */
function stage(options: Stage = {}) {
  const { complete = async () => success, capacity = 10, wrap = (one) => one } = options
  const { pause = never } = options
  const clock = createFakeClock()
  const put: [string, string, number][] = []
  const memory = createMemoryStore(clock.now, capacity)
  const store = wrap({
    ...memory,
    put: (key, value, lifetime) => {
      put.push([key, value, lifetime])
      return memory.put(key, value, lifetime)
    },
  })
  const spent: Callback[] = []
  const slept: number[] = []
  const settleHeard = createSettleCallback({
    completeLogin: (callback) => {
      spent.push(callback)
      return complete()
    },
    outcomes: createLoginOutcomes({ store, seal: aSeal }, async (milliseconds) => {
      slept.push(milliseconds)
      clock.advance(milliseconds / 1000)
      await Promise.resolve()
    }),
    issuer,
    store,
    pause,
  })
  const settle = (callback: Callback) => settleHeard(callback, nobody)
  return { settle, store, memory, spent, slept, put, clock }
}

describe('a return from FranceConnect', () => {
  test('when it is the first, then the code is spent and the outcome is the answer', async () => {
    const { settle, spent } = stage()
    const callback = aCallback()
    expect(await settle(callback)).toEqual(success)
    expect(spent).toEqual([callback])
  })

  test('when it is reloaded, then the same answer is given and the code is spent once', async () => {
    const { settle, spent } = stage()
    await settle(aCallback())
    expect(await settle(aCallback())).toEqual(again(success))
    expect(await settle(aCallback({ isDone: true }))).toEqual(again(success))
    expect(spent).toHaveLength(1)
  })

  test('when a second comes while the first is under way, then it waits and gets the same answer', async () => {
    let finish: (outcome: LoginOutcome) => void = () => undefined
    const { settle, spent, slept } = stage({
      complete: () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    })
    const first = settle(aCallback())
    await new Promise(setImmediate)
    const second = settle(aCallback())
    const third = settle(aCallback())
    finish(success)
    expect(await Promise.all([first, second, third])).toEqual([
      success,
      again(success),
      again(success),
    ])
    expect(spent).toHaveLength(1)
    expect(new Set(slept)).toEqual(new Set([100]))
  })

  test('when two attempts return at once, then each is spent', async () => {
    const { settle, spent } = stage()
    const other = aCallback({ secret: Buffer.alloc(32, 8).toString('base64url') })
    await Promise.all([settle(aCallback()), settle(other)])
    expect(spent).toHaveLength(2)
  })

  test('when the first takes longer than 2 s, then the second goes to the page that waits', async () => {
    let beat: () => void = () => undefined
    const { settle, spent, slept } = stage({
      complete: () => new Promise(() => undefined),
      pause: () =>
        new Promise((resolve) => {
          beat = resolve
        }),
    })
    void settle(aCallback())
    await new Promise(setImmediate)
    beat()
    await new Promise(setImmediate)
    const page = again({ location: `${issuer}/continue/${attemptPage(attempt)}` })
    expect(await settle(aCallback())).toEqual(page)
    expect(slept.reduce((sum, one) => sum + one)).toBe(2000)
    beat()
    await new Promise(setImmediate)
    expect(await settle(aCallback({ isDone: true }))).toEqual(page)
    expect(slept.reduce((sum, one) => sum + one)).toBe(4000)
    expect(spent).toHaveLength(1)
  })

  test.each([
    ['just now', 0],
    ['long ago', 29],
  ])(
    'when the one who began died %s, then the second is told in 2 s; the code is not spent',
    async (_, seconds) => {
      const { settle, spent, clock } = stage({ complete: () => new Promise(() => undefined) })
      void settle(aCallback())
      await new Promise(setImmediate)
      clock.advance(seconds)
      const outcome = await settle(aCallback())
      expect(outcome).toEqual({
        location: failure(
          'temporarily_unavailable',
          'login_interrupted: the+login+was+interrupted+while+FranceConnect+was+answering%3B+try+again',
        ),
        error: new ServiceError('login_interrupted'),
      })
      expect(outcome.error?.code).toBe('login_interrupted')
      expect(spent).toHaveLength(1)
    },
  )

  test('when it is over and its outcome forgotten, then it says so', async () => {
    const { settle, spent, clock } = stage()
    await settle(aCallback())
    clock.advance(59.9)
    expect(await settle(aCallback({ isDone: true }))).toEqual(again(success))
    clock.advance(0.1)
    const outcome = await settle(aCallback({ isDone: true }))
    expect([outcome.error?.code, outcome.isAgain]).toEqual(['login_already_done', true])
    expect(outcome.location).toBe(
      failure('login_required', 'login_already_done: this login has already been completed'),
    )
    expect(spent).toHaveLength(1)
  })
})

describe('a login that fails', () => {
  test('when FranceConnect refuses, then the form is told, and a reload is told the same', async () => {
    const { settle, spent } = stage({
      complete: () => Promise.reject(new ServiceError('franceconnect_code_expired')),
    })
    const first = await settle(aCallback())
    expect(first.error?.code).toBe('franceconnect_code_expired')
    expect(first.idTokenHint).toBeUndefined()
    expect(new URL(first.location).searchParams.get('error')).toBe('login_required')
    expect(new URL(first.location).searchParams.get('state')).toBe('the form’s')
    const second = await settle(aCallback())
    expect(second.location).toBe(first.location)
    expect(spent).toHaveLength(1)
  })

  test('when a failure is told again, then it still counts as that failure', async () => {
    const { settle } = stage({
      complete: () => Promise.reject(new ServiceError('franceconnect_code_expired')),
    })
    await settle(aCallback())
    expect((await settle(aCallback())).error?.code).toBe('franceconnect_code_expired')
  })

  test('when FranceConnect sends an error, then there is no marker to take', async () => {
    const { settle, spent, put } = stage({
      complete: () => Promise.reject(new ServiceError('login_cancelled')),
    })
    const callback = aCallback({}, 'error=access_denied&state=s')
    expect((await settle(callback)).error?.code).toBe('login_cancelled')
    expect((await settle(callback)).error?.code).toBe('login_cancelled')
    expect(spent).toHaveLength(2)
    expect(put).toEqual([])
  })

  test('when it is a bug of ours, then the form is told, and the log knows why', async () => {
    const bug = new TypeError('bug')
    const { settle } = stage({ complete: () => Promise.reject(bug) })
    const { error, location } = await settle(aCallback())
    expect([error?.code, error?.cause]).toEqual(['internal', bug])
    expect(location).toBe(failure('server_error', 'internal: something went wrong on our side'))
  })
})

describe('a store without room', () => {
  test('when there is none for the marker, then the code is not spent and the form is told', async () => {
    const { settle, spent } = stage({ capacity: 0 })
    const outcome = await settle(aCallback())
    expect(outcome.error?.code).toBe('at_capacity')
    expect(spent).toEqual([])
  })

  test('when there is none for the outcome, then the login has succeeded all the same', async () => {
    const { settle } = stage({ capacity: 1 })
    expect(await settle(aCallback())).toEqual(success)
  })

  test('when the store breaks, then the form is told', async () => {
    const wrap = (store: OneTimeStore): OneTimeStore => ({
      ...store,
      claim: () => Promise.reject(new Error('gone')),
    })
    expect((await stage({ wrap }).settle(aCallback())).error?.code).toBe('internal')
  })
})

test('when the outcome is noted, then for 60 s, and the store can read nothing of it', async () => {
  const { settle, put, store } = stage()
  await settle(aCallback())
  expect(put.map(([key, , lifetime]) => [key.replace(/:.*/, ''), lifetime])).toEqual([
    ['outcome', 60],
  ])
  const [[key = '', value = ''] = []] = put
  for (const text of [key, value, Buffer.from(value, 'base64url').toString('latin1')])
    expect(text).not.toMatch(/mairie|ours|token|BwcHBw/)
  expect(await store.get(key)).toBe(value)
})

test('when the marker is 30 s old, then it guards nothing any more', async () => {
  const { settle, spent, clock } = stage()
  await settle(aCallback())
  clock.advance(29.9)
  await settle(aCallback())
  expect(spent).toHaveLength(1)
  clock.advance(0.1)
  await settle(aCallback())
  expect(spent).toHaveLength(2)
})
