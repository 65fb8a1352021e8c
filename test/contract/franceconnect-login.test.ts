import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { DemarcheFile } from '../../src/domain/demarche.ts'
import type { Form } from '../../src/domain/form.ts'
import { resolveDemarche } from '../../src/domain/resolve-demarche.ts'
import {
  type Callback,
  createCompleteLogin,
  type LoginListener,
  type LoginOutcome,
} from '../../src/flow/complete-login.ts'
import { readHandover } from '../../src/flow/handover.ts'
import { attemptNonce, type LoginAttempt } from '../../src/flow/login-attempt.ts'
import { createLoginOutcomes } from '../../src/flow/login-outcomes.ts'
import { createSettleCallback } from '../../src/flow/settle-callback.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'
import { aSeal } from '../support/a-seal.ts'
import { aCog } from '../support/cog.ts'
import {
  accessToken,
  angela,
  code,
  createFakeFranceConnect,
  type FakeFranceConnect,
  failing,
  type Lies,
} from '../support/fake-franceconnect.ts'
import { callbackOf, leaksIn, logged, newRelyingParty, request } from './log-in.ts'

const ourIssuer = 'https://prefill.exemple.fr'
const formAddress = 'https://ville.exemple.fr/cantine?lang=fr'

const { demarche } = resolveDemarche(
  'restauration-scolaire',
  DemarcheFile.parse({
    title: { fr: 'Cantine' },
    purpose: { fr: 'Inscrire' },
    legal_basis: 'public-task',
    retention: 'P1Y',
    fields: {
      nom: { from: 'franceconnect.family_name', lock: true },
      commune_naissance: { from: 'franceconnect.birthplace' },
      nom_usage: { from: 'franceconnect.preferred_username' },
    },
  }),
)

let fake: FakeFranceConnect
let form: Form
let store: OneTimeStore
let settle: (callback: Callback) => Promise<LoginOutcome>

beforeAll(async () => {
  fake = await createFakeFranceConnect()
  form = {
    client_id: 'demo-cantine',
    collectivite: { name: 'Ville', siret: '21740010800014' },
    demarche,
    franceconnect: fake.client,
    scopes: ['openid', 'family_name', 'given_name', 'birthplace'],
    sources: [],
    access: { recipient: '21740010800014', api_particulier: { baseUrl: 'https://api.exemple.fr' } },
    authentication: { methods: ['none'] },
    redirect_uris: [formAddress],
    post_logout_redirect_uris: [],
    id_token_signed_response_alg: 'ES256',
    inputs: {},
  }
})

const now = () => new Date('2026-11-23T10:00:00Z')
const noSources = async () => ({})
const nobody: LoginListener = { loggedIn: () => undefined, arrived: () => undefined }

beforeEach(() => {
  fake.intercept()
  fake.calls.length = 0
  store = createMemoryStore(now, 100)
  const completeLogin = createCompleteLogin({
    now,
    random: randomBytes,
    relyingParty: newRelyingParty(),
    gather: noSources,
    cog: aCog,
    store,
    seal: aSeal,
    issuer: ourIssuer,
  })
  const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 5))
  const outcomes = createLoginOutcomes({ store, seal: aSeal }, sleep)
  const settleHeard = createSettleCallback({
    completeLogin,
    outcomes,
    issuer: ourIssuer,
    store,
    pause: never,
  })
  settle = (callback) => settleHeard(callback, nobody)
})

const never = () => new Promise<void>(() => undefined)

/** A return from FranceConnect to a new attempt of a citizen. */
function returning(
  changes: Parameters<typeof callbackOf>[1] = {},
  lies: Lies = {},
  attemptChanges: Partial<LoginAttempt> = {},
): Callback {
  const attempt: LoginAttempt = {
    clientId: 'demo-cantine',
    redirectUriHash: 'unused-here',
    language: 'fr',
    startedAt: 1_795_428_000,
    secret: randomBytes(32).toString('base64url'),
    codeChallenge: 'challenge',
    state: 'state-of-the-form',
    nonce: 'nonce-of-the-form',
    sources: [],
    answers: {},
    isDone: false,
    ...attemptChanges,
  }
  fake.lies = lies
  fake.nonce = attemptNonce(attempt)
  return {
    form,
    attempt,
    redirectUri: formAddress,
    franceConnectState: request.state,
    parameters: callbackOf(fake, changes),
  }
}

const parametersOf = ({ location }: LoginOutcome) =>
  Object.fromEntries(new URL(location).searchParams)
const callsTo = (endpoint: string) => fake.calls.filter((call) => call.endpoint === endpoint).length

test('when FranceConnect tells the truth, then the form gets a code of ours and nothing else', async () => {
  const outcome = await settle(returning())
  const { code: ours = '', ...rest } = parametersOf(outcome)
  expect(rest).toEqual({ lang: 'fr', state: 'state-of-the-form', iss: ourIssuer })
  expect(outcome.error).toBeUndefined()
  expect(fake.tokensSent.slice(-2)).toContain(outcome.idTokenHint)
  expect(leaksIn(outcome.location, fake)).toEqual([])
  expect(await readHandover(store, 'code', ours)).toEqual({
    client_id: 'demo-cantine',
    login: expect.stringMatching(/^[0-9a-f]{16}$/),
    redirect_uri: formAddress,
    code_challenge: 'challenge',
    nonce: 'nonce-of-the-form',
    sub: expect.not.stringContaining(angela.sub),
    acr: 'eidas1',
    auth_time: expect.any(Number),
    display_name: 'Angela DUBOIS',
    fields: {
      nom: {
        type: 'name',
        source: 'franceconnect',
        claim: 'family_name',
        value: 'DUBOIS',
        assurance: 'verified',
        as_of: '2026-11-23',
        locked: true,
      },
      commune_naissance: {
        type: 'code',
        source: 'franceconnect',
        claim: 'birthplace',
        value: '75107',
        assurance: 'verified',
        as_of: '2026-11-23',
        locked: false,
      },
      nom_usage: {
        type: 'name',
        source: 'franceconnect',
        claim: 'preferred_username',
        value: null,
        reason: 'none_known',
        message: expect.any(String),
      },
    },
    sources: { franceconnect: { status: 'ok' } },
  })
})

test('when the citizen was born abroad, then the commune says so and the login succeeds (§12.21)', async () => {
  const claims = { birthplace: '', birthcountry: '99352' }
  const outcome = await settle(returning({}, { userInfo: { claims } }))
  const handover = await readHandover(store, 'code', parametersOf(outcome).code ?? '')
  expect(handover?.fields.commune_naissance).toMatchObject({ value: null, reason: 'born_abroad' })
})

test.each([1_795_428_000.5, -1, 2 ** 60])(
  'when auth_time is %d, then the code that the form gets can be redeemed, or there is none',
  async (auth_time) => {
    const outcome = await settle(returning({}, { idToken: { claims: { auth_time } } }))
    const { code: ours, error } = parametersOf(outcome)
    const handover = ours === undefined ? undefined : await readHandover(store, 'code', ours)
    expect(handover?.display_name ?? error).toMatch(/^(Angela DUBOIS|server_error)$/)
  },
)

describe('what a failure lets out', () => {
  const xss = '"><script>alert(1)</script> upstream-text'

  const failures: readonly (readonly [string, string, () => Callback])[] = [
    [
      'an error of FranceConnect with a payload',
      'login_cancelled',
      () => returning({ code: undefined, error: 'access_denied', error_description: xss }),
    ],
    [
      'an error that is a payload',
      'franceconnect_failed',
      () => returning({ code: undefined, error: xss, error_description: xss, error_uri: xss }),
    ],
    [
      'an expired code',
      'franceconnect_code_expired',
      () => returning({}, { answers: { token: () => failing(400, 'invalid_grant') } }),
    ],
    [
      'a foreign nonce',
      'franceconnect_untrusted',
      () => returning({}, { idToken: { claims: { nonce: xss } } }),
    ],
    [
      'a bad signature',
      'franceconnect_untrusted',
      () => returning({}, { userInfo: { key: 'foreign' } }),
    ],
    [
      'a foreign sub',
      'franceconnect_untrusted',
      () => returning({}, { userInfo: { claims: { sub: xss } } }),
    ],
    ['a state that is not ours', 'franceconnect_untrusted', () => returning({ state: xss })],
    ['a foreign issuer', 'franceconnect_untrusted', () => returning({ iss: xss })],
  ]

  test.each(failures)(
    'when there is %s, then the form is told %s in our words alone (§12.9)',
    async (_, expected, start) => {
      const outcome = await settle(start())
      expect(outcome.error?.code).toBe(expected)
      expect(parametersOf(outcome)).toEqual({
        lang: 'fr',
        error: outcome.error?.error,
        error_description: `${outcome.error?.code}: ${outcome.error?.message}`,
        state: 'state-of-the-form',
        iss: ourIssuer,
      })
      expect(leaksIn(decodeURIComponent(outcome.location.replaceAll('+', ' ')), fake)).toEqual([])
      expect(outcome.idTokenHint).toBeUndefined()
    },
  )

  test.each(failures)(
    'when there is %s, then the log has neither token, code, secret nor claim (§12.23)',
    async (_, __, start) => {
      const { error } = await settle(start())
      expect(leaksIn(logged(error), fake)).toEqual([])
      expect(leaksIn(JSON.stringify(error), fake)).toEqual([])
    },
  )

  // Node itself writes an error that nobody caught, with its whole chain of causes, to standard error.
  test.each(failures)(
    'when Node prints the error of %s (%s), then it has neither token, code, secret nor claim (§12.23)',
    async (_, __, start) => {
      const { error } = await settle(start())
      expect(leaksIn(inspect(error, { depth: 10, maxStringLength: null }), fake)).toEqual([])
    },
  )
})

describe('one code is spent once (§12.3)', () => {
  test('when a callback is loaded twice at once, then both get one answer from one token request', async () => {
    const callback = returning()
    const [first, second] = await Promise.all([settle(callback), settle(callback)])
    expect(second).toEqual({ ...first, isAgain: true })
    expect([callsTo('token'), callsTo('userinfo')]).toEqual([1, 1])
  })

  test('when a callback is loaded again later, then the first answer comes back', async () => {
    const callback = returning()
    const first = await settle(callback)
    const again = { ...callback, attempt: { ...callback.attempt, isDone: true } }
    expect(await settle(again)).toEqual({ ...first, isAgain: true })
    expect(callsTo('token')).toBe(1)
  })

  test.each<[string, Lies]>([
    [
      'the token endpoint is down',
      { answers: { token: () => ({ status: 503, headers: {}, body: '' }) } },
    ],
    [
      'the connection breaks',
      {
        answers: {
          token: () => {
            throw new Error('socket hang up')
          },
        },
      },
    ],
    ['the code has expired', { answers: { token: () => failing(400, 'invalid_grant') } }],
    ['the ID token is forged', { idToken: { key: 'foreign' } }],
  ])(
    'when %s and the callback is loaded again, then the code is not sent again',
    async (_, lies) => {
      const callback = returning({}, lies)
      const first = await settle(callback)
      const second = await settle(callback)
      expect(second.location).toBe(first.location)
      expect(callsTo('token')).toBe(1)
    },
  )

  test.each<[string, Parameters<typeof callbackOf>[1]]>([
    ['an empty error', { error: '' }],
    ['an error', { error: 'access_denied' }],
  ])(
    'when a callback with a code and %s is loaded twice, then no code is sent twice (§12.8)',
    async (_, changes) => {
      const callback = returning(changes)
      await Promise.all([settle(callback), settle(callback)])
      expect(callsTo('token')).toBeLessThanOrEqual(1)
    },
  )

  test('when two attempts come back at once, then each gets its own answer (§12.5)', async () => {
    const strayed = returning({ state: 'other' })
    const honest = returning()
    const [first, second] = await Promise.all([settle(strayed), settle(honest)])
    expect(first.error?.code).toBe('franceconnect_untrusted')
    expect(parametersOf(second)).toHaveProperty('code')
    expect(callsTo('token')).toBe(1)
  })
})

describe('when the store is full', () => {
  const settleFull = async (callback: Callback) => {
    const full = createMemoryStore(now, 1)
    await full.claim('marker:x', 60)
    const relyingParty = newRelyingParty()
    const completeLogin = createCompleteLogin({
      now,
      random: randomBytes,
      relyingParty,
      gather: noSources,
      cog: aCog,
      store: full,
      seal: aSeal,
      issuer: ourIssuer,
    })
    const outcomes = createLoginOutcomes({ store: full, seal: aSeal }, async () => {})
    const dependencies = { completeLogin, outcomes, issuer: ourIssuer, store: full, pause: never }
    return createSettleCallback(dependencies)(callback, nobody)
  }

  test('when a login comes back, then the form is told to try again and no code is spent', async () => {
    expect((await settleFull(returning())).error?.code).toBe('at_capacity')
    expect(fake.calls).toEqual([])
  })

  test('when an error comes back, then it is told all the same: it takes no room', async () => {
    const { error } = await settleFull(returning({ code: undefined, error: 'access_denied' }))
    expect(error?.code).toBe('login_cancelled')
  })
})

test('when a login has ended, then nothing in the store is readable (§12.24)', async () => {
  const seen: string[] = []
  const put = store.put
  store.put = async (key, value, lifetime) => {
    seen.push(key, value)
    await put(key, value, lifetime)
  }
  await settle(returning())
  expect(seen).toHaveLength(4)
  expect(leaksIn(seen.join(' '), fake)).toEqual([])
  expect(seen.join(' ')).not.toContain(accessToken)
  expect(seen.join(' ')).not.toContain(code)
})
