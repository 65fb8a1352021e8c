import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { compactDecrypt, compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { DataProvider } from '../../src/simulator/data-provider.ts'
import {
  createTestClock,
  startTestService,
  type TestService,
  testClient,
} from '../support/simulator-relying-party.ts'

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKey = (key: KeyObject, alg: string) => ({
  keys: [{ ...key.export({ format: 'jwk' }), alg, use: 'enc' }],
})
const tax = {
  client_id: 'impots',
  client_secret: 'secret-of-the-tax-office',
  jwks: publicKey(ec.publicKey, 'ECDH-ES'),
  scopes: ['dgfip_rfr', 'dgfip_nbpart', 'cnaf_adresse'],
}
const army = {
  client_id: 'armees',
  client_secret: 'secret-of-the-army',
  jwks: publicKey(rsa.publicKey, 'RSA-OAEP-256'),
  signing_alg: 'RS256',
  scopes: ['dsnj_statut_service_national'],
}
const credentials = { client_id: tax.client_id, client_secret: tax.client_secret }

let service: TestService
const clock = createTestClock()

beforeAll(async () => {
  const scopes = ['openid', 'email', 'dgfip_rfr', 'cnaf_adresse', 'cnaf_enfants']
  service = await startTestService(testClient({ scopes }), {
    now: clock.now,
    dataProviders: [tax, army].map((one) => DataProvider.parse(one)),
  })
})
afterAll(() => service.simulator.close())

async function checkToken(fields: Record<string, string>, json = false) {
  const url = `${service.simulator.issuer}/checktoken`
  const body = json ? JSON.stringify(fields) : new URLSearchParams(fields)
  const headers = json ? { 'content-type': 'application/json' } : {}
  const response = await fetch(url, { method: 'POST', body, headers })
  const type = response.headers.get('content-type')
  return { status: response.status, type, text: await response.text() }
}

async function open(text: string, key: KeyObject) {
  const jwe = await compactDecrypt(text, key)
  const keys = await (await fetch(`${service.simulator.issuer}/jwks`)).json()
  const jws = await compactVerify(jwe.plaintext, createLocalJWKSet(keys))
  const { iat, ...claims } = JSON.parse(Buffer.from(jws.payload).toString())
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(5)
  return { encryption: jwe.protectedHeader, signature: jws.protectedHeader, claims }
}

async function accessToken(login = 'test') {
  return (await service.exchange(await service.callback(login))).access_token
}

const jwt = { status: 200, type: 'application/token-introspection+jwt' }

test('when a data provider checks a token, then it learns who, for whom and which of its scopes', async () => {
  const token = await accessToken()
  const { text, ...rest } = await checkToken({ ...credentials, token })
  expect(rest).toEqual(jwt)
  expect(decodeProtectedHeader(text)).not.toHaveProperty('kid')
  expect(await open(text, ec.privateKey)).toEqual({
    encryption: { alg: 'ECDH-ES', enc: 'A256GCM', epk: expect.objectContaining({ crv: 'P-256' }) },
    signature: { alg: 'ES256', kid: 'pkcs11:ES256:hsm' },
    claims: {
      iss: service.simulator.issuer,
      aud: 'impots',
      token_introspection: {
        active: true,
        aud: 'service',
        sub: expect.stringMatching(/^[0-9a-f]{64}v1$/),
        iat: expect.any(Number),
        exp: expect.any(Number),
        acr: 'eidas1',
        jti: token,
        scope: 'dgfip_rfr cnaf_adresse',
        gender: 'female',
        family_name: 'DUBOIS',
        given_name: 'Angela Claire Louise',
        given_name_array: ['Angela', 'Claire', 'Louise'],
        birthdate: '1962-08-24',
        birthplace: '75107',
        birthcountry: '99100',
      },
    },
  })
})

test('when the data provider serves none of the scopes, then the token is active with an empty scope', async () => {
  const token = await accessToken()
  const { client_id, client_secret } = army
  const { text, ...rest } = await checkToken({ token, client_id, client_secret }, true)
  expect(rest).toEqual(jwt)
  const { encryption, signature, claims } = await open(text, rsa.privateKey)
  expect([encryption, signature]).toEqual([
    { alg: 'RSA-OAEP-256', enc: 'A256GCM' },
    { alg: 'RS256', kid: 'pkcs11:RS256:hsm' },
  ])
  expect(claims).toMatchObject({ aud: 'armees', token_introspection: { active: true, scope: '' } })
})

test('when two data providers ask, then each has a sub of its own, which is not the service’s', async () => {
  const tokens = await service.exchange(await service.callback('test'))
  const token = tokens.access_token
  const one = await open((await checkToken({ ...credentials, token })).text, ec.privateKey)
  const { client_id, client_secret } = army
  const other = await checkToken({ token, client_id, client_secret })
  const subs = [one, await open(other.text, rsa.privateKey)].map(
    ({ claims }) => claims.token_introspection.sub,
  )
  expect(new Set([...subs, tokens.claims()?.sub]).size).toBe(3)
})

test.each<[string, (token: string) => Promise<unknown> | unknown]>([
  ['is revoked', (token) => oidc.tokenRevocation(service.config, token)],
  ['is 60 seconds old', () => clock.advance(60)],
])('when a token %s, then it is not active and nothing else is said', async (_situation, end) => {
  const token = await accessToken()
  await end(token)
  const { text, ...rest } = await checkToken({ ...credentials, token })
  expect(rest).toEqual(jwt)
  expect((await open(text, ec.privateKey)).claims.token_introspection).toEqual({ active: false })
})

test('when the token never was, then it is not active', async () => {
  const { text } = await checkToken({ ...credentials, token: 'never' })
  expect((await open(text, ec.privateKey)).claims.token_introspection).toEqual({ active: false })
})

const invalid = {
  error: 'invalid_request',
  error_description: 'Required parameter missing or invalid.',
}
const unknown = { error: 'invalid_client', error_description: 'Client authentication failed.' }
test.each<[string, Record<string, string>, number, object]>([
  ['no token', credentials, 400, invalid],
  ['an empty token', { ...credentials, token: '' }, 400, invalid],
  ['no secret', { client_id: 'impots', token: 't' }, 400, invalid],
  ['a hint', { ...credentials, token: 't', token_type_hint: 'access_token' }, 400, invalid],
  ['a wrong secret', { ...credentials, token: 't', client_secret: 'wrong' }, 401, unknown],
  ['an unknown client', { ...credentials, token: 't', client_id: 'nobody' }, 401, unknown],
  [
    'a service’s credentials',
    { client_id: 'service', client_secret: 'secret-of-the-service', token: 't' },
    401,
    unknown,
  ],
])('when the request has %s, then it is refused', async (_what, fields, status, body) => {
  const answer = await checkToken(fields)
  expect({ status: answer.status, body: JSON.parse(answer.text) }).toEqual({ status, body })
})

test.each([
  ['a private key', { jwks: publicKey(ec.privateKey, 'ECDH-ES') }, /private key/],
  ['no key', { jwks: { keys: [] } }, /keys/],
  ['another algorithm', { jwks: publicKey(rsa.publicKey, 'RSA1_5') }, /alg/],
  ['an unknown scope', { scopes: ['dgfip_everything'] }, /scopes/],
])('when a data provider registers %s, then it is refused', (_what, changes, message) => {
  expect(() => DataProvider.parse({ ...tax, ...changes })).toThrow(message)
})
