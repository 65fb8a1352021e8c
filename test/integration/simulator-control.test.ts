import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import { faultNames } from '../../src/simulator/faults.ts'
import { createBrowserSession } from '../support/browser-session.ts'
import { startTestService, type TestService } from '../support/simulator-relying-party.ts'
import { freshCode, getUserinfo, postToken } from '../support/token-requests.ts'

let service: TestService
const faults = createFaultBox()

beforeAll(async () => {
  service = await startTestService(undefined, { faults })
})
afterEach(() => faults.clear())
afterAll(() => service.simulator.close())

async function control(method: string, path: string, body?: string, headers = {}) {
  const init = body === undefined ? { method, headers } : { method, headers, body }
  const response = await fetch(`${service.simulator.url}/control${path}`, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

test('when faults are put, then they are on until they are deleted', async () => {
  const on = [{ fault: 'status_500', at: 'jwks' }]
  const put = await control('PUT', '/faults', JSON.stringify({ faults: on }))
  expect(put).toEqual({ status: 200, body: { faults: on } })
  expect((await fetch(`${service.simulator.issuer}/jwks`)).status).toBe(500)
  expect(await control('DELETE', '/faults')).toEqual({ status: 204, body: undefined })
  expect((await fetch(`${service.simulator.issuer}/jwks`)).status).toBe(200)
})

test('when the faults are read, then those that are known come along', async () => {
  faults.set([{ fault: 'latency', times: 3 }])
  const { status, body } = await control('GET', '/faults')
  expect([status, body.faults]).toEqual([200, [{ fault: 'latency', at: 'any', times: 3 }]])
  expect(body.known.map(({ fault }: { fault: string }) => fault)).toEqual(faultNames)
  expect(body.known).toContainEqual({
    fault: 'clock_offset',
    places: ['token', 'userinfo'],
    seconds: 5,
    summary: expect.any(String),
  })
})

test.each<[string, string, RegExp]>([
  ['an unknown fault', '{"faults":[{"fault":"sabotage"}]}', /known faults: wrong_iss/],
  ['a list without a name', '[]', /expected object/],
  [
    'somebody unknown',
    '{"faults":[{"fault":"latency","login":"nobody"}]}',
    /no citizen logs in as "nobody"/,
  ],
])(
  'when %s is put, then the answer says what is possible, and nothing changes',
  async (_what, json, text) => {
    faults.set([{ fault: 'expired' }])
    expect(await control('PUT', '/faults', json)).toEqual({
      status: 400,
      body: {
        error: 'invalid_faults',
        error_description: expect.stringMatching(text),
        known: faultNames,
      },
    })
    expect(faults.list()).toHaveLength(1)
  },
)

test('when the body is not JSON, then the answer says so', async () => {
  expect(await control('PUT', '/faults', 'fault=latency')).toEqual({
    status: 400,
    body: { error: 'invalid_json', error_description: 'the body is not JSON' },
  })
})

test('when the clock is moved on, then lifetimes end', async () => {
  const { body } = await postToken(service, await freshCode(service))
  const late = await freshCode(service)
  expect((await getUserinfo(service, body.access_token)).status).toBe(200)
  expect(await control('POST', '/clock', '{"advance_seconds":31}')).toEqual({
    status: 200,
    body: { ahead_seconds: 31, now: expect.stringMatching(/^20..-.*Z$/) },
  })
  expect((await getUserinfo(service, body.access_token)).status).toBe(401)
  expect((await postToken(service, late)).body.error).toBe('invalid_grant')
  expect((await postToken(service, await freshCode(service))).status).toBe(200)
})

test.each(['{}', '{"advance_seconds":0}', '{"advance_seconds":-5}', '{"advance_seconds":"60"}'])(
  'when the clock is told %s, then it does not move',
  async (body) => {
    expect(await control('POST', '/clock', body)).toEqual({
      status: 400,
      body: {
        error: 'invalid_clock',
        error_description: expect.stringContaining('advance_seconds'),
      },
    })
  },
)

test.each([
  { origin: 'https://elsewhere.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('when a page says %j, then it cannot steer the simulator', async (headers) => {
  for (const [method, path] of [
    ['PUT', '/faults'],
    ['DELETE', '/faults'],
    ['POST', '/keys/rotate'],
    ['POST', '/clock'],
    ['POST', '/page/faults/clear'],
  ] as const) {
    expect((await control(method, path, '{}', headers)).status).toBe(403)
  }
})

test('when the front page is opened, then it lists the addresses and leads to the control page', async () => {
  const browser = createBrowserSession()
  const front = await browser.get(service.simulator.url)
  expect(front.status).toBe(200)
  expect(front.text).toContain('This is not FranceConnect.')
  expect(front.text).toContain(`${service.simulator.issuer}/.well-known/openid-configuration`)
  expect(front.text).toContain('karim : Cas nominal')
  const page = await browser.follow('/control')
  expect([page.status, page.text.includes('None: FranceConnect behaves.')]).toEqual([200, true])
  expect(page.headers.get('referrer-policy')).toBe('same-origin')
})

test('when a fault is switched on and off on the page, then it is', async () => {
  const browser = createBrowserSession()
  await browser.get(`${service.simulator.url}/control`)
  const form = { fault: 'latency', at: 'token', amount: '7', login: 'karim', times: '2' }
  const page = await browser.submit(form)
  const set = {
    fault: 'latency',
    at: 'token',
    milliseconds: 7,
    login: 'karim',
    times: 2,
  } as const
  expect(faults.list()).toEqual([set])
  expect(page.text).toContain('latency at token, 7 milliseconds, for karim, 2 more')
  await browser.submit({ fault: 'expired', at: 'any', amount: '', login: '', times: '' })
  expect(faults.list()).toEqual([set, { fault: 'expired', at: 'any' }])
  const others = [
    { fault: 'latency', at: 'token', login: 'test' },
    { fault: 'latency', at: 'userinfo', login: 'karim' },
  ] as const
  faults.set([set, ...others])
  await browser.get('/control')
  await browser.submit({ fault: 'latency', at: 'token', login: 'karim' })
  expect(faults.list()).toEqual(others)
})

test.each([
  [{ fault: 'expired', amount: '5' }, 'expired takes no seconds'],
  [{ fault: 'latency', login: 'nobody' }, 'no citizen logs in as "nobody"'],
  [{ fault: 'wrong_sub', at: 'token' }, 'wrong_sub bites at userinfo, not at token'],
])('when the form holds %j, then the page says what is wrong', async (fields, text) => {
  const browser = createBrowserSession()
  await browser.get(`${service.simulator.url}/control`)
  const page = await browser.submit({ at: 'any', amount: '', login: '', times: '', ...fields })
  expect([page.status, faults.list()]).toEqual([400, []])
  expect(page.text).toContain(text)
})

test('when all faults are switched off on the page, then none is left', async () => {
  faults.set([{ fault: 'expired' }, { fault: 'latency' }])
  const browser = createBrowserSession()
  const { forms } = await browser.get(`${service.simulator.url}/control`)
  const actions = forms.map(({ action }) => action)
  expect(actions).toEqual([
    '/control/page/faults/off',
    '/control/page/faults/off',
    '/control/page/faults/clear',
    '/control/page/faults',
    '/control/page/keys',
    '/control/page/clock',
  ])
  const url = `${service.simulator.url}/control/page/faults/clear`
  const { status, headers } = await fetch(url, { method: 'POST', redirect: 'manual' })
  expect([status, headers.get('location'), faults.list()]).toEqual([303, '/control', []])
})

test('when keys and clock are moved on the page, then it shows them', async () => {
  const browser = createBrowserSession()
  const before = await browser.get(`${service.simulator.url}/control`)
  const ahead = Number(/(\d+) seconds ahead/.exec(before.text)?.[1])
  const moved = await browser.submit({ advance_seconds: '60' })
  expect(moved.text).toContain(`${ahead + 60} seconds ahead`)
  const rotated = await browser.submit({ former: 'forget' })
  expect(rotated.text).toContain('Signing with pkcs11:ES256:hsm:2 and pkcs11:RS256:hsm:2')
})
