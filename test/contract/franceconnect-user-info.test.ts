import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { displayName, unreadable } from '../../src/domain/pivot-identity.ts'
import {
  type Answer,
  angela,
  createFakeFranceConnect,
  type FakeFranceConnect,
  type Lies,
  subject,
  type TokenLie,
} from '../support/fake-franceconnect.ts'
import { logIn } from './log-in.ts'

let fake: FakeFranceConnect
beforeAll(async () => {
  fake = await createFakeFranceConnect()
})
beforeEach(() => fake.intercept())
afterEach(() => {
  jest.restoreAllMocks()
})

const now = () => Math.floor(Date.now() / 1000)
const userInfo = (lie: TokenLie): Lies => ({ userInfo: lie })
const untrusted = {
  code: 'franceconnect_untrusted',
  detail: expect.anything(),
  calls: ['discovery', 'token', 'jwks', 'userinfo'],
}

test.each<[string, (truth: Answer) => Answer]>([
  [
    'plain JSON',
    (truth) => ({ ...truth, headers: { 'content-type': 'application/json' }, body: angela }),
  ],
  ['JSON labelled as a JWT', (truth) => ({ ...truth, body: JSON.stringify(angela) })],
  ['a page labelled as a JWT', (truth) => ({ ...truth, body: '<!DOCTYPE html><p>upstream-text' })],
  [
    'a JWT labelled as JSON',
    (truth) => ({ ...truth, headers: { 'content-type': 'application/json' } }),
  ],
  ['a JWT labelled as text', (truth) => ({ ...truth, headers: { 'content-type': 'text/plain' } })],
  ['a JWT without a label', (truth) => ({ ...truth, headers: {} })],
  ['nothing', (truth) => ({ ...truth, body: '' })],
  ['a JWT in a body of 201', (truth) => ({ ...truth, status: 201 })],
])('when UserInfo is %s, then the login is discarded (§12.19)', async (_, change) => {
  expect(await logIn(fake, { answers: { userinfo: change } })).toMatchObject({
    code: expect.stringMatching(/^franceconnect_(untrusted|unavailable)$/),
    calls: untrusted.calls,
  })
})

test.each<[string, TokenLie]>([
  ['unsigned', { alg: 'none' }],
  ['signed with another algorithm', { alg: 'RS256' }],
  ['signed with another key', { key: 'foreign' }],
  ['signed under an unknown kid', { header: { kid: 'pkcs11:unknown' } }],
  ['cut off before its signature', { altered: (jwt) => jwt.slice(0, jwt.lastIndexOf('.') + 1) }],
  ['encrypted', { altered: () => 'e30.AA.AA.AA.AA' }],
])('when UserInfo is %s, then the login is discarded (§12.19)', async (_, lie) => {
  expect(await logIn(fake, userInfo(lie))).toEqual(untrusted)
})

test('when UserInfo is signed with the client secret, then the login is discarded (§12.12)', async () => {
  const key = Buffer.from(fake.client.client_secret)
  expect(await logIn(fake, userInfo({ alg: 'HS256', key }))).toEqual(untrusted)
})

test('when a claim was changed after signing, then the login is discarded (§12.19)', async () => {
  const altered = (token: string) => {
    const [head, body = '', signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const forged = JSON.stringify({ ...claims, family_name: 'PIRATE' })
    return [head, Buffer.from(forged).toString('base64url'), signature].join('.')
  }
  expect(await logIn(fake, userInfo({ altered }))).toEqual(untrusted)
})

test('when the payload is no JSON, then no word of it is logged (§12.23)', async () => {
  const altered = (token: string) => {
    const [head, , signature] = token.split('.')
    return [head, Buffer.from('DUBOIS Angela').toString('base64url'), signature].join('.')
  }
  expect(await logIn(fake, userInfo({ altered }))).toEqual(untrusted)
})

test.each<[string, Record<string, unknown>]>([
  ['another issuer', { iss: 'https://pirate.exemple.fr/api/v2' }],
  ['no issuer', { iss: undefined }],
  ['another audience', { aud: 'another-client' }],
  ['other audiences in a list', { aud: ['another-client'] }],
  ['a foreign audience beside ours', { aud: ['client-of-the-service', 'another'] }],
  ['no audience', { aud: undefined }],
  ['no exp', { exp: undefined }],
])('when UserInfo has %s, then the login is discarded (§12.19)', async (_, claims) => {
  expect(await logIn(fake, userInfo({ claims }))).toEqual(untrusted)
})

test('when UserInfo expired eleven seconds ago, then the login is discarded (§12.19)', async () => {
  const claims = { exp: now() - 11, iat: now() - 71 }
  expect(await logIn(fake, userInfo({ claims }))).toEqual(untrusted)
})

test.each<[string, unknown]>([
  ['another person’s', `${'0'.repeat(64)}v1`],
  ['in another writing', subject.toUpperCase()],
  ['missing', undefined],
  ['empty', ''],
  ['no text', 42],
])('when UserInfo’s sub is %s, then the login is discarded (§12.20)', async (_, sub) => {
  expect(await logIn(fake, userInfo({ claims: { sub } }))).toEqual(untrusted)
})

test('when the access token is no longer valid, then the citizen starts again (§12.24)', async () => {
  const userinfo = (): Answer => ({
    status: 401,
    headers: {
      'content-type': 'application/json',
      'www-authenticate':
        'Bearer realm="x", error="invalid_token", error_description="upstream-text invalid token"',
    },
    body: { error: 'invalid_token', error_description: 'upstream-text' },
  })
  expect(await logIn(fake, { answers: { userinfo } })).toMatchObject({
    code: 'franceconnect_code_expired',
    calls: untrusted.calls,
  })
})

describe('optional and odd claims', () => {
  const identityWith = async (claims: Record<string, unknown>) =>
    (await logIn(fake, userInfo({ claims }))).result?.identity

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a usage name', { preferred_username: 'MARTIN' }, { preferred_username: 'MARTIN' }],
    ['an empty usage name', { preferred_username: '' }, { preferred_username: '' }],
    [
      'a birth abroad',
      { birthplace: '', birthcountry: '99352' },
      { birthplace: '', birthcountry: '99352' },
    ],
    ['a birth in Corsica', { birthplace: '2A004' }, { birthplace: '2A004' }],
    [
      'a presumed birth date',
      { birthdate: '1992-11-01', idp_birthdate: '1992-11-00' },
      { birthdate: '1992-11-01', idp_birthdate: '1992-11-00' },
    ],
    [
      'a birth date of which the year alone is known',
      { birthdate: '1992-01-01', idp_birthdate: '1992-00-00' },
      { birthdate: '1992-01-01', idp_birthdate: '1992-00-00' },
    ],
    ['an unspecified gender', { gender: 'unspecified' }, { gender: 'unspecified' }],
    [
      'given names that do not split at spaces',
      { given_name: 'Jean Philippe Pierre', given_name_array: ['Jean Philippe', 'Pierre'] },
      { given_name: 'Jean Philippe Pierre', given_name_array: ['Jean Philippe', 'Pierre'] },
    ],
    [
      'a double space among the given names',
      { given_name: 'Sarah  Marie', given_name_array: ['Sarah', '', 'Marie'] },
      { given_name: 'Sarah  Marie', given_name_array: ['Sarah', '', 'Marie'] },
    ],
    ['claims that nobody knows', { idp_id: 'x', phone: '1', nested: { a: [1] } }, {}],
    ['a claim of every object', { constructor: 'x', toString: 'y' }, {}],
    ['accents and apostrophes', { family_name: 'D’ŒÆ-L’Ô' }, { family_name: 'D’ŒÆ-L’Ô' }],
  ])(
    'when UserInfo has %s, then the login succeeds with exactly that (§12.21)',
    async (_, claims, changes) => {
      expect(await identityWith(claims)).toStrictEqual({ ...angela, ...changes })
    },
  )

  test.each(['email', 'birthplace', 'given_name_array', 'gender', 'family_name'] as const)(
    'when UserInfo has no %s, then the login succeeds without it (§12.21)',
    async (name) => {
      const { [name]: _, ...rest } = angela
      expect(await identityWith({ [name]: undefined })).toStrictEqual(rest)
    },
  )

  test.each<[string, unknown]>([
    ['birthdate', '1992-13-40'],
    ['birthdate', '24/08/1962'],
    ['idp_birthdate', '1992'],
    ['gender', 'autre'],
    ['birthplace', 'Alger'],
    ['birthcountry', 'FR'],
    ['email', 'not an address'],
    ['family_name', 42],
    ['family_name', null],
    ['family_name', 'A'.repeat(1025)],
    ['given_name', ['Angela']],
    ['given_name_array', 'Angela'],
    ['given_name_array', ['Angela', 1]],
    ['preferred_username', { fr: 'x' }],
  ])(
    'when %s is %j, then the login succeeds and that claim alone is unreadable (§12.21)',
    async (name, value) => {
      expect(await identityWith({ [name]: value })).toStrictEqual({ ...angela, [name]: unreadable })
    },
  )

  test('when UserInfo has sub alone, then the login succeeds with nothing invented (§12.21)', async () => {
    const none = Object.fromEntries(Object.keys(angela).map((name) => [name, undefined]))
    const identity = await identityWith({ ...none, sub: subject })
    expect(identity).toStrictEqual({ sub: subject })
    expect(identity && displayName(identity)).toBe('')
  })

  test('when a guest of another State logs in, then the login succeeds with what there is (§4.3)', async () => {
    const guest = { email: undefined, birthcountry: undefined, birthplace: undefined }
    const identity = await identityWith({ ...guest, given_name_array: undefined })
    expect(identity).toStrictEqual({
      sub: subject,
      given_name: 'Angela Claire Louise',
      family_name: 'DUBOIS',
      birthdate: '1962-08-24',
      gender: 'female',
    })
  })
})
