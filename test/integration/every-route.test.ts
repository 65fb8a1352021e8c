import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { AxiosResponse } from 'axios'
import { http, tripOf } from '../support/form-page.ts'
import { registeredRoutes } from '../support/registered-routes.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

const publicUrl = 'https://prefill.exemple.fr'
const page = '0'.repeat(32)
const own =
  "default-src 'none';style-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'"
const reader = `${own};script-src 'self';connect-src 'self';require-trusted-types-for 'script';trusted-types 'none'`

/** What is the same for every answer, whatever it is. */
const everywhere = {
  'content-security-policy': own,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'access-control-allow-origin': undefined,
  'access-control-allow-credentials': undefined,
  vary: undefined,
  server: undefined,
  'x-powered-by': undefined,
  etag: undefined,
}
const open = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
}

const html = 'text/html; charset=utf-8'
const json = 'application/json; charset=utf-8'
const problem = 'application/problem+json; charset=utf-8'
const script = 'text/javascript; charset=utf-8'
const never = 'no-store'

interface Row {
  /** As it is registered. */
  readonly route: string
  /** What is asked for; where it is not the route itself. */
  readonly path?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly status: number
  readonly type: string | undefined
  readonly cache: string
  /** What differs from `everywhere`. */
  readonly others?: Readonly<Record<string, string>>
}

const row = (
  route: string,
  status: number,
  type: string | undefined,
  cache: string,
  more: Partial<Row> = {},
): Row => ({ route, status, type, cache, ...more })

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const ownPost = { body: 'a=b', headers: { ...form, 'sec-fetch-site': 'same-origin' } }
const asJson = (body: object) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', accept: 'application/json' },
})
const submission = { client_id: 'demo-cantine', prefill_token: 'x', submitted: {} }
const grant = { body: 'grant_type=authorization_code&client_id=demo-cantine&code=x' }
const trip = tripOf({ serviceOrigin: publicUrl }).url
const authorize = `${trip.pathname}${trip.search}`
const css = 'text/css; charset=utf-8'

// One row for each thing that a route answers with. A route without any fails below.
const rows: readonly Row[] = [
  row('GET /.well-known/openid-configuration', 200, json, 'public, max-age=600', { others: open }),
  row('GET /jwks', 200, 'application/jwk-set+json; charset=utf-8', 'public, max-age=600', {
    others: open,
  }),
  row('GET /jwks/history', 200, json, 'public, max-age=600', { others: open }),
  row('GET /.well-known/security.txt', 200, 'text/plain; charset=utf-8', 'public, max-age=3600', {
    others: open,
  }),
  row('GET /forms/:clientId', 200, json, 'public, max-age=300', {
    path: '/forms/demo-cantine',
    others: { ...open, vary: 'Accept-Language' },
  }),
  row('GET /forms/:clientId', 404, html, never, { path: '/forms/inconnu', others: open }),
  row('GET /widget/v1.js', 200, script, 'public, max-age=3600, stale-while-revalidate=86400', {
    others: open,
  }),
  row('GET /widget/0.0.0-test.js', 200, script, 'public, max-age=31536000, immutable', {
    others: open,
  }),
  row('GET /widget/franceconnect-mark.json', 200, json, 'public, max-age=604800', { others: open }),
  row('GET /', 200, html, never),
  row('GET /accessibilite', 200, html, never),
  row('GET /accessibilite', 200, html, never, {
    path: '/accessibilite?client_id=demo-cantine',
    others: { 'content-security-policy': own.replace(';form', ";img-src 'self';form") },
  }),
  row('GET /assets/theme/:name', 200, css, 'public, max-age=3600', {
    path: '/assets/theme/14508c.css',
  }),
  row('GET /assets/theme/:name', 404, html, never, { path: '/assets/theme/14508c' }),
  row('GET /assets/logo/:clientId/:name', 200, 'image/svg+xml', never, {
    path: '/assets/logo/demo-cantine/x.svg',
    others: { 'content-security-policy': "default-src 'none';style-src 'unsafe-inline';sandbox" },
  }),
  row('GET /assets/logo/:clientId/:name', 404, html, never, { path: '/assets/logo/inconnu/x.svg' }),
  row('GET /openapi', 200, html, never),
  row('GET /openapi.json', 200, json, 'public, max-age=3600', { others: open }),
  row(
    'GET /schemas/:name.schema.json',
    200,
    'application/schema+json; charset=utf-8',
    'public, max-age=3600',
    { path: '/schemas/demarche.schema.json', others: open },
  ),
  row('GET /schemas/:name.schema.json', 404, html, never, {
    path: '/schemas/x.schema.json',
    others: open,
  }),
  row('GET /assets/page.css', 200, css, 'public, max-age=3600'),
  row('GET /lecteur', 200, html, never, { others: { 'content-security-policy': reader } }),
  row('GET /assets/clerk.js', 200, script, 'public, max-age=3600'),
  row('GET /assets/clerk.css', 200, css, 'public, max-age=3600'),
  row('GET /authorize', 400, html, never),
  row('GET /authorize', 303, undefined, never, { path: authorize }),
  row('POST /authorize', 400, html, never, ownPost),
  row('POST /authorize', 415, html, never, { body: '{}', headers: { 'content-type': 'a/b' } }),
  row('GET /ask/:page', 400, html, never, { path: `/ask/${page}` }),
  row('POST /ask/:page', 400, html, never, { path: `/ask/${page}`, ...ownPost }),
  row('POST /ask/:page', 403, html, never, { path: `/ask/${page}`, body: '', headers: form }),
  row('GET /callback', 400, html, never),
  row('HEAD /callback', 405, html, never),
  row('GET /continue/:page', 400, html, never, { path: `/continue/${page}` }),
  row('POST /continue/:page', 400, html, never, { path: `/continue/${page}`, ...ownPost }),
  row('GET /review/:page', 400, html, never, { path: `/review/${page}` }),
  row('POST /review/:page', 400, html, never, { path: `/review/${page}`, ...ownPost }),
  row('POST /token', 400, json, never, { ...grant, headers: form }),
  row('POST /token', 400, json, never, {
    ...grant,
    headers: { ...form, origin: formOrigin },
    others: { 'access-control-allow-origin': formOrigin, vary: 'Origin' },
  }),
  row('POST /token', 403, json, never, { ...grant, headers: { ...form, origin: publicUrl } }),
  row('POST /token', 401, json, never, { body: 'client_id=x', headers: form }),
  row('GET /userinfo', 401, json, never),
  row('POST /userinfo', 401, json, never, { body: 'access_token=x', headers: form }),
  row('POST /verify', 200, json, never, asJson(submission)),
  row('POST /verify', 400, problem, never, asJson({})),
  row('GET /logout', 200, html, never),
  row('POST /logout', 200, html, never, ownPost),
  row('HEAD /logout', 405, html, never),
  row('GET /logout/done', 200, html, never),
  row('HEAD /logout/done', 405, html, never),
]

// What no route answers is answered the same.
const others: readonly Row[] = [
  row('GET /nowhere', 404, html, never),
  row('GET /%E0%A4%A', 404, html, never),
  row('GET /forms/%E0%A4%A', 404, html, never, { others: open }),
  row('DELETE /authorize', 405, html, never),
  row('GET /token', 405, html, never),
  row('PUT /verify', 405, html, never),
]

let system: System
beforeAll(async () => {
  const security = { contacts: ['mailto:securite@exemple.fr'] as const }
  system = await startSystem({ publicUrl, security })
})
afterAll(() => system.close())

function ask(from: System, { route, path, body, headers }: Row): Promise<AxiosResponse> {
  const [method = '', place = ''] = route.split(' ')
  return http.request({
    method,
    url: `${from.serviceOrigin}${path ?? place}`,
    ...(body !== undefined && { data: body }),
    headers: { accept: 'text/html', ...headers },
  })
}

const picked = (headers: AxiosResponse['headers'], names: object) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, headers[name]]))

const title = ({ route, status, headers }: Row) =>
  `${route}, ${status}${headers?.origin === undefined ? '' : ` for ${headers.origin}`}`

describe('the answer of every route', () => {
  test.each([...rows, ...others].map((one) => [title(one), one] as const))(
    'when it is that of %s, then it may be kept, read and framed as it should',
    async (_, one) => {
      const { status, headers } = await ask(system, one)
      expect({
        status,
        type: headers['content-type'],
        cache: headers['cache-control'],
        ...picked(headers, everywhere),
      }).toEqual({
        status: one.status,
        type: one.type,
        cache: one.cache,
        ...everywhere,
        ...one.others,
      })
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{16}$/)
    },
  )

  test('when a route is registered, then it has a row', () => {
    expect([...new Set(rows.map(({ route }) => route))].sort()).toEqual(
      registeredRoutes(system.app),
    )
  })
})

test('when the service is called by https, then every cookie is bound to its host', async () => {
  const { headers } = await http.get(tripOf(system).url.href)
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-prefill-attempt-[0-9a-f]{16}=[\w-]+; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ])
})

test('when it is plain http on loopback, then no browser is told to insist on https', async () => {
  const plain = await startSystem()
  try {
    const { headers } = await ask(plain, row('GET /', 200, html, never))
    expect(headers['strict-transport-security']).toBeUndefined()
    const { headers: missing } = await ask(
      plain,
      row('GET /.well-known/security.txt', 404, html, never),
    )
    expect([missing['cache-control'], missing['content-type']]).toEqual([never, html])
  } finally {
    await plain.close()
  }
})
