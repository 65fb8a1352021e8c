import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import {
  type Answer,
  createFakeFranceConnect,
  type FakeFranceConnect,
  type Lies,
  subject,
  type TokenLie,
} from '../support/fake-franceconnect.ts'
import { callbackOf, logIn, newRelyingParty } from './log-in.ts'

let es256: FakeFranceConnect
let rs256: FakeFranceConnect
beforeAll(async () => {
  es256 = await createFakeFranceConnect()
  rs256 = await createFakeFranceConnect({
    issuer: 'https://rs256.exemple.fr/api/v2',
    signing_alg: 'RS256',
  })
})
beforeEach(() => {
  es256.intercept()
  rs256.intercept()
})
afterEach(() => {
  jest.restoreAllMocks()
})

/** The process's clock, and FranceConnect's with it, so many seconds ahead. */
const advance = (seconds: number) => {
  const start = Date.now()
  jest.spyOn(Date, 'now').mockImplementation(() => start + seconds * 1000)
}

const now = () => Math.floor(Date.now() / 1000)

/** Rejected before the signature was even looked at, and the identity never asked for. */
const refusedUnread = {
  code: 'franceconnect_untrusted',
  detail: expect.anything(),
  calls: ['discovery', 'token'],
}

/** Rejected for its signature, and the identity never asked for. */
const refusedForSignature = { ...refusedUnread, calls: ['discovery', 'token', 'jwks'] }

const idToken = (lie: TokenLie): Lies => ({ idToken: lie })

test.each<[string, () => FakeFranceConnect]>([
  ['ES256', () => es256],
  ['RS256', () => rs256],
])('when %s is pinned and used, then the login succeeds (§12.1)', async (_, fake) => {
  const { result, calls } = await logIn(fake())
  expect(result?.identity.sub).toBe(subject)
  expect(calls).toEqual(['discovery', 'token', 'jwks', 'userinfo'])
})

test('when the login succeeds, then the hint for log-out is the ID token as it came', async () => {
  const { result } = await logIn(es256)
  const [sent] = es256.tokensSent.slice(-2)
  expect(result?.idToken).toBe(sent)
})

test('when there is an auth_time, then it is the login’s time', async () => {
  advance(0)
  const { result } = await logIn(es256, idToken({ claims: { auth_time: now() - 5 } }))
  expect(result).toMatchObject({ acr: 'eidas1', authTime: now() - 5 })
})

test('when there is no auth_time, then the login’s time is when the token was issued', async () => {
  advance(0)
  const { result } = await logIn(es256, idToken({ claims: { auth_time: undefined } }))
  expect(result?.authTime).toBe(now())
})

describe('algorithm', () => {
  test('when the ID token is not signed, then it is untrusted (§12.11)', async () => {
    expect(await logIn(es256, idToken({ alg: 'none' }))).toEqual(refusedUnread)
  })

  test('when its signature was cut off, then it is untrusted (§12.11)', async () => {
    const cut = (token: string) => token.slice(0, token.lastIndexOf('.') + 1)
    expect(await logIn(es256, idToken({ altered: cut }))).toEqual(refusedForSignature)
  })

  test('when it is signed with the client secret (HS256), then it is untrusted (§12.12)', async () => {
    const key = Buffer.from(es256.client.client_secret)
    expect(await logIn(es256, idToken({ alg: 'HS256', key }))).toEqual(refusedUnread)
  })

  test.each(['ES256', 'RS256'] as const)(
    'when the public %s key is the HMAC key, then it is untrusted (§12.12)',
    async (alg) => {
      const fake = alg === 'ES256' ? es256 : rs256
      const { kid = '' } = fake.publicJwk(alg)
      for (const key of [await fake.publicPem(alg), JSON.stringify(fake.publicJwk(alg))]) {
        const lie = { alg: 'HS256', key: Buffer.from(key), header: { kid } } as const
        expect(await logIn(fake, idToken(lie))).toEqual(refusedUnread)
      }
    },
  )

  test('when RS256 is used though ES256 is pinned, then it is untrusted (§12.13)', async () => {
    expect(await logIn(es256, idToken({ alg: 'RS256' }))).toEqual(refusedUnread)
  })

  test('when ES256 is used though RS256 is pinned, then it is untrusted (§12.13)', async () => {
    expect(await logIn(rs256, idToken({ alg: 'ES256' }))).toEqual(refusedUnread)
  })
})

describe('signature', () => {
  test('when another key signed under FranceConnect’s kid, then it is untrusted (§12.15)', async () => {
    expect(await logIn(es256, idToken({ key: 'foreign' }))).toEqual(refusedForSignature)
  })

  test('when one claim was changed after signing, then it is untrusted (§12.15)', async () => {
    const altered = (token: string) => {
      const [head, body = '', signature] = token.split('.')
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
      const forged = JSON.stringify({ ...claims, sub: 'another' })
      return [head, Buffer.from(forged).toString('base64url'), signature].join('.')
    }
    expect(await logIn(es256, idToken({ altered }))).toEqual(refusedForSignature)
  })

  test('when the signature is no base64url, then it is untrusted, not "unavailable" (§12.15)', async () => {
    const altered = (token: string) => `${token.slice(0, token.lastIndexOf('.'))}.é~é`
    expect(await logIn(es256, idToken({ altered }))).toEqual(refusedForSignature)
  })

  test('when the header brings its own key, then that key is ignored (§12.14)', async () => {
    const pirate = await createFakeFranceConnect()
    const jwk = pirate.publicJwk('ES256')
    const header = { jwk, jku: 'https://pirate.exemple.fr/jwks', x5u: 'https://pirate.exemple.fr' }
    expect(await logIn(es256, idToken({ key: 'foreign', header }))).toEqual(refusedForSignature)
  })

  test('when the header has a critical extension, then it is untrusted (RFC 7515 §4.1.11)', async () => {
    const header = { crit: ['b64'], b64: true }
    expect(await logIn(es256, idToken({ header }))).toEqual(refusedUnread)
  })

  test.each([
    ['two parts', 'e30.e30'],
    ['five parts, as if encrypted', 'e30.AA.AA.AA.AA'],
    ['no base64url', '€.€.€'],
    ['a header that is no JSON', 'QUJD.e30.AA'],
    ['a header that is a list', 'W10.e30.AA'],
    ['a page', '<html>'],
  ])('when the ID token is %s, then it is untrusted', async (_, text) => {
    expect(await logIn(es256, idToken({ altered: () => text }))).toEqual(refusedUnread)
  })

  test('when the payload is no JSON, then it is untrusted and no word of it is logged', async () => {
    const altered = (token: string) => {
      const [head, , signature] = token.split('.')
      return [head, Buffer.from('DUBOIS Angela').toString('base64url'), signature].join('.')
    }
    expect(await logIn(es256, idToken({ altered }))).toEqual(refusedUnread)
  })
})

describe('keys', () => {
  test('when the keys were rotated since, then they are fetched again, twice in a row (§12.14)', async () => {
    const fake = await createFakeFranceConnect({ issuer: 'https://rotating.exemple.fr/api/v2' })
    fake.intercept()
    const relyingParty = newRelyingParty()
    await logIn(fake, {}, { relyingParty })
    advance(61)
    await fake.rotateKeys()
    expect(await logIn(fake, {}, { relyingParty })).toMatchObject({
      result: { acr: 'eidas1' },
      calls: ['token', 'jwks', 'userinfo'],
    })
    advance(61)
    await fake.rotateKeys()
    expect(await logIn(fake, {}, { relyingParty })).toMatchObject({
      result: { acr: 'eidas1' },
      calls: ['token', 'jwks', 'userinfo'],
    })
  })

  test('when the kid is not in the keys fetched again either, then it is untrusted after one fetch (§12.14)', async () => {
    const relyingParty = newRelyingParty()
    await logIn(es256, {}, { relyingParty })
    advance(61)
    const lie = idToken({ header: { kid: 'pkcs11:unknown' } })
    expect(await logIn(es256, lie, { relyingParty })).toEqual({
      ...refusedUnread,
      calls: ['token', 'jwks'],
    })
  })

  test('when kids stay unknown, then FranceConnect is asked for keys once a minute at the most (§12.14)', async () => {
    const relyingParty = newRelyingParty()
    const lie = idToken({ header: { kid: 'pkcs11:unknown' } })
    const calls = []
    for (let time = 0; time < 5; time++)
      calls.push((await logIn(es256, lie, { relyingParty })).calls)
    expect(calls).toEqual([
      ['discovery', 'token', 'jwks'],
      ...Array.from({ length: 4 }, () => ['token']),
    ])
  })

  test('when a signature is bad, then the keys are not fetched again (§12.15)', async () => {
    const relyingParty = newRelyingParty()
    await logIn(es256, {}, { relyingParty })
    const { calls } = await logIn(es256, idToken({ key: 'foreign' }), { relyingParty })
    expect(calls).toEqual(['token'])
  })

  test.each<[string, unknown]>([
    ['not on its curve', { x: 'AAAA' }],
    ['meant for encryption', { use: 'enc' }],
    ['for another algorithm', { alg: 'ES384' }],
  ])('when the key is %s, then the login is untrusted', async (_, changes) => {
    const key = { ...es256.publicJwk('ES256'), ...(changes as object) }
    const jwks = (truth: Answer) => ({
      status: truth.status,
      headers: { 'content-type': 'application/json' },
      body: { keys: [key] },
    })
    expect(await logIn(es256, { answers: { jwks } })).toEqual(refusedForSignature)
  })
})

describe('times', () => {
  test.each<[string, () => Record<string, unknown>]>([
    ['expired eleven seconds ago', () => ({ exp: now() - 11 })],
    ['was issued eleven seconds ahead', () => ({ iat: now() + 11, exp: now() + 71 })],
    ['was issued an hour ago and has not expired', () => ({ iat: now() - 3600 })],
    ['is not valid yet', () => ({ nbf: now() + 11 })],
    ['has no exp', () => ({ exp: undefined })],
    ['has no iat', () => ({ iat: undefined })],
    ['has an exp that is text', () => ({ exp: `${now() + 60}` })],
  ])('when the ID token %s, then it is untrusted (§12.16)', async (_, claims) => {
    advance(0)
    expect(await logIn(es256, idToken({ claims: claims() }))).toMatchObject({
      code: 'franceconnect_untrusted',
    })
  })

  test.each<[string, () => Record<string, unknown>]>([
    ['expired nine seconds ago', () => ({ iat: now() - 69, exp: now() - 9 })],
    ['was issued nine seconds ahead', () => ({ iat: now() + 9, exp: now() + 69 })],
  ])('when the ID token %s, then the login succeeds (§12.16)', async (_, claims) => {
    advance(0)
    expect(await logIn(es256, idToken({ claims: claims() }))).toMatchObject({
      result: { acr: 'eidas1' },
    })
  })
})

describe('claims', () => {
  test.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://pirate.exemple.fr/api/v2' }],
    ['the issuer with a slash', { iss: 'https://franceconnect.exemple.fr/api/v2/' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'another-client' }],
    ['no audience', { aud: undefined }],
    ['no audience in a list', { aud: [] }],
    ['other audiences in a list', { aud: ['another-client', 'a-third'] }],
    ['a foreign audience beside ours', { aud: ['client-of-the-service', 'another'] }],
    [
      'a foreign audience beside ours, and a foreign azp',
      { aud: ['client-of-the-service', 'another'], azp: 'another' },
    ],
    [
      'a foreign audience beside ours, though azp is ours',
      { aud: ['client-of-the-service', 'another'], azp: 'client-of-the-service' },
    ],
    ['a foreign azp', { azp: 'another' }],
  ])('when the ID token has %s, then it is untrusted (§12.17)', async (_, claims) => {
    expect(await logIn(es256, idToken({ claims }))).toMatchObject({
      code: 'franceconnect_untrusted',
      calls: expect.not.arrayContaining(['userinfo']),
    })
  })

  test('when our audience is alone in a list, then the login succeeds (OpenID Connect Core §2)', async () => {
    const claims = { aud: ['client-of-the-service'] }
    expect(await logIn(es256, idToken({ claims }))).toMatchObject({
      result: { acr: 'eidas1' },
    })
  })

  test.each<[string, unknown]>([
    ['another login’s', 'c3'.repeat(32)],
    ['missing', undefined],
    ['no text', 1],
    ['in another writing', 'B2'.repeat(32)],
  ])('when the nonce is %s, then it is untrusted (§12.7)', async (_, nonce) => {
    expect(await logIn(es256, idToken({ claims: { nonce } }))).toEqual(refusedUnread)
  })

  test.each<[string, unknown]>([
    ['missing', undefined],
    ['a stronger one than asked', 'eidas2'],
    ['unknown', 'urn:mace:incommon:iap:silver'],
    ['empty', ''],
    ['a list', ['eidas1']],
  ])('when acr is %s, then it is untrusted (§12.18)', async (_, acr) => {
    expect(await logIn(es256, idToken({ claims: { acr } }))).toEqual({
      ...refusedForSignature,
      detail: { claim: 'acr' },
    })
  })

  test.each<[string, unknown]>([
    ['missing', undefined],
    ['empty', ''],
    ['a number', 42],
  ])('when sub is %s, then it is untrusted', async (_, sub) => {
    expect(await logIn(es256, idToken({ claims: { sub } }))).toMatchObject({
      code: 'franceconnect_untrusted',
      calls: expect.not.arrayContaining(['userinfo']),
    })
  })

  test('when sub is longer than any that FranceConnect gives, then it is untrusted', async () => {
    const claims = { sub: 's'.repeat(256) }
    expect(await logIn(es256, { idToken: { claims }, userInfo: { claims } })).toMatchObject({
      code: 'franceconnect_untrusted',
    })
  })

  test.each<[string, unknown]>([
    ['a fraction', 1_795_428_000.5],
    ['negative', -1],
    ['text', 'yesterday'],
  ])('when auth_time is %s, then it is no time that a login can have', async (_, auth_time) => {
    const ending = await logIn(es256, idToken({ claims: { auth_time } }))
    const time = ending.result?.authTime
    expect(ending.code === 'franceconnect_untrusted' || Number.isInteger(time)).toBe(true)
  })
})

test('when the token answer has no ID token, then it is untrusted', async () => {
  const token = (truth: Answer) => {
    const { id_token: _, ...rest } = truth.body as Record<string, unknown>
    return { ...truth, body: rest }
  }
  expect(await logIn(es256, { answers: { token } })).toEqual(refusedUnread)
})

test.each<[string, Record<string, unknown>]>([
  ['no access token', { access_token: undefined }],
  ['an access token that is no text', { access_token: 42 }],
  ['a token type that we do not know', { token_type: 'mac' }],
  ['no token type', { token_type: undefined }],
  ['an ID token that is no text', { id_token: { alg: 'none' } }],
])('when the token answer has %s, then it is untrusted', async (_, changes) => {
  const token = (truth: Answer) => ({
    ...truth,
    body: { ...(truth.body as object), ...changes },
  })
  expect(await logIn(es256, { answers: { token } })).toEqual(refusedUnread)
})

test('when the token answer holds more than it should, then the rest is ignored', async () => {
  const token = (truth: Answer) => ({
    ...truth,
    body: { ...(truth.body as object), refresh_token: 'r', state: 'other', family_name: 'PIRATE' },
  })
  const { result } = await logIn(
    es256,
    { answers: { token } },
    { callback: callbackOf(es256, { session_state: 'x', utm_source: 'mail' }) },
  )
  expect(result?.identity.family_name).toBe('DUBOIS')
})

describe('how the citizen logged in (RFC 8176)', () => {
  const asking = (claims: Readonly<Record<string, unknown>>) =>
    logIn(es256, idToken({ claims }), { client: { ...es256.client, amr: true } })
  const refused = { code: 'franceconnect_untrusted', detail: { claim: 'amr' } }

  test('when it was asked, then the login has what the ID token says', async () => {
    const { result } = await asking({ amr: ['fc', 'pwd'] })
    expect(result?.amr).toEqual(['fc', 'pwd'])
  })

  test.each([
    ['missing', undefined],
    ['a text', 'pwd'],
    ['empty', []],
    ['a list of something else', ['fc', 7]],
    ['a list with a sentence', ['fc', 'upstream-text <b>']],
    ['longer than any', Array.from({ length: 11 }, () => 'fc')],
  ])('when it was asked and is %s, then the ID token is untrusted', async (_, amr) => {
    expect(await asking({ amr })).toMatchObject(refused)
  })

  test('when it was not asked, then what the ID token says of it is not taken', async () => {
    const { result } = await logIn(es256, idToken({ claims: { amr: ['fc', 'pwd'] } }))
    expect(result).not.toHaveProperty('amr')
  })
})
