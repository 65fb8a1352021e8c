import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { logIn } from '../support/browser-session.ts'
import { http, redeem, tripOf } from '../support/form-page.ts'
import { answer, goOn, openJourney, payload } from '../support/journey.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

const older = 'a'.repeat(43)
const newer = 'b'.repeat(43)
const someone = { login: 'test', password: '123' }

let system: System
beforeEach(async () => {
  system = await startSystem({ pace: 0.1 })
  system.changeSecrets(older)
})
afterEach(() => system.close())

const rotate = () => system.changeSecrets(newer, older)
const forget = () => system.changeSecrets(newer)

const school = () => openJourney(system, 'demo-cantine-qf', '/cantine-qf')

describe('when SECRETS get a new first one', () => {
  test('while a citizen is at FranceConnect, then the login is completed', async () => {
    const trip = tripOf(system)
    const browser = system.citizen(({ pathname }) => pathname === '/callback')
    const callback = await logIn(browser, trip.url, someone)
    rotate()
    const cookie = browser.cookies.header(callback) ?? ''
    const { headers } = await http.get(callback.href, { headers: { cookie } })
    const code = new URL(headers.location).searchParams.get('code')
    expect((await redeem(system, trip, code)).status).toBe(200)
    // A reload comes with what the new secret sealed, and reads what was stored before.
    const again = await http.get(callback.href, { headers: { cookie } })
    expect(again.headers.location).toBe(headers.location)
  })

  test('while a citizen is being asked, then the answer counts and the login is completed', async () => {
    const journey = await school()
    rotate()
    const back = await answer(journey, [])
    expect(back?.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
    expect((await payload(system, journey, back)).sources.quotient_familial).toMatchObject({
      status: 'declined',
    })
  })

  test('while a citizen reviews, then what waits in the store is still theirs', async () => {
    const journey = await school()
    await answer(journey, [['source', 'quotient_familial']])
    expect(journey.browser.page.url.pathname).toMatch(/^\/review\//)
    rotate()
    const page = await journey.browser.get(journey.browser.page.url)
    expect(page.text).toContain('DUBOIS')
    const back = await answer(journey, [
      ['kept', 'nom'],
      ['none', 'enfant'],
    ])
    expect((await payload(system, journey, back)).fields.nom).toMatchObject({ value: 'DUBOIS' })
  })

  test('between callback and redemption, then the code is good', async () => {
    const journey = await school()
    const back = await answer(journey, [])
    rotate()
    expect(await payload(system, journey, back)).toMatchObject({ aud: 'demo-cantine-qf' })
  })

  test('before the log-out, then the session at FranceConnect is ended all the same', async () => {
    const trip = tripOf(system)
    const browser = system.citizen()
    const back = await logIn(browser, trip.url, someone)
    const { data } = await redeem(system, trip, back.searchParams.get('code'))
    rotate()
    const home = `${formOrigin}/`
    const parameters = { id_token_hint: data.id_token, post_logout_redirect_uri: home }
    const address = `${system.serviceOrigin}/logout?${new URLSearchParams(parameters)}`
    const page = await browser.get(address)
    expect(page.url.origin).toBe(new URL(system.simulator.url).origin)
    // And back from FranceConnect, once more.
    system.changeSecrets('c'.repeat(43), newer, older)
    while (browser.stopped === undefined) await browser.submit()
    expect(browser.stopped.href).toBe(home)
  })

  test('and logins go on, then the next of them needs the old one no more', async () => {
    rotate()
    const journey = await school()
    forget()
    expect(await payload(system, journey, await answer(journey, []))).toMatchObject({
      aud: 'demo-cantine-qf',
    })
  })

  test('then each form knows its citizens by the same name as before', async () => {
    const name = async () => {
      const trip = tripOf(system)
      const back = await logIn(system.citizen(), trip.url, someone)
      const { data } = await redeem(system, trip, back.searchParams.get('code'))
      return decodeJwt(data.id_token).sub
    }
    const before = await name()
    rotate()
    expect(await name()).toBe(before)
  })
})

test('when the old one is gone too soon, then the citizen starts again, and no other secret opens anything', async () => {
  const journey = await school()
  forget()
  const page = await journey.browser.get(journey.browser.page.url)
  expect(page.text).toContain('La connexion doit être recommencée')
  expect(await goOn(journey)).toBeUndefined()
})
