import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  createCitizenBrowser,
  errorCode,
  startTestService,
  state,
  type TestService,
} from '../support/simulator-relying-party.ts'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.simulator.close())

type Changes = Record<string, string | undefined>

const redirected: [string, string, string, Changes][] = [
  [
    'a known scope not granted',
    'invalid_scope',
    'requested scope is not allowed',
    { scope: 'openid dgfip_rfr' },
  ],
  [
    'no openid',
    'invalid_request',
    'openid scope must be requested when using the acr_values parameter',
    { scope: 'email' },
  ],
  [
    'an empty response_type',
    'invalid_request',
    "missing required parameter 'response_type'",
    { response_type: '' },
  ],
  [
    'an unknown response_type',
    'unsupported_response_type',
    'unsupported response_type requested',
    { response_type: 'x' },
  ],
  [
    'claims that are no JSON',
    'invalid_request',
    'could not parse the claims parameter JSON',
    { claims: '{' },
  ],
  [
    'eidas2',
    'invalid_acr',
    'acr_value is not valid, should be equal one of these values, expected eidas1, got eidas2',
    { acr_values: 'eidas2' },
  ],
  [
    'eidas3 and eidas2',
    'invalid_acr',
    'acr_value is not valid, should be equal one of these values, expected eidas1, got eidas2',
    { acr_values: 'eidas3 eidas2' },
  ],
]

test.each(redirected)(
  'when the request has %s, then the service hears %s',
  async (_what, error, description, changes) => {
    const browser = createCitizenBrowser()
    await browser.get(service.authorizeUrl(changes))
    const { scope, ...heard } = Object.fromEntries(browser.stopped?.searchParams ?? [])
    expect(browser.hops.at(-1)?.status).toBe(303)
    expect(heard).toEqual({
      error,
      error_description: description,
      state,
      iss: service.simulator.issuer,
    })
    expect(scope).toBe(error === 'invalid_scope' ? 'dgfip_rfr' : undefined)
  },
)

test('when the response_type holds id_token, then the error stands in the fragment', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl({ response_type: 'code id_token' }))
  expect(browser.stopped?.search).toBe('')
  expect(browser.stopped?.hash).toMatch(/^#error=unsupported_response_type&/)
})

test('when a claim other than amr is asked, then the citizen ends on Y190004 after the login', async () => {
  const claims = JSON.stringify({ userinfo: { email: { essential: true } } })
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl({ claims }))
  await browser.submit()
  await browser.submit({ login: 'test', password: '123' })
  expect(errorCode(await browser.submit())).toEqual({ status: 409, code: 'Y190004' })
})

test.each([
  ['5f3b1a52-6a0c-4c0e-9d55-3f3a2c1b7e90', '/idp/login'],
  ['another', '/callback'],
])('when the idp_hint is %s, then the citizen comes to %s', async (idp_hint, path) => {
  const browser = createCitizenBrowser()
  const page = await browser.get(service.authorizeUrl({ idp_hint }))
  expect((browser.stopped ?? page.url).pathname).toBe(path)
  expect(browser.hops.map(({ url, status }) => `${new URL(url).pathname} ${status}`)).toEqual([
    '/api/v2/authorize 302',
    ...(path === '/callback' ? [] : [`${path} 200`]),
  ])
  const heard = browser.stopped?.searchParams
  expect([heard?.get('error'), heard?.get('state')]).toEqual(
    path === '/callback' ? ['invalid_idp_hint', 'undefined'] : [undefined, undefined],
  )
})

test('when somebody is logged in, then an idp_hint is not needed', async () => {
  const browser = createCitizenBrowser()
  await service.callback('test', {}, browser)
  const page = await browser.get(service.authorizeUrl({ idp_hint: 'another' }))
  expect(browser.stopped).toBeUndefined()
  expect(page.text).toContain('Angela Claire Louise DUBOIS')
})

test.each([
  ['by a service', {}, 'Internal Server Error'],
  ['by nobody known', { client_id: 'nobody' }, expect.stringContaining('Y000000')],
])(
  'when /authorize is posted to %s, then the server breaks as FranceConnect’s does',
  async (_who, changes, text) => {
    const url = `${service.simulator.issuer}/authorize`
    const body = service.authorizeUrl(changes).searchParams
    const response = await fetch(url, { method: 'POST', body })
    expect([response.status, await response.text()]).toEqual([500, text])
  },
)

test.each([
  [{ essential: true, value: 'eidas2' }, false],
  [{ essential: true, value: 'eidas1' }, true],
  [{ value: 'eidas2' }, true],
])('when the claims ask for the level %j, then the login ends: %s', async (acr, ends) => {
  const claims = JSON.stringify({ id_token: { acr } })
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl({ claims }))
  await browser.submit()
  await browser.submit({ login: 'test', password: '123' })
  const page = await browser.submit()
  if (ends) expect(browser.stopped?.searchParams.has('code')).toBe(true)
  else expect(errorCode(page)).toEqual({ status: 409, code: 'Y190004' })
})
