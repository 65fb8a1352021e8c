import { afterEach, describe, expect, test } from '@jest/globals'
import { logIn } from '../support/browser-session.ts'
import { http, tripOf } from '../support/form-page.ts'
import {
  formOrigin,
  type System,
  type SystemOptions,
  startSystem,
} from '../support/start-system.ts'

let system: System
afterEach(() => system.close())

const html = { accept: 'text/html', 'accept-language': 'fr' }

/** Goes to FranceConnect, and stands before the callback with its code. */
async function atTheCallback() {
  const trip = tripOf(system)
  const browser = system.citizen(({ pathname }) => pathname === '/callback')
  const callback = await logIn(browser, trip.url.href, { login: 'test', password: '123' })
  const cookie = browser.cookies.header(callback) ?? ''
  return { trip, callback, cookie }
}

const call = (url: URL, cookie: string) => http.get(url.href, { headers: { ...html, cookie } })

const withCode = (callback: URL, code: string) => {
  const forged = new URL(callback)
  forged.searchParams.set('code', code)
  return forged
}

const outcomes = async () =>
  (await system.metrics.text()).match(/(?<=prefill_logins_total\{outcome=")\w+"\} \d+/g)

/** A count by the minute begins with it: no test stands astride two. */
async function start(options: SystemOptions): Promise<void> {
  system = await startSystem(options)
  system.advance(60 - ((Date.now() / 1000) % 60))
}

describe('codes that FranceConnect refuses', () => {
  test('when one address brings too many, then it waits, and its good code is not spent', async () => {
    // A tenth of the requests of a minute.
    await start({ requestsPerMinute: 20 })
    for (const code of ['x'.repeat(43), 'y'.repeat(43)]) {
      const { callback, cookie } = await atTheCallback()
      expect((await call(withCode(callback, code), cookie)).status).toBe(303)
    }
    const { callback, cookie } = await atTheCallback()
    const held = await call(callback, cookie)
    expect(held.status).toBe(429)
    expect(held.data).toContain('<h1>Trop de demandes</h1>')
    expect(held.data).toContain(`href="${formOrigin}/cantine"`)
    expect(await outcomes()).toEqual(['franceconnect_code_expired"} 2', 'too_many_requests"} 1'])
  })

  test('when the minute is over, then the address is free again', async () => {
    await start({ requestsPerMinute: 10 })
    const first = await atTheCallback()
    await call(withCode(first.callback, 'x'.repeat(43)), first.cookie)
    system.advance(60)
    const { callback, cookie } = await atTheCallback()
    expect((await call(callback, cookie)).headers.location).toContain('code=')
  })

  test('when it is waiting, then a cancelled login still has its way back', async () => {
    await start({ requestsPerMinute: 10 })
    const { callback, cookie } = await atTheCallback()
    await call(withCode(callback, 'x'.repeat(43)), cookie)
    const { callback: other, cookie: its } = await atTheCallback()
    expect((await call(other, its)).status).toBe(429)
    other.searchParams.delete('code')
    other.searchParams.set('error', 'access_denied')
    expect((await call(other, its)).headers.location).toContain('error=access_denied')
  })

  test('when many log in well from one address, then nobody waits', async () => {
    await start({ requestsPerMinute: 10 })
    for (let count = 0; count < 5; count += 1) {
      const { callback, cookie } = await atTheCallback()
      expect((await call(callback, cookie)).headers.location).toContain('code=')
    }
  })

  test('when an attempt brings another code later, then FranceConnect is not asked again', async () => {
    await start({})
    const { callback, cookie } = await atTheCallback()
    const first = await call(withCode(callback, 'x'.repeat(43)), cookie)
    system.advance(600)
    const again = await call(withCode(callback, 'y'.repeat(43)), cookie)
    expect(again.headers.location).toBe(first.headers.location)
    expect(await outcomes()).toEqual(['franceconnect_code_expired"} 2'])
    system.advance(3001)
    expect((await call(callback, cookie)).status).toBe(400)
  })
})

test('when one form is busy beyond measure, then its citizens have their form back and other forms their logins', async () => {
  await start({ loginsPerFormAndMinute: 2 })
  const begin = async (changes = {}) => {
    const { headers } = await http.get(tripOf(system, changes).url.href)
    const { origin, searchParams } = new URL(headers.location)
    return searchParams.get('error_description')?.split(':')[0] ?? origin
  }
  const other = { client_id: 'demo-stationnement', redirect_uri: `${formOrigin}/stationnement` }
  expect([await begin(), await begin(), await begin()]).toEqual([
    new URL(system.simulator.url).origin,
    new URL(system.simulator.url).origin,
    'at_capacity',
  ])
  expect(await begin(other)).not.toBe('at_capacity')
  system.advance(60)
  expect(await begin()).toBe(new URL(system.simulator.url).origin)
})
