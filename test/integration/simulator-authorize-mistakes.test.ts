import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  createCitizenBrowser,
  errorCode,
  startTestService,
  type TestService,
} from '../support/simulator-relying-party.ts'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.simulator.close())

type Changes = Record<string, string | undefined>

const elsewhere = 'http://localhost:3000/elsewhere'

const several: [string, string, Changes][] = [
  ['a parameter of its own, an unknown client', 'Y030007', { foo: '1', client_id: 'nobody' }],
  ['an unknown client, no openid', 'Y04EA6EF', { client_id: 'nobody', scope: 'email' }],
  [
    'an unknown client, an unregistered address',
    'Y04EA6EF',
    { client_id: 'nobody', redirect_uri: elsewhere },
  ],
  [
    'an unknown response_type, an unregistered address',
    'Y040001',
    { response_type: 'x', redirect_uri: elsewhere },
  ],
  [
    'a scope not granted, an unregistered address',
    'Y040001',
    { scope: 'openid dgfip_rfr', redirect_uri: elsewhere },
  ],
  ['no openid, an unregistered address', 'Y040001', { scope: 'email', redirect_uri: elsewhere }],
  [
    'an unregistered address, claims that are no JSON',
    'Y04C013C',
    { redirect_uri: elsewhere, claims: '{' },
  ],
  [
    'an unregistered address, eidas2',
    'Y04C013C',
    { redirect_uri: elsewhere, acr_values: 'eidas2' },
  ],
]

test.each(several)(
  'when the request has several mistakes (%s), then the page %s is the end of it',
  async (_what, code, changes) => {
    const page = await createCitizenBrowser().get(service.authorizeUrl(changes))
    expect({ ...errorCode(page), links: page.links }).toEqual({ status: 400, code, links: [] })
  },
)

test('when a mistake stands behind another, then the developer reads both', async () => {
  const page = await createCitizenBrowser().get(
    service.authorizeUrl({ scope: 'email', redirect_uri: elsewhere }),
  )
  expect(page.text).toContain('openid scope must be requested')
  expect(page.text).toContain('redirect_uri did not match')
})

test('when the request has two mistakes and its address is good, then the service hears the first', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl({ response_type: 'x', scope: 'email' }))
  expect(browser.stopped?.searchParams.get('error')).toBe('unsupported_response_type')
})

test('when amr is asked without the right, then the answer leads to a login that is lost', async () => {
  const claims = JSON.stringify({ id_token: { amr: { essential: true } } })
  const response = await fetch(service.authorizeUrl({ claims }), { redirect: 'manual' })
  expect([
    response.status,
    response.headers.get('content-type'),
    /Y100009/.test(await response.text()),
  ]).toEqual([400, 'text/html; charset=utf-8', true])
  expect(response.headers.get('location')).toMatch(/^\/api\/v2\/interaction\/[\w-]+$/)
  const page = await createCitizenBrowser().get(service.authorizeUrl({ claims }))
  expect(errorCode(page)).toEqual({ status: 401, code: 'Y190001' })
})

test('when amr is asked without the right and the scope is wrong, then the service hears of the scope', async () => {
  const claims = JSON.stringify({ id_token: { amr: null } })
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl({ claims, scope: 'openid dgfip_rfr' }))
  expect(browser.stopped?.searchParams.get('error')).toBe('invalid_scope')
})
