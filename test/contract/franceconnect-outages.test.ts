import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import {
  type Answer,
  createFakeFranceConnect,
  type Endpoint,
  type FakeFranceConnect,
  failing,
  supportId,
} from '../support/fake-franceconnect.ts'
import { logIn, newRelyingParty } from './log-in.ts'

let fake: FakeFranceConnect
beforeAll(async () => {
  fake = await createFakeFranceConnect()
})
beforeEach(() => fake.intercept())
afterEach(() => {
  jest.restoreAllMocks()
})

const advance = (seconds: number) => {
  const start = Date.now()
  jest.spyOn(Date, 'now').mockImplementation(() => start + seconds * 1000)
}

const answering = (endpoint: Endpoint, answer: Answer | ((truth: Answer) => Answer)) =>
  logIn(fake, {
    answers: { [endpoint]: typeof answer === 'function' ? answer : () => answer },
  })

describe('errors of the token endpoint', () => {
  test.each<[number, string, string]>([
    [400, 'invalid_grant', 'franceconnect_code_expired'],
    [401, 'invalid_client', 'franceconnect_rejected_request'],
    [400, 'invalid_request', 'franceconnect_rejected_request'],
    [400, 'unsupported_grant_type', 'franceconnect_rejected_request'],
    [400, 'invalid_client_metadata', 'franceconnect_rejected_request'],
    [400, 'upstream-text', 'franceconnect_rejected_request'],
  ])(
    'when it answers %i %s, then it is %s with the support id alone (§12.23)',
    async (status, error, code) => {
      expect(await answering('token', failing(status, error))).toEqual({
        code,
        detail: { status: String(status), franceconnect_id: supportId },
        calls: ['discovery', 'token'],
      })
    },
  )

  test.each<[string, string | undefined]>([
    ['absent', undefined],
    ['no address', 'upstream-text'],
    ['without an id', 'https://docs.exemple.fr/?code=Y04'],
    ['with an id that is text', 'https://docs.exemple.fr/?id=upstream-text%0ainjected'],
    ['with an id that is too long', `https://docs.exemple.fr/?id=${'a'.repeat(65)}`],
    ['with another parameter that ends in id', `https://docs.exemple.fr/?noid=${supportId}`],
    ['an object', { id: supportId } as unknown as string],
  ])('when its error_uri is %s, then no id is noted (§12.23)', async (_, error_uri) => {
    const answer = failing(400, 'invalid_grant')
    const body = { ...(answer.body as object), error_uri }
    expect(await answering('token', { ...answer, body })).toEqual({
      code: 'franceconnect_code_expired',
      detail: { status: '400' },
      calls: ['discovery', 'token'],
    })
  })

  test('when the id is the first parameter, then it is noted', async () => {
    const error_uri = `https://docs.exemple.fr/?id=${supportId}&code=Y`
    const { detail } = await answering('token', failing(400, 'invalid_grant', { error_uri }))
    expect(detail).toEqual({ status: '400', franceconnect_id: supportId })
  })

  test('when it refuses the client with a challenge, then it is a refusal, not an expired code (§12.23)', async () => {
    const answer = failing(401, 'invalid_client')
    const headers = {
      ...answer.headers,
      'www-authenticate': 'Basic realm="x", error="invalid_client"',
    }
    expect((await answering('token', { ...answer, headers })).code).toBe(
      'franceconnect_rejected_request',
    )
  })
})

describe('the support id of answers that are judged without their body (§12.23)', () => {
  const challenge = { 'www-authenticate': 'Bearer realm="x", error="invalid_token"' }
  const json = { 'content-type': 'application/json; charset=utf-8' }

  test.each<[string, Endpoint, number, Readonly<Record<string, string>>, string]>([
    ['UserInfo challenges', 'userinfo', 401, challenge, 'franceconnect_code_expired'],
    ['UserInfo is broken', 'userinfo', 500, {}, 'franceconnect_unavailable'],
    ['the token endpoint is broken', 'token', 503, {}, 'franceconnect_unavailable'],
  ])('when %s, then the id is noted', async (_, endpoint, status, headers, code) => {
    const answer = { ...failing(status, 'invalid_token'), headers: { ...json, ...headers } }
    const ending = await answering(endpoint, answer)
    expect(ending.code).toBe(code)
    expect(ending.detail).toMatchObject({ status: String(status), franceconnect_id: supportId })
  })

  test('when UserInfo’s challenge has no id, then none is noted', async () => {
    const ending = await answering('userinfo', { status: 401, headers: challenge, body: '' })
    expect(ending.detail).toEqual({ status: '401' })
  })
})

/** Wrong answers that every endpoint can give, and that say nothing about who answers. */
const outages: readonly (readonly [string, (truth: Answer) => Answer])[] = [
  ['500', () => ({ status: 500, headers: {}, body: 'upstream-text' })],
  ['500 as JSON', () => failing(500, 'server_error')],
  ['502 as a page', () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<p>' })],
  ['503', () => ({ status: 503, headers: { 'retry-after': '1' }, body: '' })],
  ['429', () => ({ status: 429, headers: { 'retry-after': '1' }, body: '' })],
  [
    'a page of 200',
    () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>upstream-text' }),
  ],
  [
    'a redirect',
    () => ({ status: 302, headers: { location: 'https://pirate.exemple.fr/' }, body: '' }),
  ],
  [
    'a redirect that keeps the method',
    () => ({ status: 307, headers: { location: 'https://pirate.exemple.fr/' }, body: '' }),
  ],
  ['more than 1 MiB', (truth) => ({ ...truth, body: `${' '.repeat(1024 * 1024)}{}` })],
  [
    'a broken connection',
    () => {
      throw new Error('socket hang up')
    },
  ],
]

const endpoints: readonly Endpoint[] = ['discovery', 'token', 'jwks', 'userinfo']
const table = endpoints.flatMap((endpoint) =>
  outages
    // UserInfo that is no JWT is a lie about the identity before it is an outage (§12.19).
    .filter(([name]) => endpoint !== 'userinfo' || name !== 'a page of 200')
    .map(([name, change]) => [endpoint, name, change] as const),
)

test.each(table)(
  'when %s answers %s, then FranceConnect is unavailable, and nothing is asked twice or elsewhere (§12.22)',
  async (endpoint, _, change) => {
    expect(await answering(endpoint, change)).toEqual({
      code: 'franceconnect_unavailable',
      detail: expect.anything(),
      calls: endpoints.slice(0, endpoints.indexOf(endpoint) + 1),
    })
  },
)

test.each(['discovery', 'token', 'jwks'] as const)(
  'when %s answers truncated JSON, then the login fails and no word of it is logged (§12.22)',
  async (endpoint) => {
    const truncated = (truth: Answer) => ({
      ...truth,
      body: JSON.stringify(truth.body).slice(0, -20),
    })
    expect(await answering(endpoint, truncated)).toMatchObject({
      code: expect.stringMatching(/^franceconnect_(untrusted|unavailable)$/),
      calls: endpoints.slice(0, endpoints.indexOf(endpoint) + 1),
    })
  },
)

test.each<[string, string]>([
  ['form encoding', 'access_token=the-access-token-of-this-login-43-character&token_type=bearer'],
  ['a bare token', 'the-access-token-of-this-login-43-character'],
  ['a slip after the token', '{"access_token":"the-access-token-of-this-login-43-character" x}'],
])('when the token answer is %s, then no part of the token is logged (§12.23)', async (_, body) => {
  const headers = { 'content-type': 'application/json' }
  expect((await answering('token', { status: 200, headers, body })).code).toMatch(
    /^franceconnect_(untrusted|unavailable)$/,
  )
})

test('when an answer is compressed though nobody asked for it, then the login fails in bounded memory', async () => {
  const { gzipSync } = await import('node:zlib')
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const { code } = await answering('token', { status: 200, headers, body: bomb })
  expect(code).toMatch(/^franceconnect_(untrusted|unavailable)$/)
})

test.each<[string, unknown]>([
  ['null', null],
  ['a list', []],
  ['a number', '42'],
  ['nothing', ''],
])('when the token answer is %s, then the login fails', async (_, body) => {
  const headers = { 'content-type': 'application/json' }
  expect((await answering('token', { status: 200, headers, body })).code).toMatch(
    /^franceconnect_(untrusted|unavailable)$/,
  )
})

test.each<[string, unknown]>([
  ['no keys', {}],
  ['keys that are no list', { keys: {} }],
  ['keys that are no objects', { keys: ['x'] }],
  ['an empty list of keys', { keys: [] }],
])('when the key set has %s, then the login is untrusted', async (_, body) => {
  expect(await answering('jwks', (truth) => ({ ...truth, body }))).toMatchObject({
    code: 'franceconnect_untrusted',
    calls: ['discovery', 'token', 'jwks'],
  })
})

describe('recovery', () => {
  const down = (): Answer => ({ status: 503, headers: {}, body: '' })

  test.each(endpoints)(
    'when %s was down and is up again, then the next login succeeds (§12.22)',
    async (endpoint) => {
      const relyingParty = newRelyingParty()
      const lies = { answers: { [endpoint]: down } }
      expect((await logIn(fake, lies, { relyingParty })).code).toBe('franceconnect_unavailable')
      expect(await logIn(fake, {}, { relyingParty })).toMatchObject({
        result: { acr: 'eidas1' },
      })
    },
  )

  test('when the keys cannot be had but are known, then logins go on (§12.22)', async () => {
    const relyingParty = newRelyingParty()
    await logIn(fake, {}, { relyingParty })
    advance(299)
    const lies = { answers: { jwks: down, discovery: down } }
    expect(await logIn(fake, lies, { relyingParty })).toMatchObject({
      result: { acr: 'eidas1' },
      calls: ['token', 'userinfo'],
    })
  })

  test('when keys are five minutes old, then they are fetched again', async () => {
    const relyingParty = newRelyingParty()
    await logIn(fake, {}, { relyingParty })
    advance(301)
    const { calls } = await logIn(fake, {}, { relyingParty })
    expect(calls).toEqual(['token', 'jwks', 'userinfo'])
  })
})
