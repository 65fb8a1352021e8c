import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { logIn } from '../support/browser-session.ts'
import {
  createCitizenBrowser,
  errorCode,
  logoutUri,
  startTestService,
  type TestService,
} from '../support/simulator-relying-party.ts'
import { freshCode, getUserinfo, postToken } from '../support/token-requests.ts'

let service: TestService

beforeEach(async () => {
  service = await startTestService()
})
afterEach(() => service.simulator.close())

async function rotate(query = '') {
  const url = `${service.simulator.url}/control/keys/rotate${query}`
  return await (await fetch(url, { method: 'POST' })).json()
}

async function publishedKids(): Promise<string[]> {
  const { keys } = await (await fetch(`${service.simulator.issuer}/jwks`)).json()
  return keys.map(({ kid }: { kid: string }) => kid)
}

test('when keys are rotated, then the new ones sign and the former stay published', async () => {
  expect(await rotate()).toEqual({
    signing_with: { ES256: 'pkcs11:ES256:hsm:2', RS256: 'pkcs11:RS256:hsm:2' },
  })
  expect(await publishedKids()).toEqual([
    'pkcs11:ES256:hsm:2',
    'pkcs11:RS256:hsm:2',
    'pkcs11:ES256:hsm',
    'pkcs11:RS256:hsm',
  ])
  const { body } = await postToken(service, await freshCode(service))
  const userinfo = await getUserinfo(service, body.access_token)
  const header = { alg: 'ES256', kid: 'pkcs11:ES256:hsm:2' }
  expect(decodeProtectedHeader(body.id_token)).toEqual(header)
  expect(decodeProtectedHeader(userinfo.body)).toEqual(header)
})

test('when keys are rotated twice and forgotten once, then only the last remain', async () => {
  await rotate()
  await rotate('?forget=true')
  expect(await publishedKids()).toEqual(['pkcs11:ES256:hsm:3', 'pkcs11:RS256:hsm:3'])
})

test('when keys are rotated in the middle of a login, then it ends well under the new keys', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl())
  await browser.submit()
  await rotate('?forget=true')
  await browser.submit({ login: 'test', password: '123' })
  await browser.submit()
  const callback = browser.stopped
  if (callback === undefined) throw new Error('the login has not ended')
  const tokens = await service.exchange(callback)
  expect(tokens.claims()).toMatchObject({ acr: 'eidas1' })
})

test('when a citizen has logged in under the former keys, then single sign-on and log-out still work', async () => {
  const browser = createCitizenBrowser()
  const credentials = { login: 'test', password: '123' }
  const first = await service.exchange(await logIn(browser, service.authorizeUrl(), credentials))
  await rotate()
  const second = await logIn(browser, service.authorizeUrl(), credentials)
  expect(second.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
  expect(browser.hops.filter(({ url }) => url.includes('/idp/login'))).toHaveLength(2)
  await browser.get(endOf(first.id_token))
  for (let step = 0; step < 3 && browser.stopped === undefined; step++) await browser.submit()
  expect(browser.stopped?.href).toBe(`${logoutUri}?state=s`)
})

test('when the former keys are forgotten, then a log-out with their ID token ends on an error page', async () => {
  const tokens = await service.exchange(await service.callback('test'))
  await rotate('?forget=true')
  const page = await createCitizenBrowser().get(endOf(tokens.id_token))
  expect(errorCode(page)).toEqual({ status: 400, code: 'Y045AFAE' })
})

function endOf(id_token_hint: string | undefined): URL {
  return oidc.buildEndSessionUrl(service.config, {
    id_token_hint: id_token_hint ?? '',
    post_logout_redirect_uri: logoutUri,
    state: 's',
  })
}
