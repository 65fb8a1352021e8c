import { describe, expect, test } from '@jest/globals'
import { ServiceError } from '../../src/domain/errors.ts'
import type { SourceAnswer } from '../../src/domain/source-answer.ts'
import {
  type Callback,
  createCompleteLogin,
  failedOutcome,
  type LoginListener,
} from '../../src/flow/complete-login.ts'
import type { Gathering } from '../../src/flow/gather.ts'
import { readHandover } from '../../src/flow/handover.ts'
import { attemptNonce, attemptPage, hurryName } from '../../src/flow/login-attempt.ts'
import { readReview } from '../../src/flow/review.ts'
import type { LoginResult } from '../../src/franceconnect/relying-party.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { aSeal } from '../support/a-seal.ts'
import { aCallback, anAttempt, angelaDubois } from '../support/attempts.ts'
import { aCog } from '../support/cog.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aForm } from '../support/forms.ts'
import { aChild, answering, known, schoolMeals } from '../support/state-fields.ts'

const issuer = 'https://prefill.exemple.fr'
const code = Buffer.alloc(32, 9).toString('base64url')

const login: LoginResult = {
  identity: angelaDubois,
  idToken: 'id-token',
  accessToken: 'access-token',
  acr: 'eidas1',
  authTime: 1_795_428_000,
}

const family = (...names: string[]): SourceAnswer =>
  answering({
    values: { valeur: known('number', 872) },
    lists: { enfants: { items: names.map((name) => aChild(name)) } },
  })

interface Stage {
  readonly answer?: SourceAnswer
  readonly complete?: () => Promise<LoginResult>
  readonly review?: string
}

function stage({
  answer = family('Léa'),
  complete = async () => login,
  review = 'auto',
}: Stage = {}) {
  // Half past midnight in France.
  const clock = createFakeClock('2026-11-23T23:30:00.000Z')
  const store = createMemoryStore(clock.now, 10)
  const gatherings: Gathering[] = []
  const heard: unknown[][] = []
  const completed: unknown[][] = []
  const listener: LoginListener = {
    loggedIn: (idToken) => heard.push(['loggedIn', idToken]),
    arrived: (...all) => heard.push(['arrived', ...all]),
  }
  const completeLogin = createCompleteLogin({
    now: clock.now,
    random: (bytes) => Buffer.alloc(bytes, 9),
    relyingParty: {
      complete: (...all) => {
        completed.push(all)
        return complete()
      },
    },
    gather: async (gathering) => {
      gatherings.push(gathering)
      gathering.arrived('quotient_familial', answer)
      return { quotient_familial: answer }
    },
    store,
    seal: aSeal,
    cog: aCog,
    issuer,
  })
  const form = aForm({
    demarche: schoolMeals({ review }),
    sources: [{ name: 'quotient_familial', claims: ['valeur', 'enfants'], scopes: [] }],
  })
  const attempt = anAttempt({ sources: ['quotient_familial'] })
  const callback = aCallback({ form, attempt })
  const run = () => completeLogin(callback, listener)
  return { run, callback, store, gatherings, heard, completed }
}

describe('a login that succeeds', () => {
  test('when there is nothing to choose, then a code leads to all of it', async () => {
    const { run, store, callback, completed } = stage()
    expect(await run()).toEqual({
      location: `https://mairie.fr/cantine?page=1&code=${code}&state=s&iss=https%3A%2F%2Fprefill.exemple.fr`,
      idTokenHint: 'id-token',
    })
    const handover = await readHandover(store, 'code', code)
    expect(handover?.fields).toMatchObject({
      nom: { value: 'DUBOIS', as_of: '2026-11-24' },
      quotient: { value: 872 },
      enfant_prenom: { value: ['Léa'] },
    })
    expect(handover?.sources).toEqual({
      franceconnect: { status: 'ok' },
      quotient_familial: { status: 'ok' },
    })
    const { form, attempt, parameters } = callback
    const expected = { state: 'a'.repeat(64), nonce: attemptNonce(attempt), acr: 'eidas1' }
    expect(completed).toEqual([[form.franceconnect, parameters, expected]])
  })

  test.each<[string, Stage]>([
    ['there is something to choose', { answer: family('Léa', 'Tom') }],
    ['the demarche always wants it', { review: 'always' }],
  ])('when %s, then it waits for the citizen’s review and no code is made', async (_, set) => {
    const { run, store, callback } = stage(set)
    expect(await run()).toEqual({
      location: `${issuer}/review/${attemptPage(callback.attempt)}`,
      isReview: true,
      idTokenHint: 'id-token',
    })
    expect((await readReview(store, callback.attempt))?.fields.quotient).toMatchObject({
      value: 872,
    })
    expect(await readHandover(store, 'code', code)).toBeUndefined()
  })

  test('when a source gives nothing, then the login succeeds all the same', async () => {
    const { run, store } = stage({ answer: { status: 'unavailable', reason: 'timeout' } })
    expect((await run()).location).toContain(`code=${code}`)
    const handover = await readHandover(store, 'code', code)
    expect(handover?.fields.nom).toMatchObject({ value: 'DUBOIS' })
    expect(handover?.fields.quotient).toMatchObject({ value: null, reason: 'unavailable' })
    expect(handover?.sources.quotient_familial).toMatchObject({ reason: 'timeout' })
  })

  test('when it goes on, then it is told step by step, and the sources get the token', async () => {
    const { run, heard, gatherings, callback, store } = stage()
    await run()
    expect(heard).toEqual([
      ['loggedIn', 'id-token'],
      ['arrived', 'quotient_familial', family('Léa')],
    ])
    const { form, attempt } = callback
    expect(gatherings).toEqual([
      {
        form,
        attempt,
        identity: angelaDubois,
        accessToken: 'access-token',
        arrived: expect.any(Function),
        isHurried: expect.any(Function),
      },
    ])
    const isHurried = gatherings[0]!.isHurried
    expect(await isHurried()).toBe(false)
    await store.put(hurryName(attempt), '1', 60)
    expect(await isHurried()).toBe(true)
  })
})

describe('a login that fails', () => {
  test('when FranceConnect refuses, then no source is asked and nobody is told of a login', async () => {
    const error = new ServiceError('franceconnect_untrusted')
    const { run, gatherings, heard } = stage({ complete: () => Promise.reject(error) })
    await expect(run()).rejects.toBe(error)
    expect([gatherings, heard]).toEqual([[], []])
  })

  test('when it is told to the form, then with the error and the form’s state', () => {
    const error = new ServiceError('login_cancelled')
    const callback: Callback = aCallback()
    const { location, ...rest } = failedOutcome(callback, issuer, error)
    expect(rest).toEqual({ error })
    expect(Object.fromEntries(new URL(location).searchParams)).toEqual({
      page: '1',
      error: 'access_denied',
      error_description: `login_cancelled: ${error.message}`,
      state: 's',
      iss: issuer,
    })
  })
})
