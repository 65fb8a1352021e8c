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
