import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { BrowserSession } from '../support/browser-session.ts'
import { goToFranceConnectAndBack, http, redeem, tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

async function loggedIn(): Promise<{ browser: BrowserSession; idToken: string; prefill: string }> {
  const trip = tripOf(system)
  const browser = system.citizen()
  const back = await goToFranceConnectAndBack(system, trip, 'test', browser)
  const { data } = await redeem(system, trip, back.searchParams.get('code'))
  return { browser, idToken: data.id_token, prefill: data.prefill_token }
}

function logout(parameters: Record<string, string>): string {
  return `${system.serviceOrigin}/logout?${new URLSearchParams(parameters)}`
}

const home = `${formOrigin}/`

test('when the session hint is 31 minutes old, then log-out still works', async () => {
  const { browser, idToken } = await loggedIn()
  system.advance(31 * 60)
  await browser.get(logout({ id_token_hint: idToken, post_logout_redirect_uri: home }))
  while (browser.stopped === undefined) await browser.submit()
  expect(browser.stopped.href).toBe(home)
})

test('when there is no session in this browser, then it goes straight back', async () => {
  const { idToken } = await loggedIn()
  const stranger = system.citizen()
  await stranger.get(logout({ id_token_hint: idToken, post_logout_redirect_uri: home, state: 's' }))
  expect(stranger.stopped!.href).toBe(`${home}?state=s`)
  expect(stranger.hops).toHaveLength(1)
})

test('when the state is longer than one may be, then the citizen returns without it', async () => {
  const { idToken } = await loggedIn()
  const to = { id_token_hint: idToken, post_logout_redirect_uri: home }
  for (const [state, query] of [
    ['s'.repeat(512), `?state=${'s'.repeat(512)}`],
    ['s'.repeat(513), ''],
    ['é', ''],
  ] as const) {
    const stranger = system.citizen()
    await stranger.get(logout({ ...to, state }))
    expect(stranger.stopped!.href).toBe(`${home}${query}`)
  }
})

test('when there is no hint, then a page asks first, and its button logs out', async () => {
  const { browser } = await loggedIn()
  await browser.get(logout({ client_id: 'demo-cantine', post_logout_redirect_uri: home }))
  expect(browser.stopped).toBeUndefined()
  expect(browser.page.text).toContain('Voulez-vous fermer votre session FranceConnect')
  expect(browser.page.headers.get('content-security-policy')).toContain(
    `form-action 'self' ${new URL(system.simulator.issuer).origin} ${formOrigin}`,
  )
  await browser.submit({ confirmed: 'yes' })
  while (browser.stopped === undefined) await browser.submit()
  expect(browser.stopped.href).toBe(home)
})

test('when another site posts the confirmation, then it is asked again', async () => {
  const body = new URLSearchParams({ client_id: 'demo-cantine', confirmed: 'yes' })
  const forged = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.exemple' }
  const answer = await http.post(`${system.serviceOrigin}/logout`, body, { headers: forged })
  expect(answer.status).toBe(200)
  expect(answer.data).toContain('Voulez-vous fermer')
})

test('when the hint speaks of somebody else, then it is asked first', async () => {
  const victim = await loggedIn()
  const trip = tripOf(system)
  const back = await goToFranceConnectAndBack(system, trip, 'karim')
  const { data } = await redeem(system, trip, back.searchParams.get('code'))
  const url = logout({ id_token_hint: data.id_token, post_logout_redirect_uri: home })
  await victim.browser.get(url)
  expect(victim.browser.stopped).toBeUndefined()
  expect(victim.browser.page.text).toContain('Voulez-vous fermer votre session FranceConnect')
})

test('when another site posts a hint, without our cookies, then the session hint stays', async () => {
  const { idToken } = await loggedIn()
  const body = new URLSearchParams({ id_token_hint: idToken })
  const answer = await http.post(`${system.serviceOrigin}/logout`, body)
  expect(answer.headers['set-cookie']).toBeUndefined()
})

describe('no open redirect', () => {
  test.each([
    ['an unregistered address', { post_logout_redirect_uri: 'https://evil.exemple/' }],
    ['an address of another form', { post_logout_redirect_uri: `${formOrigin}/bibliotheque` }],
  ])('when %s is given, then a page says so', async (_, parameters) => {
    const { idToken } = await loggedIn()
    const answer = await http.get(logout({ id_token_hint: idToken, ...parameters }), {
      headers: { accept: 'text/html' },
    })
    expect(answer.status).toBe(400)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.data).toContain('L’adresse de retour n’est pas enregistrée')
  })

  test('when the prefill token is sent as hint, then it proves nothing', async () => {
    const { prefill } = await loggedIn()
    const answer = await http.get(
      logout({ id_token_hint: prefill, post_logout_redirect_uri: home }),
    )
    expect(answer.status).toBe(400)
  })

  test('when hint and client_id contradict each other, then neither counts', async () => {
    const { idToken } = await loggedIn()
    const parameters = { client_id: 'demo-bibliotheque', post_logout_redirect_uri: home }
    const answer = await http.get(logout({ id_token_hint: idToken, ...parameters }))
    expect(answer.status).toBe(400)
  })

  test('when /logout/done is opened with a wrong or missing state, then it only says so', async () => {
    const { browser, idToken } = await loggedIn()
    await browser.get(logout({ id_token_hint: idToken, post_logout_redirect_uri: home }))
    await browser.get(`${system.serviceOrigin}/logout/done?state=${'0'.repeat(64)}`)
    expect(browser.stopped).toBeUndefined()
    expect(browser.page.text).toContain('Vous êtes déconnecté')
    await browser.get(`${system.serviceOrigin}/logout/done`)
    expect(browser.page.status).toBe(200)
  })
})
