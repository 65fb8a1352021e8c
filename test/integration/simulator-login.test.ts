import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import {
  nonce,
  startTestService,
  state,
  type TestService,
  testClient,
} from '../support/simulator-relying-party.ts'

const notices = [jest.spyOn(console, 'warn'), jest.spyOn(console, 'info')]
let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.simulator.close())

async function userinfo(login: string, changes?: Record<string, string>) {
  const tokens = await service.exchange(await service.callback(login, changes))
  const sub = tokens.claims()?.sub ?? ''
  return oidc.fetchUserInfo(service.config, tokens.access_token, sub)
}

test('when a citizen logs in, then the callback has code, state and iss only', async () => {
  const callback = await service.callback('test')
  expect(Object.fromEntries(callback.searchParams)).toEqual({
    code: expect.stringMatching(/^[\w-]{43}$/),
    state,
    iss: service.simulator.issuer,
  })
})

test('when the code is exchanged, then the tokens have exactly FranceConnect’s members', async () => {
  const tokens = await service.exchange(
    await service.callback('test', { scope: 'openid email foo' }),
  )
  expect({ ...tokens }).toEqual({
    access_token: expect.stringMatching(/^[\w-]{43}$/),
    expires_in: 60,
    id_token: expect.any(String),
    scope: 'openid email',
    token_type: 'bearer',
  })
  const idToken = tokens.id_token ?? ''
  const claims = decodeJwt(idToken)
  expect(decodeProtectedHeader(idToken)).toEqual({ alg: 'ES256', kid: 'pkcs11:ES256:hsm' })
  expect(claims).toEqual({
    sub: expect.stringMatching(/^[0-9a-f]{64}v1$/),
    auth_time: expect.any(Number),
    acr: 'eidas1',
    nonce,
    aud: 'service',
    iat: expect.any(Number),
    exp: (claims.iat ?? 0) + 60,
    iss: service.simulator.issuer,
  })
})

test('when UserInfo is asked, then it is a signed JWT with the claims of the scopes', async () => {
  const { access_token } = await service.exchange(await service.callback('test'))
  const url = `${service.simulator.issuer}/userinfo`
  const response = await fetch(url, { headers: { authorization: `Bearer ${access_token}` } })
  const jwt = await response.text()
  const claims = decodeJwt(jwt)
  expect(response.headers.get('content-type')).toBe('application/jwt; charset=utf-8')
  expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'ES256', kid: 'pkcs11:ES256:hsm' })
  expect(claims).toEqual({
    sub: expect.stringMatching(/^[0-9a-f]{64}v1$/),
    given_name: 'Angela Claire Louise',
    given_name_array: ['Angela', 'Claire', 'Louise'],
    family_name: 'DUBOIS',
    gender: 'female',
    birthdate: '1962-08-24',
    idp_birthdate: '1962-08-24',
    birthplace: '75107',
    birthcountry: '99100',
    email: 'wossewodda-3728@yopmail.com',
    aud: 'service',
    iat: expect.any(Number),
    exp: (claims.iat ?? 0) + 60,
    iss: service.simulator.issuer,
  })
})

test.each([
  [
    'portugal',
    {
      birthplace: '',
      birthcountry: '99139',
      preferred_username: 'MARCHAND',
      given_name_array: ['Maria da Conceição'],
    },
  ],
  ['jour.presume', { birthdate: '1992-11-01', idp_birthdate: '1992-11-00' }],
  ['mois.presume', { birthdate: '1992-01-01', idp_birthdate: '1992-00-00' }],
  [
    'double.espace',
    { given_name: 'Inès  Rose Amina', given_name_array: ['Inès', '', 'Rose', 'Amina'] },
  ],
  ['prenom.espace', { given_name: 'Jean Paul André', given_name_array: ['Jean Paul', 'André'] }],
  ['corse.sud', { birthplace: '2A004', gender: 'female' }],
  ['genre.indetermine', { gender: 'unspecified' }],
])('when %s logs in, then what is awkward about them arrives', async (login, expected) => {
  expect(await userinfo(login)).toMatchObject(expected)
})

test('when a guest from another State logs in, then only names and birth date arrive', async () => {
  const { sub, iss, aud, iat, exp, ...claims } = await userinfo('invitee.eidas')
  expect(claims).toEqual({
    given_name: 'Lucía Beatriz',
    family_name: 'Ortega Ibáñez',
    birthdate: '1988-02-29',
  })
})

test('when only openid is asked, then UserInfo has no identity', async () => {
  const claims = await userinfo('test', { scope: 'openid' })
  expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub'])
})

test('when the scope is identite_pivot, then the usage name and the e-mail stay behind', async () => {
  const { sub, iss, aud, iat, exp, ...claims } = await userinfo('nom.usage', {
    scope: 'openid identite_pivot',
  })
  expect(claims).toEqual({
    given_name: 'Mireille Odile',
    given_name_array: ['Mireille', 'Odile'],
    family_name: 'BASTIDE',
    gender: 'female',
    birthdate: '1971-05-19',
    birthplace: '63113',
    birthcountry: '99100',
  })
})

test('when the same citizen logs in at two clients, then each has a sub of its own', async () => {
  const other = await startTestService(
    testClient({ client_id: 'other', signing_alg: 'RS256', amr: true }),
  )
  const claims = JSON.stringify({ id_token: { amr: { essential: true } } })
  const tokens = await other.exchange(await other.callback('karim', { claims }))
  const mine = await service.exchange(await service.callback('karim'))
  const again = await service.exchange(await service.callback('karim'))
  await other.simulator.close()
  expect(decodeProtectedHeader(tokens.id_token ?? '')).toEqual({
    alg: 'RS256',
    kid: 'pkcs11:RS256:hsm',
  })
  expect(tokens.claims()).toMatchObject({ amr: ['fc', 'pwd'] })
  expect(again.claims()?.sub).toBe(mine.claims()?.sub)
  expect(tokens.claims()?.sub).not.toBe(mine.claims()?.sub)
})

test('when a login has ended, then the library has not written to the console', () => {
  expect(notices.flatMap(({ mock }) => mock.calls)).toEqual([])
})
