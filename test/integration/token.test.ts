import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { goToFranceConnectAndBack, http, redeem, type Trip, tripOf } from '../support/form-page.ts'
import { civilStatusSecret, formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const civilStatus = {
  client_id: 'demo-etat-civil',
  redirect_uri: `${formOrigin}/etat-civil/retour`,
}

async function codeOf(trip: Trip): Promise<string> {
  const back = await goToFranceConnectAndBack(system, trip, 'test')
  return back.searchParams.get('code')!
}

const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`

describe('a public form', () => {
  test.each<[string, Record<string, string | undefined>, number, string]>([
    ['another verifier', { code_verifier: 'v'.repeat(43) }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: undefined }, 400, 'invalid_grant'],
    ['a verifier too short', { code_verifier: 'short' }, 400, 'invalid_grant'],
    ['another redirect_uri', { redirect_uri: `${formOrigin}/` }, 400, 'invalid_grant'],
    ['no redirect_uri', { redirect_uri: undefined }, 400, 'invalid_grant'],
    ['another code', { code: 'x'.repeat(43) }, 400, 'invalid_grant'],
    ['another form', { client_id: 'demo-bibliotheque' }, 400, 'invalid_grant'],
    ['no code', { code: undefined }, 400, 'invalid_request'],
    ['no grant_type', { grant_type: undefined }, 400, 'invalid_request'],
    ['another grant_type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['an unknown client', { client_id: 'inconnu' }, 401, 'invalid_client'],
    ['no client', { client_id: undefined }, 401, 'invalid_client'],
    ['a secret that it has not', { client_secret: 'secret' }, 401, 'invalid_client'],
  ])(
    'when it sends %s, then the answer is an OAuth error, and the right request still succeeds',
    async (_, changes, status, error) => {
      const trip = tripOf(system)
      const code = await codeOf(trip)
      const answer = await redeem(system, trip, code, changes)
      expect(answer.status).toBe(status)
      expect(answer.data).toEqual({ error, error_description: expect.any(String) })
      expect(answer.headers['cache-control']).toBe('no-store')
      expect((await redeem(system, trip, code)).status).toBe(200)
    },
  )

  test('when the code is used twice, at once or later, then it is good once', async () => {
    const trip = tripOf(system)
    const code = await codeOf(trip)
    const answers = await Promise.all([1, 2, 3].map(() => redeem(system, trip, code)))
    const later = await redeem(system, trip, code)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    expect(later.data.error).toBe('invalid_grant')
  })

  test('when the code is older than 60 seconds, then it buys nothing', async () => {
    const trip = tripOf(system)
    const code = await codeOf(trip)
    system.advance(61)
    expect((await redeem(system, trip, code)).data.error).toBe('invalid_grant')
  })

  test.each(['https://evil.exemple', 'null', 'http://localhost:8081'])(
    'when a script of %s asks, then it gets nothing and cannot read the answer',
    async (origin) => {
      const trip = tripOf(system)
      const code = await codeOf(trip)
      const answer = await redeem(system, trip, code, {}, { origin })
      expect(answer.status).toBe(403)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      expect((await redeem(system, trip, code)).status).toBe(200)
    },
  )

  test('when its access token comes to /userinfo, then there is nothing: its page has the payload', async () => {
    const trip = tripOf(system)
    const { data } = await redeem(system, trip, await codeOf(trip))
    const answer = await http.get(`${system.serviceOrigin}/userinfo`, {
      headers: { authorization: `Bearer ${data.access_token}` },
    })
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  })
})

describe('a confidential form', () => {
  const plain = { ...civilStatus, code_verifier: undefined }
  const noChallenge = {
    ...civilStatus,
    code_challenge: undefined,
    code_challenge_method: undefined,
  }
  const withBasic = { authorization: basic('demo-etat-civil', civilStatusSecret) }

  test.each<[string, Record<string, string | undefined>, Record<string, string>]>([
    ['client_secret_basic', { ...plain, client_id: undefined }, withBasic],
    ['client_secret_post', { ...plain, client_secret: civilStatusSecret }, {}],
  ])(
    'when it proves itself by %s, without PKCE, then it is served',
    async (_, changes, headers) => {
      const trip = tripOf(system, noChallenge)
      const answer = await redeem(system, trip, await codeOf(trip), changes, headers)
      expect(answer.status).toBe(200)
    },
  )

  test.each<[string, Record<string, string | undefined>, Record<string, string>, string]>([
    ['a wrong secret', { ...plain, client_secret: 'wrong' }, {}, 'invalid_client'],
    ['no secret', plain, {}, 'invalid_client'],
    [
      'another client’s name',
      { ...plain, client_id: undefined },
      { authorization: basic('demo-cantine', civilStatusSecret) },
      'invalid_client',
    ],
    [
      'garbage',
      { ...plain, client_id: undefined },
      { authorization: 'Basic %%%' },
      'invalid_client',
    ],
    [
      'broken escapes',
      { ...plain, client_id: undefined },
      { authorization: `Basic ${Buffer.from('%E0%A4%A:x').toString('base64')}` },
      'invalid_client',
    ],
    [
      'both ways at once',
      { ...plain, client_secret: civilStatusSecret },
      withBasic,
      'invalid_request',
    ],
  ])('when it sends %s, then it is not proven', async (_, changes, headers, error) => {
    const trip = tripOf(system, noChallenge)
    const answer = await redeem(system, trip, await codeOf(trip), changes, headers)
    expect(answer.data).toEqual({ error, error_description: expect.any(String) })
    const isBasic = headers.authorization !== undefined && error === 'invalid_client'
    expect(answer.headers['www-authenticate']).toBe(isBasic ? 'Basic realm="token"' : undefined)
  })

  test('when it began with PKCE, then the verifier is asked of it too', async () => {
    const trip = tripOf(system, civilStatus)
    const code = await codeOf(trip)
    expect((await redeem(system, trip, code, plain, withBasic)).data.error).toBe('invalid_grant')
    expect((await redeem(system, trip, code, civilStatus, withBasic)).status).toBe(200)
  })

  test('when it reads /userinfo, then sub and each field are there, flat, for 60 seconds', async () => {
    const trip = tripOf(system, civilStatus)
    const { data } = await redeem(system, trip, await codeOf(trip), civilStatus, withBasic)
    const ask = (token: string) =>
      http.get(`${system.serviceOrigin}/userinfo`, {
        headers: { authorization: `Bearer ${token}` },
      })
    const answer = await ask(data.access_token)
    expect(answer.data).toEqual({
      sub: expect.stringMatching(/^[\w-]{43}$/),
      prefill_token: data.prefill_token,
      nom: 'DUBOIS',
      prenoms: ['Angela', 'Claire', 'Louise'],
      sexe: 'Féminin',
      ne_le: '1962-08-24',
      commune_naissance: 'Paris 7e Arrondissement',
      departement_naissance: 'Seine',
      pays_naissance: 'France',
      code_commune_naissance: '75107',
      code_pays_naissance: '99100',
      courriel: 'wossewodda-3728@yopmail.com',
    })
    const posted = await http.post(
      `${system.serviceOrigin}/userinfo`,
      new URLSearchParams({ access_token: data.access_token }),
    )
    expect(posted.data).toEqual(answer.data)
    system.advance(61)
    expect((await ask(data.access_token)).status).toBe(401)
    expect((await ask('x'.repeat(43))).status).toBe(401)
  })
})

describe('a body that is not what it says', () => {
  const url = () => `${system.serviceOrigin}/token`

  test('when it is JSON, then 415', async () => {
    const answer = await http.post(url(), { grant_type: 'authorization_code' })
    expect([answer.status, answer.data.error]).toEqual([415, 'invalid_request'])
  })

  test('when it holds 1 MiB, then 413', async () => {
    const answer = await http.post(url(), new URLSearchParams({ code: 'x'.repeat(1024 * 1024) }))
    expect([answer.status, answer.data.error]).toEqual([413, 'invalid_request'])
  })

  test('when it claims a compression that it has not, then 400', async () => {
    const answer = await http.post(url(), 'code=x', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
    })
    expect([answer.status, answer.data.error]).toEqual([400, 'invalid_request'])
  })

  test.each(['code', 'redirect_uri', 'client_id', 'code_verifier', 'grant_type'])(
    'when %s is repeated, then 400',
    async (name) => {
      const body = new URLSearchParams({ client_id: 'demo-cantine', code: 'x' })
      body.set('grant_type', 'authorization_code')
      body.append(name, 'a')
      body.append(name, 'b')
      expect((await http.post(url(), body)).data.error).toBe('invalid_request')
    },
  )
})
