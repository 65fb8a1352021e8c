import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { http, tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const open = (url: URL, language = 'fr') =>
  http.get(url.href, { headers: { accept: 'text/html', 'accept-language': language } })

describe('before client and address are proven: a page, no redirect', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['an unknown client', { client_id: 'inconnu' }, 'Ce formulaire n’est pas connu'],
    ['no client', { client_id: undefined }, 'La demande de ce formulaire est incomplète'],
    ['no redirect_uri', { redirect_uri: undefined }, 'La demande de ce formulaire est incomplète'],
    [
      'a longer redirect_uri',
      { redirect_uri: `${formOrigin}/cantine/` },
      'L’adresse de ce formulaire n’est pas enregistrée',
    ],
    [
      'a query more',
      { redirect_uri: `${formOrigin}/cantine?x=1` },
      'L’adresse de ce formulaire n’est pas enregistrée',
    ],
    [
      'another case',
      { redirect_uri: `${formOrigin}/Cantine` },
      'L’adresse de ce formulaire n’est pas enregistrée',
    ],
    [
      'a script',
      { redirect_uri: 'javascript:alert(1)' },
      'L’adresse de ce formulaire n’est pas enregistrée',
    ],
    [
      'another form’s',
      { redirect_uri: `${formOrigin}/bibliotheque` },
      'L’adresse de ce formulaire n’est pas enregistrée',
    ],
  ])('when it has %s, then a page says so', async (_, changes, title) => {
    const answer = await open(tripOf(system, changes).url)
    expect(answer.status).toBe(400)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.data).toContain(`<h1>${title}</h1>`)
    expect(answer.data).toContain('<html lang="fr">')
  })

  test('when the address is not registered, then the page shows it, the nearest one, and whom to ask', async () => {
    const received = `${formOrigin}/cantine"><img src=x>\u202e`
    const { data } = await open(tripOf(system, { redirect_uri: received }).url)
    expect(data).toContain(`<code>${formOrigin}/cantine%22%3E%3Cimg%20src=x%3E%E2%80%AE</code>`)
    expect(data).toContain(`<code>${formOrigin}/cantine</code>`)
    expect(data).toContain('«\u00a0redirect_uris\u00a0» du formulaire «\u00a0demo-cantine\u00a0»')
    expect(data).not.toContain('<img src=x')
    expect(data).toContain(`href="${formOrigin}/cantine"`)
  })

  test('when what was received is no address, then it is not repeated', async () => {
    const { data } = await open(tripOf(system, { redirect_uri: 'Appelez le 08 36' }).url)
    expect(data).toContain('Ce qui a été reçu n’est pas une adresse.')
    expect(data).not.toContain('08 36')
  })

  test('when the browser speaks English, then so does the page', async () => {
    const { data } = await open(tripOf(system, { client_id: 'nobody' }).url, 'en-GB')
    expect(data).toContain('<h1>This form is not known</h1>')
  })

  test('when client_id is repeated, then neither counts', async () => {
    const { url } = tripOf(system)
    url.searchParams.append('client_id', 'demo-bibliotheque')
    expect((await open(url)).status).toBe(400)
  })
})

describe('after: an error redirect with error, error_description, state and iss', () => {
  test.each<[string, Record<string, string | undefined>, string, string]>([
    [
      'no response_type',
      { response_type: undefined },
      'invalid_request',
      'response_type is missing',
    ],
    [
      'another response_type',
      { response_type: 'token' },
      'unsupported_response_type',
      'response_type must be code',
    ],
    ['no scope', { scope: undefined }, 'invalid_scope', 'scope must hold openid'],
    ['a scope without openid', { scope: 'email' }, 'invalid_scope', 'scope must hold openid'],
    [
      'no code_challenge',
      { code_challenge: undefined },
      'invalid_request',
      'code_challenge is missing',
    ],
    [
      'a plain challenge',
      { code_challenge_method: 'plain' },
      'invalid_request',
      'code_challenge_method must be S256',
    ],
    [
      'a challenge without its method',
      { code_challenge_method: undefined },
      'invalid_request',
      'code_challenge_method must be S256',
    ],
    [
      'a short challenge',
      { code_challenge: 'abc' },
      'invalid_request',
      'code_challenge is not a SHA-256 in base64url',
    ],
    [
      'a nonce too long',
      { nonce: 'n'.repeat(257) },
      'invalid_request',
      'nonce is too long or not printable ASCII',
    ],
    [
      'another response_mode',
      { response_mode: 'form_post' },
      'invalid_request',
      'response_mode must be query',
    ],
    ['prompt none', { prompt: 'none' }, 'login_required', 'a login always needs the citizen'],
    [
      'a request object',
      { request: 'e30.e30.' },
      'request_not_supported',
      'request is not supported',
    ],
  ])('when it has %s, then the form is told', async (_, changes, error, description) => {
    const trip = tripOf(system, changes)
    const answer = await open(trip.url)
    expect(answer.status).toBe(303)
    const location = new URL(answer.headers.location)
    expect(`${location.origin}${location.pathname}`).toBe(`${formOrigin}/cantine`)
    expect(Object.fromEntries(location.searchParams)).toEqual({
      error,
      error_description: description,
      state: trip.state,
      iss: system.serviceOrigin,
    })
  })

  test('when state is too long, then it is not sent back', async () => {
    const answer = await open(tripOf(system, { state: 's'.repeat(513) }).url)
    const location = new URL(answer.headers.location)
    expect(location.searchParams.get('error')).toBe('invalid_request')
    expect(location.searchParams.has('state')).toBe(false)
  })

  test.each(['state', 'nonce', 'scope', 'code_challenge'])(
    'when %s is repeated, then the form is told',
    async (name) => {
      const { url } = tripOf(system)
      url.searchParams.append(name, 'x')
      const location = new URL((await open(url)).headers.location)
      expect(location.searchParams.get('error_description')).toBe(`${name} is repeated`)
    },
  )
})

test('when there are parameters that it does not know, then they are ignored', async () => {
  const { url } = tripOf(system, { login_hint: 'x', utm_source: 'newsletter', max_age: '0' })
  const answer = await open(url)
  expect(answer.headers.location).toMatch(new RegExp(`^${system.simulator.issuer}/authorize\\?`))
})

test('when state and nonce are as long as allowed, then the attempt fits in a cookie of 2 KB', async () => {
  const answer = await open(tripOf(system, { state: '"'.repeat(512), nonce: '\\'.repeat(256) }).url)
  expect(answer.status).toBe(303)
  const [cookie = ''] = answer.headers['set-cookie'] ?? []
  expect(cookie).toMatch(
    /^prefill-attempt-[0-9a-f]{16}=[\w-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  expect(cookie.length).toBeLessThan(2048)
})

test('when the body of a POST is no form encoding, then 415, and no more than 16 KB are read', async () => {
  const url = `${system.serviceOrigin}/authorize`
  const json = await http.post(url, { client_id: 'demo-cantine' })
  expect(json.status).toBe(415)
  const large = await http.post(url, new URLSearchParams({ state: 'x'.repeat(1024 * 1024) }))
  expect(large.status).toBe(413)
  expect(large.headers['content-type']).toBe('application/problem+json; charset=utf-8')
})
