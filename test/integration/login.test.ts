import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { frenchDate } from '../../src/domain/french-date.ts'
import { verifyPrefill } from '../../src/verify.ts'
import { goToFranceConnectAndBack, http, prefill, redeem, tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const today = frenchDate(new Date())
const from = (claim: string, assurance: string) => ({
  source: 'franceconnect',
  claim,
  assurance,
  as_of: today,
})

const angela = {
  nom: { type: 'name', value: 'DUBOIS', ...from('family_name', 'verified'), locked: true },
  nom_usage: {
    type: 'name',
    value: null,
    source: 'franceconnect',
    claim: 'preferred_username',
    reason: 'none_known',
    message: 'FranceConnect n’indique pas de nom d’usage. Laissez vide si vous n’en avez pas.',
  },
  premier_prenom: {
    type: 'name',
    value: 'Angela',
    ...from('given_name_array', 'verified'),
    locked: false,
  },
  civilite: {
    type: 'code',
    value: 'female',
    text: 'Mme',
    ...from('gender', 'verified'),
    locked: false,
  },
  ne_le: { type: 'date', value: '1962-08-24', ...from('birthdate', 'verified'), locked: true },
  courriel: {
    type: 'text',
    value: 'wossewodda-3728@yopmail.com',
    ...from('email', 'declared'),
    locked: false,
  },
}

describe('a citizen fills a public form', () => {
  test('when the login succeeds, then the form receives both tokens, verifiable from /jwks alone', async () => {
    const trip = tripOf(system)
    const back = await goToFranceConnectAndBack(system, trip, 'test')
    expect(`${back.origin}${back.pathname}`).toBe(`${formOrigin}/cantine`)
    expect([...back.searchParams.keys()]).toEqual(['code', 'state', 'iss'])
    expect(back.searchParams.get('state')).toBe(trip.state)
    expect(back.searchParams.get('iss')).toBe(system.serviceOrigin)

    const { status, data, headers } = await redeem(system, trip, back.searchParams.get('code'))
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['access-control-allow-origin']).toBe(formOrigin)
    expect(data).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 60,
      scope: 'openid',
      id_token: expect.any(String),
      prefill_token: expect.any(String),
      display_name: 'Angela DUBOIS',
    })

    const jwks = await http.get(`${system.serviceOrigin}/jwks`)
    const keys = createLocalJWKSet(jwks.data)
    const expected = { issuer: system.serviceOrigin, audience: 'demo-cantine' }
    const id = await jwtVerify(data.id_token, keys, { ...expected, typ: 'JWT' })
    expect(id.payload).toEqual({
      iss: system.serviceOrigin,
      aud: 'demo-cantine',
      sub: expect.stringMatching(/^[\w-]{43}$/),
      nonce: trip.nonce,
      iat: expect.any(Number),
      exp: id.payload.iat! + 300,
      acr: 'eidas1',
      auth_time: expect.any(Number),
    })
    const token = await jwtVerify(data.prefill_token, keys, { ...expected, typ: 'prefill+jwt' })
    expect(decodeProtectedHeader(data.prefill_token)).toEqual({
      alg: 'ES256',
      kid: expect.any(String),
      typ: 'prefill+jwt',
    })
    expect(token.payload).toEqual({
      iss: system.serviceOrigin,
      aud: 'demo-cantine',
      sub: id.payload.sub,
      nonce: trip.nonce,
      jti: expect.stringMatching(/^[\w-]{22}$/),
      iat: expect.any(Number),
      exp: token.payload.iat! + 24 * 3600,
      acr: 'eidas1',
      demarche: 'repas',
      environment: 'test',
      canon: 1,
      fields: angela,
      sources: { franceconnect: { status: 'ok' } },
    })
  })

  test('when the form is submitted, then the library and POST /verify give the same verdict', async () => {
    const trip = tripOf(system)
    const back = await goToFranceConnectAndBack(system, trip, 'test')
    const { data } = await redeem(system, trip, back.searchParams.get('code'))
    const submitted = {
      nom: 'Dubois',
      nom_usage: 'MARTIN',
      premier_prenom: 'Angela',
      civilite: 'Mme',
      ne_le: '24/08/1962',
      courriel: 'autre@exemple.fr',
      enfant: 'Léa',
      prefill_token: data.prefill_token,
    }
    const verdict = await verifyPrefill(data.prefill_token, submitted, {
      issuer: system.serviceOrigin,
      clientId: 'demo-cantine',
      submittedAt: new Date(),
      allowTest: true,
    })
    expect(verdict.valid).toBe(true)
    expect(
      Object.fromEntries(Object.entries(verdict.fields).map(([name, one]) => [name, one.verdict])),
    ).toEqual({
      nom: 'equivalent',
      premier_prenom: 'unchanged',
      civilite: 'unchanged',
      ne_le: 'equivalent',
      courriel: 'edited',
    })
    expect(verdict.added).toEqual(['nom_usage', 'enfant'])
    const answer = await http.post(`${system.serviceOrigin}/verify`, {
      client_id: 'demo-cantine',
      prefill_token: data.prefill_token,
      submitted,
    })
    expect(answer.status).toBe(200)
    expect(answer.data).toEqual(verdict)
  })

  test('when the citizen reads English, then the sentences of the token are English', async () => {
    const { fields } = await prefill(system, 'test', { ui_locales: 'en-GB fr' })
    expect(fields.nom_usage).toMatchObject({
      message: 'FranceConnect gives no usage name. Leave this empty if you have none.',
    })
  })

  test('when one citizen uses two forms, then their subjects differ, and stay the same for each', async () => {
    const library = {
      client_id: 'demo-bibliotheque',
      redirect_uri: `${formOrigin}/bibliotheque`,
    }
    const first = await prefill(system, 'test')
    const again = await prefill(system, 'test')
    const other = await prefill(system, 'test', library)
    expect(again.sub).toBe(first.sub)
    expect(other.sub).not.toBe(first.sub)
    expect(other.fields.adulte).toEqual({
      type: 'boolean',
      value: true,
      ...from('birthdate', 'verified'),
      locked: false,
    })
    expect(JSON.stringify(other.fields)).not.toContain('1962')
  })
})

test('when the login begins, then FranceConnect is sent exactly what it takes', async () => {
  const answer = await http.get(tripOf(system).url.href)
  expect(answer.status).toBe(303)
  const location = new URL(answer.headers.location)
  expect(`${location.origin}${location.pathname}`).toBe(`${system.simulator.issuer}/authorize`)
  expect([...location.searchParams.keys()].sort()).toEqual([
    'acr_values',
    'client_id',
    'nonce',
    'redirect_uri',
    'response_type',
    'scope',
    'state',
  ])
  expect(location.searchParams.get('state')).toMatch(/^[0-9a-f]{64}$/)
  expect(location.searchParams.get('nonce')).toMatch(/^[0-9a-f]{64}$/)
  expect(location.searchParams.get('scope')).toBe(
    'openid family_name given_name preferred_username gender birthdate idp_birthdate email',
  )
})

test('when the authorization request is a POST, then the same GET follows, which has the Lax cookies', async () => {
  const { url } = tripOf(system)
  const body = new URLSearchParams(url.search)
  body.append('utm_source', 'newsletter')
  const answer = await http.post(`${system.serviceOrigin}/authorize`, body)
  expect(answer.status).toBe(303)
  expect(answer.headers['set-cookie']).toBeUndefined()
  const location = new URL(answer.headers.location)
  expect(`${location.origin}${location.pathname}`).toBe(`${system.serviceOrigin}/authorize`)
  expect(Object.fromEntries(location.searchParams)).toEqual(Object.fromEntries(url.searchParams))
})
