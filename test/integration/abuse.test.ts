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
    expect(await outcomes()).toEqual(['franceconnect_code_expired"} 1'])
    system.advance(3001)
    expect((await call(callback, cookie)).status).toBe(400)
  })
})

test('when one form is flooded, then whoever floods it waits, and every other citizen and form has their login', async () => {
  await start({ loginsPerFormAndMinute: 2, trustProxy: 1 })
  const begin = async (from: string, changes = {}) => {
    const headers = { 'x-forwarded-for': from }
    const { headers: answered } = await http.get(tripOf(system, changes).url.href, { headers })
    const { origin, searchParams } = new URL(answered.location)
    const code = searchParams.get('error_description')?.split(':')[0]
    return code ?? (origin === new URL(system.simulator.url).origin ? 'begun' : origin)
  }
  const floods = async (from: string, count: number) => {
    const answers: string[] = []
    for (let index = 0; index < count; index += 1) answers.push(await begin(from))
    return answers
  }
  // Ten of each address, and two of the form.
  expect(await floods('192.0.2.1', 13)).toEqual([...Array(12).fill('begun'), 'at_capacity'])
  expect(await floods('192.0.2.2', 11)).toEqual([...Array(10).fill('begun'), 'at_capacity'])
  const other = { client_id: 'demo-etat-civil', redirect_uri: `${formOrigin}/etat-civil/retour` }
  expect(await begin('192.0.2.1', other)).toBe('begun')
  system.advance(60)
  expect(await begin('192.0.2.1')).toBe('begun')
})

test('when one address asks too often, then it waits, whatever is asked that costs anything', async () => {
  await start({ requestsPerMinute: 2 })
  const page = '0'.repeat(32)
  const pages = ['/authorize', '/logout', '/userinfo', `/ask/${page}`, `/review/${page}`]
  const ask = async (method: string, path: string) =>
    (await http.request({ method, url: `${system.serviceOrigin}${path}` })).status
  for (const path of [...pages, `/continue/${page}`]) {
    const free = [await ask('GET', path), await ask('POST', path)]
    const held = [await ask('GET', path), await ask('POST', path)]
    expect([path, free.includes(429), held]).toEqual([path, false, [429, 429]])
  }
  for (const path of ['/token', '/verify']) {
    const statuses = [await ask('POST', path), await ask('POST', path), await ask('POST', path)]
    expect([path, statuses.indexOf(429)]).toEqual([path, 2])
  }
})
