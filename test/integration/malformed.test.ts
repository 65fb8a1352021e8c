import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { logIn } from '../support/browser-session.ts'
import { redeem, tripOf } from '../support/form-page.ts'
import { createMalformedRequests, createSeededRandom } from '../support/malformed-requests.ts'
import { rightRequests } from '../support/right-requests.ts'
import { sendMalformed } from '../support/send-malformed.ts'
import { type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const someone = { login: 'test', password: '123' }

// The same requests each time; test/system sends many more.
test('when 2,500 malformed requests come, then each is answered, and none breaks anything', async () => {
  const trip = tripOf(system)
  const back = await logIn(system.citizen(), trip.url, someone)
  const { data } = await redeem(system, trip, back.searchParams.get('code'))
  const browser = system.citizen(({ pathname }) => pathname === '/callback')
  const callback = await logIn(browser, tripOf(system).url, someone)
  const known = {
    state: callback.searchParams.get('state') ?? '',
    cookie: browser.cookies.header(callback) ?? '',
    prefillToken: data.prefill_token,
  }
  const make = createMalformedRequests(createSeededRandom(20260101), rightRequests(known))
  const port = Number(new URL(system.serviceOrigin).port)
  const { broken, statuses } = await sendMalformed(port, make, 2500)
  expect(broken).toEqual([])
  const usual = ['200', '303', '400', '401', '403', '404', '405', '413', '415', '417']
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(usual))
  expect(statuses[0] ?? 0).toBeLessThan(200)
  expect(system.log.filter((line) => line.includes('"internal"'))).toEqual([])
  // And it serves on.
  const again = tripOf(system)
  const code = (await logIn(system.citizen(), again.url, someone)).searchParams.get('code')
  expect((await redeem(system, again, code)).status).toBe(200)
})
