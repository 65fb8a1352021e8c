import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { http } from '../support/form-page.ts'
import { linksOf, textOf } from '../support/html-page.ts'
import { type System, startSystem } from '../support/start-system.ts'

const script = 'globalThis.read = 1'
let system: System
beforeAll(async () => {
  system = await startSystem({ clerkScript: script })
})
afterAll(() => system.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  http.get(`${system.serviceOrigin}${path}`, { headers })

describe('GET /lecteur', () => {
  test('when it is asked for, then no cache keeps it, and its policy lets our own script ask us alone', async () => {
    const { status, headers } = await get('/lecteur', { 'accept-language': 'fr' })
    expect({
      status,
      type: headers['content-type'],
      caching: headers['cache-control'],
      language: headers['content-language'],
      policy: headers['content-security-policy'],
      cookies: headers['set-cookie'],
      origins: headers['access-control-allow-origin'],
    }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      caching: 'no-store',
      language: 'fr',
      policy:
        "default-src 'none';style-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none';" +
        "script-src 'self';connect-src 'self';require-trusted-types-for 'script';trusted-types 'none'",
      cookies: undefined,
      origins: undefined,
    })
  })

  test('when another page of ours is asked for, then its policy knows no script', async () => {
    for (const path of ['/', '/assets/clerk.js', '/nowhere'])
      expect((await get(path)).headers['content-security-policy']).not.toContain('script-src')
  })

  test.each([
    ['/lecteur', 'fr', 'Lire un jeton de préremplissage', '/lecteur?lang=en'],
    ['/lecteur', 'en-GB', 'Read a prefill token', '/lecteur?lang=fr'],
    ['/lecteur', 'de', 'Lire un jeton de préremplissage', '/lecteur?lang=en'],
    ['/lecteur?lang=en', 'fr', 'Read a prefill token', '/lecteur?lang=fr'],
    ['/lecteur?lang=<b>', 'en', 'Read a prefill token', '/lecteur?lang=fr'],
  ])('when %s is asked for in %s, then it is “%s”', async (path, accept, title, other) => {
    const { data } = await get(path, { 'accept-language': accept })
    expect(data).toContain(`<h1>${title}</h1>`)
    expect(linksOf(data).map(({ href }) => href)).toContain(other)
    expect(data).not.toContain('<b>')
  })

  test('when it is read without its script, then it says what it needs and how to verify otherwise', async () => {
    const { data } = await get('/lecteur')
    expect(textOf(data)).toContain(`curl ${system.serviceOrigin}/verify`)
    expect(data).toMatch(/<form id="reader"[^>]* hidden>/)
  })

  test('when a form of it were sent all the same, then nothing would be in it, and nothing is inline', async () => {
    const { data } = await get('/lecteur')
    expect(data).not.toMatch(/<(input|textarea|button)\b[^>]*\sname=/)
    expect(data).not.toMatch(
      /<style|<script(?! type="module" src="\/assets\/clerk\.js"><)|\son\w+=|\sstyle=/,
    )
  })

  test('when the home page is read, then it leads there', async () => {
    const { data } = await get('/', { 'accept-language': 'en' })
    expect(linksOf(data)).toContainEqual({ href: '/lecteur', text: 'Clerks: read a prefill token' })
  })
})

test.each([
  ['/assets/clerk.js', 'text/javascript; charset=utf-8', /^globalThis\.read = 1$/],
  ['/assets/clerk.css', 'text/css; charset=utf-8', /@media print/],
])(
  'when %s is asked for, then our own pages may keep it for an hour',
  async (path, type, content) => {
    const { status, headers, data } = await get(path)
    expect({
      status,
      type: headers['content-type'],
      caching: headers['cache-control'],
      resources: headers['cross-origin-resource-policy'],
    }).toEqual({ status: 200, type, caching: 'public, max-age=3600', resources: 'same-origin' })
    expect(data).toMatch(content)
  },
)
