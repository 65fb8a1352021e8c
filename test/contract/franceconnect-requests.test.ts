import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ServiceError } from '../../src/domain/errors.ts'
import {
  type Answer,
  accessToken,
  code,
  createFakeFranceConnect,
  type FakeFranceConnect,
  issuer,
} from '../support/fake-franceconnect.ts'
import { leaksIn, logged, logIn, newRelyingParty, redirectUri, request } from './log-in.ts'

let fake: FakeFranceConnect
beforeAll(async () => {
  fake = await createFakeFranceConnect()
})
beforeEach(() => {
  fake.lies = {}
  fake.calls.length = 0
  fake.intercept()
})

const scopes = ['openid', 'family_name', 'given_name']

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => 'success',
    (reason: unknown) => reason,
  )
  if (!(error instanceof ServiceError)) throw new TypeError(`not a ServiceError: ${error}`)
  expect(leaksIn(logged(error), fake)).toEqual([])
  return error.code
}

test('when a login begins, then the address has exactly what FranceConnect takes, and no PKCE (§12.1)', async () => {
  const url = await newRelyingParty().begin(fake.client, request, scopes)
  expect(`${url.origin}${url.pathname}`).toBe(`${issuer}/authorize`)
  expect([...url.searchParams].sort()).toEqual([
    ['acr_values', 'eidas1'],
    ['client_id', 'client-of-the-service'],
    ['nonce', request.nonce],
    ['redirect_uri', redirectUri],
    ['response_type', 'code'],
    ['scope', 'openid family_name given_name'],
    ['state', request.state],
  ])
  expect(url.hash).toBe('')
})

test('when a client may ask for amr, then it is the one claim that is asked for, as essential', async () => {
  const client = { ...fake.client, amr: true }
  const url = await newRelyingParty().begin(client, request, scopes)
  expect(url.searchParams.get('claims')).toBe('{"id_token":{"amr":{"essential":true}}}')
  expect([...url.searchParams.keys()]).toHaveLength(8)
})

test('when a login ends, then log-out is asked with hint, return address, state and client_id alone (§12.25)', async () => {
  const url = await newRelyingParty().end(fake.client, 'the-hint', request.state)
  expect(`${url.origin}${url.pathname}`).toBe(`${issuer}/session/end`)
  expect([...url.searchParams].sort()).toEqual([
    ['client_id', 'client-of-the-service'],
    ['id_token_hint', 'the-hint'],
    ['post_logout_redirect_uri', 'https://prefill.exemple.fr/logout/done'],
    ['state', request.state],
  ])
})

test('when the code is spent, then the token request is exactly client_secret_post (§3)', async () => {
  await logIn(fake)
  const [, token] = fake.calls
  expect([...new URLSearchParams(token?.body)].sort()).toEqual([
    ['client_id', 'client-of-the-service'],
    ['client_secret', 'client-secret-of-the-service-0123456789'],
    ['code', code],
    ['grant_type', 'authorization_code'],
    ['redirect_uri', redirectUri],
  ])
  expect(token?.headers['content-type']).toBe('application/x-www-form-urlencoded;charset=UTF-8')
  expect(token?.headers).not.toHaveProperty('authorization')
})

test('when the token is there, then UserInfo is asked at once, as a JWT, by the bearer header (§12.24)', async () => {
  const { calls } = await logIn(fake)
  expect(calls).toEqual(['discovery', 'token', 'jwks', 'userinfo'])
  const userInfo = fake.calls.at(-1)
  expect(userInfo?.headers).toMatchObject({
    authorization: `Bearer ${accessToken}`,
    accept: 'application/jwt',
  })
  expect(userInfo?.body).toBe('')
})

test('when anything is asked, then no compression is asked for', async () => {
  await logIn(fake)
  for (const { headers } of fake.calls) expect(headers).not.toHaveProperty('accept-encoding')
})

test('when a secret and a code need encoding, then both arrive whole', async () => {
  const client = { ...fake.client, key: 'odd', client_secret: 'a+b&c=d é/%"' }
  const relyingParty = newRelyingParty()
  const callback = new URLSearchParams({ code: 'x+y&z=%', state: request.state, iss: issuer })
  fake.nonce = request.nonce
  await relyingParty.complete(client, callback, request)
  const sent = new URLSearchParams(fake.calls[1]?.body)
  expect([sent.get('code'), sent.get('client_secret')]).toEqual(['x+y&z=%', 'a+b&c=d é/%"'])
})

test('when a client’s secret was renewed under the same key, then the new one is sent', async () => {
  const relyingParty = newRelyingParty()
  await logIn(fake, {}, { relyingParty })
  const renewed = { ...fake.client, client_secret: 'renewed-secret' }
  const callback = new URLSearchParams({ code, state: request.state, iss: issuer })
  await relyingParty.complete(renewed, callback, request)
  const tokenCalls = fake.calls.filter(({ endpoint }) => endpoint === 'token')
  expect(tokenCalls.map(({ body }) => new URLSearchParams(body).get('client_secret'))).toEqual([
    fake.client.client_secret,
    'renewed-secret',
  ])
})

describe('discovery', () => {
  const discovery = (change: (truth: Answer) => Answer) => {
    fake.lies = { answers: { discovery: change } }
  }
  const members = (changes: object) => (truth: Answer) => ({
    ...truth,
    body: { ...(truth.body as object), ...changes },
  })

  test('when ten logins begin at once, then FranceConnect is discovered once', async () => {
    const { begin } = newRelyingParty()
    const urls = await Promise.all(
      Array.from({ length: 10 }, () => begin(fake.client, request, scopes)),
    )
    expect(new Set(urls.map(String)).size).toBe(1)
    expect(fake.calls.map(({ endpoint }) => endpoint)).toEqual(['discovery'])
  })

  test('when two clients have one issuer, then it is discovered once', async () => {
    const { begin } = newRelyingParty()
    const other = { ...fake.client, key: 'other', client_id: 'other-client' }
    const first = await begin(fake.client, request, scopes)
    const second = await begin(other, request, scopes)
    expect([first, second].map((url) => url.searchParams.get('client_id'))).toEqual([
      'client-of-the-service',
      'other-client',
    ])
    expect(fake.calls).toHaveLength(1)
  })

  test('when it was down and is up again, then the next login begins (§12.22)', async () => {
    const { begin } = newRelyingParty()
    discovery((truth) => ({ ...truth, status: 503, body: 'maintenance' }))
    const attempts = [1, 2].map(() => codeOf(begin(fake.client, request, scopes)))
    expect(await Promise.all(attempts)).toEqual([
      'franceconnect_unavailable',
      'franceconnect_unavailable',
    ])
    fake.lies = {}
    const { pathname } = await begin(fake.client, request, scopes)
    expect(pathname).toBe('/api/v2/authorize')
    expect(fake.calls).toHaveLength(2)
  })

  test.each<[string, (truth: Answer) => Answer]>([
    ['another issuer', members({ issuer: 'https://pirate.exemple.fr/api/v2' })],
    ['no issuer', members({ issuer: undefined })],
    ['an issuer that is no address', members({ issuer: 'franceconnect' })],
    ['an issuer that is no text', members({ issuer: 42 })],
    ['no authorization endpoint', members({ authorization_endpoint: undefined })],
    ['a plain-http authorization endpoint', members({ authorization_endpoint: 'http://x.fr/a' })],
    ['a script as authorization endpoint', members({ authorization_endpoint: 'javascript:1' })],
    ['a list', (truth) => ({ ...truth, body: [] })],
  ])('when the metadata have %s, then the login is untrusted', async (_, change) => {
    discovery(change)
    const work = newRelyingParty().begin(fake.client, request, scopes)
    expect(await codeOf(work)).toBe('franceconnect_untrusted')
  })

  test.each([
    ['no end-session endpoint', undefined] as const,
    ['one in plain http', 'http://x.fr/'],
  ])(
    'when the metadata have %s, then log-out says so as a ServiceError',
    async (_, end_session_endpoint) => {
      discovery(members({ end_session_endpoint }))
      const work = newRelyingParty().end(fake.client, 'the-hint', request.state)
      expect(await codeOf(work)).toBe('franceconnect_untrusted')
    },
  )

  test.each(['token_endpoint', 'jwks_uri', 'userinfo_endpoint'])(
    'when %s is plain http, then nothing is sent there',
    async (name) => {
      const plain = { [name]: `http://franceconnect.exemple.fr/api/v2/${name}` }
      const ending = await logIn(fake, { answers: { discovery: members(plain) } })
      expect(ending.code).toBe('franceconnect_untrusted')
    },
  )

  test('when metadata were unusable once, then the next login asks for them again (§12.22)', async () => {
    const relyingParty = newRelyingParty()
    const answers = { discovery: members({ token_endpoint: undefined }) }
    await logIn(fake, { answers }, { relyingParty })
    expect(await logIn(fake, {}, { relyingParty })).toMatchObject({
      result: { acr: 'eidas1' },
    })
  })
})
