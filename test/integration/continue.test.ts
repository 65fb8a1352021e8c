import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { http } from '../support/form-page.ts'
import { refreshOf } from '../support/html-page.ts'
import { answer, goOn, type Journey, openJourney, payload } from '../support/journey.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
const stored: string[] = []

beforeAll(async () => {
  system = await startSystem({ pace: 0.1 })
  const { put } = system.store
  system.store.put = (key, value, seconds) => {
    stored.push(`${key} ${value}`)
    return put(key, value, seconds)
  }
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

const transport = () => openJourney(system, 'demo-transport', '/transport')

/** The address of the way on, as the progress page would have it. */
const onward = ({ seen: [ask] }: Journey) => String(ask?.url.href).replace('/ask/', '/continue/')

const headersOf = ({ browser }: Journey) => ({
  accept: 'text/html',
  cookie: browser.cookies.header(new URL(system.serviceOrigin)) ?? '',
})

const errorOf = (location: string) => {
  const { origin, pathname, searchParams } = new URL(location)
  return [origin + pathname, searchParams.get('error_description')?.split(':')[0]]
}

test('when the login is still under way, then a page says so and asks again by itself', async () => {
  system.faults.set([{ fault: 'latency', at: 'etudiant_boursier', milliseconds: 900 }])
  const journey = await transport()
  const callback = answer(journey, [['situation', 'etudiant']])
  let page = await http.get(onward(journey), { headers: headersOf(journey) })
  // Before FranceConnect has sent the citizen back, nobody is at work: the attempt is not done either.
  while (page.status === 303)
    page = await http.get(onward(journey), { headers: headersOf(journey) })
  expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-store'])
  expect(refreshOf(page.data)).toBe(new URL(onward(journey)).pathname)
  expect(page.data).toContain('<h1>Nous récupérons vos informations</h1>')
  expect(page.data).toContain(
    `<a class="action" href="${new URL(onward(journey)).pathname}">Continuer</a>`,
  )
  expect(page.data).not.toContain(journey.trip.state)
  const back = await callback
  const claims = await payload(system, journey, back)
  expect(claims.sources.etudiant_boursier).toEqual({ status: 'ok' })
})

test('when the login has ended, then the way on is the callback’s, as often as it is taken, for a minute', async () => {
  const journey = await transport()
  const back = await answer(journey, [['situation', 'aucune']])
  const take = () => http.get(onward(journey), { headers: headersOf(journey) })
  for (const { status, headers } of [await take(), await take()])
    expect([status, headers.location]).toEqual([303, back?.href])
  system.advance(61)
  expect(errorOf((await take()).headers.location)).toEqual([
    `${formOrigin}/transport`,
    'login_interrupted',
  ])
})

test('when nobody is at work, then the form is told with its own state', async () => {
  const journey = await transport()
  const { status, headers } = await http.get(onward(journey), { headers: headersOf(journey) })
  expect(status).toBe(303)
  expect(errorOf(headers.location)).toEqual([`${formOrigin}/transport`, 'login_interrupted'])
  expect(new URL(headers.location).searchParams.get('state')).toBe(journey.trip.state)
})

test('when the citizen cancelled, then the way on tells the form so', async () => {
  const journey = await transport()
  await journey.browser.post([['situation', 'aucune']])
  const callback = new URL(`${system.serviceOrigin}/callback`)
  const asked = journey.browser.hops.find(
    ({ url }) => url.includes('/authorize?') && url.startsWith(system.simulator.issuer),
  )
  const state = new URL(String(asked?.url)).searchParams.get('state')
  callback.search = String(
    new URLSearchParams({
      error: 'access_denied',
      state: String(state),
      iss: system.simulator.issuer,
    }),
  )
  await journey.browser.get(callback)
  expect(errorOf(String(journey.browser.stopped))).toEqual([
    `${formOrigin}/transport`,
    'login_cancelled',
  ])
})

describe('when it is not this browser’s login', () => {
  test.each(['get', 'post'] as const)('then a stranger (%s) learns nothing', async (method) => {
    const journey = await transport()
    await answer(journey, [['situation', 'aucune']])
    const { status, headers, data } = await http.request({
      method,
      url: onward(journey),
      headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' },
    })
    expect([status, headers.location, headers['set-cookie']]).toEqual([400, undefined, undefined])
    expect(data).toContain('La connexion doit être recommencée')
    expect(data).not.toContain('Démonstration')
  })

  test('then the cookie of another form’s attempt does not open it', async () => {
    const journey = await transport()
    await answer(journey, [['situation', 'aucune']])
    const other = await openJourney(system, 'demo-stationnement', '/stationnement')
    const { status } = await http.get(onward(journey), { headers: headersOf(other) })
    expect(status).toBe(400)
  })

  test('then the outcome in the store is sealed', async () => {
    stored.length = 0
    const journey = await transport()
    const back = await answer(journey, [['situation', 'aucune']])
    const outcomes = stored.filter((entry) => entry.startsWith('outcome:'))
    expect(outcomes).toHaveLength(1)
    const [, sealed = ''] = String(outcomes[0]).split(' ')
    const text = `${outcomes[0]} ${Buffer.from(sealed, 'base64url').toString('latin1')}`
    expect(text).not.toContain(String(back?.searchParams.get('code')))
    expect(text).not.toContain('localhost')
    expect(text).not.toContain(onward(journey).split('/').at(-1))
  })
})

test.each(['PUT', 'DELETE'])('when %s is tried, then it is refused', async (method) => {
  const journey = await transport()
  const { status, headers } = await http.request({
    method,
    url: onward(journey),
    headers: headersOf(journey),
  })
  expect([status, headers.allow]).toEqual([405, 'GET, POST'])
})

test('when a login needs no state source, then it goes through without any page of ours', async () => {
  const journey = await openJourney(system, 'demo-cantine', '/cantine')
  expect((await goOn(journey))?.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
  expect(journey.seen.slice(1)).toEqual([])
})
