import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { BrowserSession } from '../support/browser-session.ts'
import {
  createCitizenBrowser,
  createTestClock,
  errorCode,
  logoutUri,
  startTestService,
  type TestService,
  testClient,
} from '../support/simulator-relying-party.ts'

let service: TestService
const clock = createTestClock()

beforeAll(async () => {
  service = await startTestService(testClient(), { now: clock.now })
})
afterAll(() => service.simulator.close())

type Changes = Record<string, string | undefined>

async function logInAs(login: string, browser: BrowserSession) {
  return service.exchange(await service.callback(login, {}, browser))
}

function logoutUrl(idToken: string | undefined, changes: Changes = {}): URL {
  const url = new URL(`${service.simulator.issuer}/session/end`)
  const good = { id_token_hint: idToken, post_logout_redirect_uri: logoutUri, state: 'bye' }
  for (const [name, value] of Object.entries({ ...good, ...changes })) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url
}

/** Presses the button of each step, as a browser without JavaScript. */
async function walkOut(browser: BrowserSession, url: URL): Promise<string[]> {
  const start = browser.hops.length
  let page = await browser.get(url)
  while (browser.stopped === undefined && page.forms.length > 0) page = await browser.submit()
  const path = (hop: { method: string; url: string }) =>
    `${hop.method} ${new URL(hop.url).pathname}`
  return browser.hops.slice(start).map(path)
}

test('when a citizen logs out, then the chain ends at the service and the next login starts anew', async () => {
  const browser = createCitizenBrowser()
  const { id_token, access_token } = await logInAs('test', browser)
  expect(await walkOut(browser, logoutUrl(id_token))).toEqual([
    'GET /api/v2/session/end',
    'POST /api/v2/client/disconnect-from-idp',
    'GET /idp/session/end',
    'POST /idp/session/end/confirm',
    'GET /api/v2/client/logout-callback',
    'POST /api/v2/session/end/confirm',
  ])
  expect(browser.stopped?.href).toBe(`${logoutUri}?state=bye`)
  const headers = { authorization: `Bearer ${access_token}` }
  expect((await fetch(`${service.simulator.issuer}/userinfo`, { headers })).status).toBe(401)
  const page = await browser.get(service.authorizeUrl())
  expect(page.text).toContain('Choisissez un compte pour vous connecter')
})

test('when a step is shown, then a script from a file submits it and a button stands for it', async () => {
  const browser = createCitizenBrowser()
  const { id_token } = await logInAs('test', browser)
  const page = await browser.get(logoutUrl(id_token))
  expect(page.body).toContain('<script src="/assets/auto-submit.js" defer></script>')
  expect(page.body).not.toMatch(/<script>/)
  expect(page.forms[0]?.text).toBe('Poursuivre la déconnexion')
})

test('when the forms are shown, then each is the one that FranceConnect’s core shows', async () => {
  const browser = createCitizenBrowser()
  const { id_token } = await logInAs('test', browser)
  const shown: string[] = []
  let page = await browser.get(logoutUrl(id_token))
  while (browser.stopped === undefined) {
    const [, id] = /<form id="([^"]+)"/.exec(page.body) ?? []
    const [form] = page.forms
    shown.push(`${page.url.pathname} ${form?.method} ${form?.action} ${id} ${form?.names}`)
    page = await browser.submit()
  }
  const { issuer } = service.simulator
  expect(shown).toEqual([
    '/api/v2/session/end POST /api/v2/client/disconnect-from-idp undefined ',
    '/idp/session/end POST /idp/session/end/confirm op.logoutForm ',
    `/api/v2/client/logout-callback POST ${issuer}/session/end/confirm op.logoutForm xsrf`,
  ])
  expect(browser.hops.slice(-6).map(({ status }) => status)).toEqual([200, 302, 200, 303, 200, 303])
})

test('when a citizen logs out a second time, then the chain is the same and ends at the service', async () => {
  const browser = createCitizenBrowser()
  const { id_token } = await logInAs('test', browser)
  const first = await walkOut(browser, logoutUrl(id_token))
  const second = await walkOut(browser, logoutUrl(id_token, { state: 'again' }))
  expect(second).toEqual(first)
  expect(browser.stopped?.href).toBe(`${logoutUri}?state=again`)
})

test('when the ID token has expired long ago, then it is still a good hint', async () => {
  const browser = createCitizenBrowser()
  const { id_token } = await logInAs('test', browser)
  clock.advance(3600)
  await walkOut(browser, logoutUrl(id_token))
  expect(browser.stopped?.href).toBe(`${logoutUri}?state=bye`)
})

test('when the browser has no session, then it comes back to the service by one step of ours', async () => {
  const { id_token } = await logInAs('test', createCitizenBrowser())
  const stranger = createCitizenBrowser()
  expect(await walkOut(stranger, logoutUrl(id_token))).toEqual([
    'GET /api/v2/session/end',
    'POST /api/v2/session/end/confirm',
  ])
  expect(stranger.stopped?.href).toBe(`${logoutUri}?state=bye`)
})

test('when no state is sent, then none comes back', async () => {
  const browser = createCitizenBrowser()
  const { id_token } = await logInAs('test', browser)
  await walkOut(browser, logoutUrl(id_token, { state: undefined }))
  expect(browser.stopped?.href).toBe(logoutUri)
})

test('when no address is sent, then the citizen stays on a page that says goodbye', async () => {
  const browser = createCitizenBrowser()
  const { id_token } = await logInAs('test', browser)
  await walkOut(browser, logoutUrl(id_token, { post_logout_redirect_uri: undefined }))
  expect(browser.page.text).toContain('Vous êtes bien déconnecté')
  const { pathname, search } = browser.page.url
  expect(pathname + search).toBe('/api/v2/session/end/success?client_id=service')
})

test('when a log-out is broken off, then another citizen can log in', async () => {
  const browser = createCitizenBrowser()
  const { id_token } = await logInAs('test', browser)
  await browser.get(logoutUrl(id_token))
  const tokens = await logInAs('karim', browser)
  expect(tokens.claims()?.sub).not.toBe(undefined)
})

const refused: [string, string, Changes][] = [
  ['no id_token_hint', 'Y000400', { id_token_hint: undefined }],
  ['an empty id_token_hint', 'Y000400', { id_token_hint: '' }],
  ['only a client_id', 'Y000400', { id_token_hint: undefined, client_id: 'service' }],
  ['a parameter of its own', 'Y000400', { foo: 'bar' }],
  ['a return address that is none', 'Y000400', { post_logout_redirect_uri: 'exemple' }],
  [
    'an unregistered return address',
    'Y04CFAEF',
    { post_logout_redirect_uri: 'https://exemple.fr/' },
  ],
  ['a hint that is no token', 'Y04FEDB9', { id_token_hint: 'garbage' }],
  ['the client_id of another', 'Y0467882', { client_id: 'other' }],
]

test.each(refused)(
  'when the request has %s, then the page %s is the end of it and the citizen stays logged in',
  async (_what, code, changes) => {
    const browser = createCitizenBrowser()
    const { id_token } = await logInAs('test', browser)
    const page = await browser.get(logoutUrl(id_token, changes))
    expect({ ...errorCode(page), links: page.links }).toEqual({ status: 400, code, links: [] })
    expect((await browser.get(service.authorizeUrl())).text).toContain(
      'Angela Claire Louise DUBOIS',
    )
  },
)

test('when the hint’s signature is not ours, then the page Y045AFAE is the end of it', async () => {
  const other = await startTestService()
  const { id_token = '' } = await logInAs('test', createCitizenBrowser())
  const foreign = new URL(
    logoutUrl(id_token).href.replace(service.simulator.url, other.simulator.url),
  )
  const page = await createCitizenBrowser().get(foreign)
  await other.simulator.close()
  expect(errorCode(page)).toEqual({ status: 400, code: 'Y045AFAE' })
})
