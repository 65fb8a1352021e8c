import { afterAll, beforeAll, expect, test } from '@jest/globals'
import * as oidc from 'openid-client'
import {
  createCitizenBrowser,
  createTestClock,
  errorCode,
  startTestService,
  type TestService,
  testClient,
} from '../support/simulator-relying-party.ts'
import { getUserinfo, postToken } from '../support/token-requests.ts'

const clock = createTestClock()
let service: TestService

beforeAll(async () => {
  service = await startTestService(testClient(), { now: clock.now })
})
afterAll(() => service.simulator.close())

test('when it comes again within 30 minutes, then only the information page is shown, with a new auth_time', async () => {
  const browser = createCitizenBrowser()
  const first = await service.exchange(await service.callback('test', {}, browser))
  clock.advance(29 * 60)
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const page = await browser.get(service.authorizeUrl({ prompt: 'login' }))
  expect(page.text).toContain('en tant que : Angela Claire Louise DUBOIS')
  await browser.submit()
  const second = await service.exchange(browser.stopped ?? new URL('about:blank'))
  expect(second.claims()?.sub).toBe(first.claims()?.sub)
  expect(Number(second.claims()?.auth_time)).toBeGreaterThan(Number(first.claims()?.auth_time))
})

test('when it comes again after 31 minutes, then another citizen can log in', async () => {
  const browser = createCitizenBrowser()
  await service.callback('test', {}, browser)
  clock.advance(31 * 60)
  const tokens = await service.exchange(await service.callback('karim', {}, browser))
  const { family_name } = await oidc.fetchUserInfo(
    service.config,
    tokens.access_token,
    tokens.claims()?.sub ?? '',
  )
  expect(family_name).toBe('VASSEUR')
})

test('when a second tab starts, then the first one’s form fails and leads back', async () => {
  const browser = createCitizenBrowser()
  const first = await browser.get(service.authorizeUrl({ state: 'first-tab' }))
  const [form] = first.forms
  await browser.get(service.authorizeUrl({ state: 'second-tab' }))
  const page = await browser.submit({ csrfToken: form?.fields.csrfToken ?? '' })
  expect(errorCode(page)).toEqual({
    status: 401,
    code: 'Y470001',
  })
  await browser.follow('Revenir sur Ville d’Essai')
  expect(browser.stopped?.searchParams.get('state')).toBe('second-tab')
})

test.each([
  ['no session', 401, 'Y190001', async () => undefined],
  [
    'an answer already given',
    409,
    'Y190004',
    async (browser: ReturnType<typeof createCitizenBrowser>) => {
      await service.callback('test', {}, browser)
    },
  ],
])(
  'when the information page is asked with %s, then the page is %i %s',
  async (_what, status, code, prepare) => {
    const browser = createCitizenBrowser()
    await prepare(browser)
    const consent = browser.hops.find(({ url }) => url.endsWith('/consent'))?.url
    const page = await browser.get(
      consent ?? `${service.simulator.issuer}/interaction/none/consent`,
    )
    expect(errorCode(page)).toEqual({ status, code })
  },
)

test('when the choice of identity provider is asked for again after the end, then FranceConnect breaks', async () => {
  const browser = createCitizenBrowser()
  await service.callback('test', {}, browser)
  const choice = browser.hops.find(({ url }) => /interaction\/[\w-]+$/.test(url))?.url ?? ''
  expect(errorCode(await browser.get(choice))).toEqual({ status: 500, code: 'Y000000' })
  await browser.follow('Revenir sur Ville d’Essai')
  expect(browser.stopped?.searchParams.get('error')).toBe('server_error')
})

test('when it reloads the callback after the check with INSEE failed, then the information page stays shut', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl())
  await browser.submit()
  const verify = await browser.submit({ login: 'defunt', password: '123' })
  const page = await browser.get(verify.url.href.replace('/verify', '/consent'))
  expect(errorCode(page)).toEqual({
    status: 401,
    code: 'Y190001',
  })
})

test('when one of two services logs the citizen out, then the other’s token lives and its next login starts anew', async () => {
  const both = await startTestService(testClient(), {
    clients: [testClient(), testClient({ client_id: 'other' })],
  })
  const browser = createCitizenBrowser()
  const { id_token = '', access_token } = await both.exchange(
    await both.callback('test', {}, browser),
  )
  const callback = await both.callback('test', { client_id: 'other' }, browser)
  const code = callback.searchParams.get('code') ?? ''
  const { body } = await postToken(both, code, { client_id: 'other' })
  await browser.get(`${both.simulator.issuer}/session/end?id_token_hint=${id_token}`)
  while (browser.page.forms.length > 0) await browser.submit()
  const statuses = [
    (await getUserinfo(both, access_token)).status,
    (await getUserinfo(both, body.access_token)).status,
  ]
  const page = await browser.get(both.authorizeUrl({ client_id: 'other' }))
  await both.simulator.close()
  expect(statuses).toEqual([401, 200])
  expect(page.text).toContain('Choisissez un compte pour vous connecter')
})
