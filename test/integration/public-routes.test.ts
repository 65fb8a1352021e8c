import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FormDescription } from '../../src/domain/form-description.ts'
import { http, prefill } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  http.get(`${system.serviceOrigin}${path}`, { headers })

describe('what pages of other origins load', () => {
  test.each([
    ['/.well-known/openid-configuration', 'application/json; charset=utf-8', 'public, max-age=600'],
    ['/jwks', 'application/jwk-set+json; charset=utf-8', 'public, max-age=600'],
    ['/jwks/history', 'application/json; charset=utf-8', 'public, max-age=600'],
    ['/forms/demo-cantine', 'application/json; charset=utf-8', 'public, max-age=300'],
    [
      '/widget/v1.js',
      'text/javascript; charset=utf-8',
      'public, max-age=3600, stale-while-revalidate=86400',
    ],
    [
      '/widget/0.0.0-test.js',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
    [
      '/widget/franceconnect-mark.json',
      'application/json; charset=utf-8',
      'public, max-age=604800',
    ],
  ])(
    'when %s is asked for, then any origin may read it, without credentials',
    async (path, type, caching) => {
      const { status, headers } = await get(path, { origin: 'https://mairie.exemple' })
      expect(status).toBe(200)
      expect(headers['content-type']).toBe(type)
      expect(headers['cache-control']).toBe(caching)
      expect(headers['access-control-allow-origin']).toBe('*')
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin')
      expect(headers['access-control-allow-credentials']).toBeUndefined()
      expect(headers['set-cookie']).toBeUndefined()
    },
  )

  test('when the keys are read, then nothing private is in them', async () => {
    for (const path of ['/jwks', '/jwks/history']) {
      const { data } = await get(path)
      expect(data.keys.map(({ kty }: { kty: string }) => kty)).toEqual(['EC', 'RSA'])
      for (const key of data.keys)
        for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'])
          expect(key).not.toHaveProperty(member)
    }
  })

  test('when a form is described, then in the language asked for, and in no more than its schema', async () => {
    const { data } = await get('/forms/demo-cantine?lang=en')
    expect(FormDescription.strict().parse(data)).toEqual(data)
    expect(data).toMatchObject({
      client_id: 'demo-cantine',
      issuer: system.serviceOrigin,
      lang: 'en',
      collectivite: 'Ville de Démonstration',
      title: 'School meals registration',
      redirect_uris: [`${formOrigin}/cantine`],
      sources: { franceconnect: 'FranceConnect' },
    })
    expect(data.fields.civilite).toEqual({
      label: 'Title',
      type: 'code',
      source: 'franceconnect',
      claim: 'gender',
      lock: false,
      correction:
        'To have your civil status corrected, contact INSEE or the town hall of your place of birth.',
      options: { female: 'Mme', male: 'M.' },
    })
    expect((await get('/forms/demo-cantine', { 'accept-language': 'fr' })).data.lang).toBe('fr')
  })
})

describe('the headers of every answer', () => {
  test.each(['/', '/callback', '/jwks', '/nowhere'])(
    'when %s is asked for, then it is hardened',
    async (path) => {
      const { headers } = await get(path, { accept: 'text/html' })
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';style-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
      )
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{16}$/)
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers['strict-transport-security']).toBeUndefined()
    },
  )
})

describe('errors', () => {
  test('when a machine asks for nothing that is there, then a problem document', async () => {
    const { status, headers, data } = await get('/nowhere', { accept: 'application/json' })
    expect(status).toBe(404)
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(data).toEqual({
      type: 'urn:franceconnect-prefill:problem:not_found',
      title: 'Page introuvable',
      status: 404,
      detail: 'there is nothing at this address',
      instance: `urn:request:${headers['x-request-id']}`,
    })
  })

  test('when a person does, then a page with the reference that the log has', async () => {
    const { status, headers, data } = await get('/nowhere', { accept: 'text/html' })
    expect(status).toBe(404)
    expect(data).toContain('<h1>Page introuvable</h1>')
    expect(data).toContain(`<code>${headers['x-request-id']}</code>`)
    expect(system.log.join('')).toContain(headers['x-request-id'])
  })

  test.each([
    ['GET', '/token', 'POST'],
    ['GET', '/verify', 'POST'],
    ['DELETE', '/authorize', 'GET, POST'],
    ['PUT', '/userinfo', 'GET, POST'],
    ['HEAD', '/callback', 'GET'],
  ])('when %s comes to %s, then 405 and what is allowed', async (method, path, allow) => {
    const answer = await http.request({ method, url: `${system.serviceOrigin}${path}` })
    expect([answer.status, answer.headers.allow]).toEqual([405, allow])
  })

  test.each([
    '/%E0%A4%A',
    '/forms/%E0%A4%A',
    '/forms/__proto__',
    '/forms/constructor',
    '/..%2f..%2fetc/passwd',
  ])('when the path is %s, then 404 and no stack trace', async (path) => {
    const { status, data } = await get(path)
    expect(status).toBe(404)
    expect(JSON.stringify(data)).not.toMatch(/at .*\.ts|node_modules/)
  })
})

describe('POST /verify', () => {
  const verify = (body: unknown, headers: Record<string, string> = {}) =>
    http.post(`${system.serviceOrigin}/verify`, body, { headers })

  test.each<[string, unknown, number, string]>([
    ['no JSON object', [], 400, 'malformed_body'],
    ['no form', { prefill_token: 'x', submitted: {} }, 400, 'malformed_body'],
    ['an unknown form', { client_id: 'inconnu', submitted: {} }, 400, 'unknown_client'],
    [
      'more than 256 KB',
      { client_id: 'demo-cantine', submitted: { x: 'x'.repeat(1024 * 1024) } },
      413,
      'payload_too_large',
    ],
  ])('when the body has %s, then a problem document', async (_, body, status, code) => {
    const answer = await verify(body)
    expect([answer.status, answer.data.type]).toEqual([
      status,
      `urn:franceconnect-prefill:problem:${code}`,
    ])
  })

  test('when members are missing or wrong, then they are named, and what they held is not', async () => {
    const { data } = await verify({ prefill_token: 42, submitted: 'DUBOIS' })
    expect(data.members).toEqual(['client_id', 'prefill_token', 'submitted'])
    expect(JSON.stringify(data)).not.toContain('DUBOIS')
  })

  test('when the body is not what it says, then 400 or 415', async () => {
    const broken = await verify('{"client_id":', { 'content-type': 'application/json' })
    expect([broken.status, broken.data.type]).toEqual([
      400,
      'urn:franceconnect-prefill:problem:malformed_body',
    ])
    expect((await verify('client_id=x', { 'content-type': 'text/plain' })).status).toBe(415)
  })

  test.each<[string, unknown, string]>([
    ['no token', null, 'missing'],
    ['garbage', 'garbage', 'tampered'],
    [
      'an unsigned token',
      `${Buffer.from('{"alg":"none","typ":"prefill+jwt"}').toString('base64url')}.e30.`,
      'wrong_type',
    ],
  ])(
    'when it is asked about %s, then it answers 200 and says what is wrong',
    async (_, prefill_token, problem) => {
      const answer = await verify({
        client_id: 'demo-cantine',
        prefill_token,
        submitted: { nom: 'X' },
      })
      expect(answer.status).toBe(200)
      expect(answer.data).toMatchObject({
        valid: false,
        problems: [problem],
        fields: {},
        added: ['nom'],
      })
    },
  )

  test('when the page has a CMS’s input names, then they are read by the mapping', async () => {
    const claims = { client_id: 'demo-bibliotheque', redirect_uri: `${formOrigin}/bibliotheque` }
    const trip = await import('../support/form-page.ts')
    const started = trip.tripOf(system, claims)
    const back = await trip.goToFranceConnectAndBack(system, started, 'test')
    const { data } = await trip.redeem(system, started, back.searchParams.get('code'), claims)
    const answer = await verify({
      client_id: 'demo-bibliotheque',
      prefill_token: data.prefill_token,
      submitted: {
        'wpforms[fields][3]': 'DUBOIS',
        'wpforms[fields][4]': 'Angèle',
        'wpforms[fields][7][]': 'oui',
        'wpforms[fields][12]': data.prefill_token,
        'wpforms[submit]': 'wpforms-submit',
      },
    })
    const verdicts = Object.entries(answer.data.fields as Record<string, { verdict: string }>)
    expect(Object.fromEntries(verdicts.map(([name, { verdict }]) => [name, verdict]))).toEqual({
      nom: 'unchanged',
      prenom: 'edited',
      adulte: 'equivalent',
      courriel: 'not_submitted',
    })
    expect(answer.data.added).toEqual(['wpforms[submit]'])
  })
})

test('when one address asks too often, then it is told to wait', async () => {
  const busy = await startSystem({ requestsPerMinute: 2 })
  try {
    const ask = () =>
      http.get(`${busy.serviceOrigin}/authorize`, { headers: { accept: 'text/html' } })
    const statuses = [await ask(), await ask(), await ask()].map(({ status }) => status)
    expect(statuses).toEqual([400, 400, 429])
    expect((await ask()).data).toContain('<h1>Trop de demandes</h1>')
  } finally {
    await busy.close()
  }
})

test('when logins have come and gone, then the log holds no value, code, state or token', async () => {
  const claims = await prefill(system, 'test')
  const log = system.log.join('')
  const values = Object.values(claims.fields).flatMap(({ value }) =>
    value === null ? [] : [String(value)],
  )
  for (const value of [...values, 'Angela', claims.sub, claims.nonce!]) {
    if (['female'].includes(value)) continue
    expect(log).not.toContain(value)
  }
  expect(log).toContain(claims.jti)
  expect(log).not.toMatch(/[?&](code|state)=/)
  expect(log).not.toMatch(/eyJ[\w-]+\./)
})
