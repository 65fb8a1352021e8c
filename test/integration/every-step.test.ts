import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { AxiosResponse } from 'axios'
import { logIn } from '../support/browser-session.ts'
import { http, redeem, tripOf } from '../support/form-page.ts'
import { answer, openJourney } from '../support/journey.ts'
import { civilStatusSecret, formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem({ pace: 0.1 })
})
afterAll(() => system.close())

const someone = { login: 'test', password: '123' }
const html = 'text/html; charset=utf-8'
const json = 'application/json; charset=utf-8'

// Pages whose forms lead elsewhere are in a collectivite's name, and show its logo.
const policy = (...formActions: string[]) =>
  [
    "default-src 'none'",
    "style-src 'self'",
    ...(formActions.length > 0 ? ["img-src 'self'"] : []),
    ["form-action 'self'", ...formActions].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join(';')

/** What decides who may keep, read, frame or learn of an answer. */
const told = ({ status, headers }: AxiosResponse) => ({
  status,
  type: headers['content-type'],
  cache: headers['cache-control'],
  policy: headers['content-security-policy'],
  opener: headers['cross-origin-opener-policy'],
  resource: headers['cross-origin-resource-policy'],
  referrer: headers['referrer-policy'],
  readers: headers['access-control-allow-origin'],
})
const expected = (status: number, type: string | undefined, own = policy(), readers?: string) => ({
  status,
  type,
  cache: 'no-store',
  policy: own,
  opener: 'same-origin',
  resource: 'same-origin',
  referrer: 'same-origin',
  readers,
})

test('when pages with a citizen’s data or way on are sent, then no cache keeps them and forms lead nowhere else', async () => {
  const franceConnect = new URL(system.simulator.issuer).origin
  const journey = await openJourney(system, 'demo-cantine-qf', '/cantine-qf')
  const { browser } = journey
  const get = (url: string) =>
    http.get(url, {
      headers: {
        accept: 'text/html',
        cookie: browser.cookies.header(new URL(system.serviceOrigin)) ?? '',
      },
    })
  const ask = browser.page.url.href
  expect(told(await get(ask))).toEqual(expected(200, html, policy(franceConnect, formOrigin)))
  await answer(journey, [['source', 'quotient_familial']])
  expect(told(await get(browser.page.url.href))).toEqual(expected(200, html, policy(formOrigin)))
  expect(told(await get(ask.replace('/ask/', '/continue/')))).toEqual(expected(303, undefined))
})

test('when the callback answers with a page that grows, then it is kept nowhere', async () => {
  system.faults.set([{ fault: 'latency', at: 'etudiant_boursier', milliseconds: 900 }])
  const { browser, trip } = await openJourney(system, 'demo-transport', '/transport')
  const stopped = system.citizen(({ pathname }) => pathname === '/callback')
  const cookie = browser.cookies.header(new URL(system.serviceOrigin)) ?? ''
  const left = await http.post(
    browser.page.url.href,
    new URLSearchParams([['situation', 'etudiant']]),
    { headers: { cookie, 'sec-fetch-site': 'same-origin' } },
  )
  const callback = await logIn(stopped, left.headers.location, someone)
  const page = await http.get(callback.href, { headers: { cookie, accept: 'text/html' } })
  expect(told(page)).toEqual(expected(200, html, policy(formOrigin)))
  expect(page.headers['x-accel-buffering']).toBe('no')
  expect(page.data).not.toContain(trip.state)
  system.faults.clear()
})

test('when tokens and claims are handed over, then no cache keeps them and only the form’s origin reads them', async () => {
  const trip = tripOf(system)
  const browser = system.citizen(({ pathname }) => pathname === '/callback')
  const callback = await logIn(browser, trip.url, someone)
  const cookie = browser.cookies.header(callback) ?? ''
  const back = await http.get(callback.href, { headers: { cookie, accept: 'text/html' } })
  expect(told(back)).toEqual(expected(303, undefined))
  const code = new URL(back.headers.location).searchParams.get('code')
  const tokens = await redeem(system, trip, code)
  expect(told(tokens)).toEqual(expected(200, json, policy(), formOrigin))
  expect(tokens.headers.vary).toBe('Origin')
})

test('when claims are read by a back end, then no cache keeps them and no page reads them', async () => {
  const client = {
    client_id: 'demo-etat-civil',
    redirect_uri: `${formOrigin}/etat-civil/retour`,
  }
  const trip = tripOf(system, client)
  const back = await logIn(system.citizen(), trip.url, someone)
  const proof = { ...client, client_secret: civilStatusSecret }
  const { data } = await redeem(system, trip, back.searchParams.get('code'), proof, {})
  const claims = await http.get(`${system.serviceOrigin}/userinfo`, {
    headers: { authorization: `Bearer ${data.access_token}`, origin: formOrigin },
  })
  expect(told(claims)).toEqual(expected(200, json))
})
