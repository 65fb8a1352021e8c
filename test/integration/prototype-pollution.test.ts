import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { http, tripOf } from '../support/form-page.ts'
import { openJourney } from '../support/journey.ts'
import { type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem({ pace: 0.1 })
})
afterAll(() => system.close())

const names = [
  '__proto__',
  'constructor',
  'prototype',
  '__proto__[x]',
  'constructor[prototype][x]',
  'toString',
]

/** Whether anything has become of what all objects have. */
function expectUntouched(): void {
  const plain = {} as Record<string, unknown>
  expect([plain.x, plain.polluted, plain.valid, [].length, Object.keys(Object.prototype)]).toEqual([
    undefined,
    undefined,
    undefined,
    0,
    [],
  ])
  expect(typeof plain.toString).toBe('function')
}

const json = { 'content-type': 'application/json' }

test.each([
  '{"client_id":"demo-cantine","submitted":{"__proto__":{"polluted":"x"},"nom":"a"}}',
  '{"client_id":"demo-cantine","submitted":{"a":{"__proto__":{"polluted":"x"}},"nom":"a"}}',
  '{"client_id":"demo-cantine","submitted":{"constructor":{"prototype":{"polluted":"x"}},"nom":"a"}}',
  '{"__proto__":{"client_id":"demo-cantine","valid":true},"client_id":"demo-cantine","submitted":{"nom":"a"}}',
])('when the body of /verify is %s, then it is data like any other', async (body) => {
  const { status, data } = await http.post(`${system.serviceOrigin}/verify`, body, {
    headers: json,
  })
  expect(status).toBe(200)
  expect(data).toMatchObject({ valid: false, problems: ['missing'], fields: {} })
  expect(data.added).toContain('nom')
  expectUntouched()
})

test.each([
  '{"__proto__":{"client_id":"demo-cantine","submitted":{}}}',
  '{"client_id":"__proto__","submitted":{}}',
  '{"client_id":"constructor","submitted":{}}',
])('when the body of /verify is %s, then it names no form', async (body) => {
  const { status } = await http.post(`${system.serviceOrigin}/verify`, body, { headers: json })
  expect(status).toBe(400)
  expectUntouched()
})

test.each(names)(
  'when %s stands in queries, bodies and cookies, then it is a name like any other',
  async (name) => {
    const pair = `${encodeURIComponent(name)}=x`
    const origin = system.serviceOrigin
    const cookie = `${name}=x; prefill-attempt-${name}=x`
    const form = {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    }
    const { browser } = await openJourney(system, 'demo-cantine-qf', '/cantine-qf')
    const own = browser.cookies.header(new URL(origin)) ?? ''
    const statuses = [
      await http.get(`${tripOf(system).url.href}&${pair}`, { headers: { cookie } }),
      await http.get(`${origin}/callback?${pair}`, { headers: { cookie } }),
      await http.get(`${origin}/forms/${encodeURIComponent(name)}?${pair}`),
      await http.post(`${origin}/token`, `${pair}&client_id=${name}`, { headers: form }),
      await http.post(browser.page.url.href, `${pair}&source=${pair}`, {
        headers: { ...form, cookie: `${own}; ${cookie}` },
      }),
      await http.get(`${origin}/logout?${pair}&client_id=${name}`, { headers: { cookie } }),
    ].map(({ status }) => status)
    expect(statuses).toEqual([303, 400, 404, 401, 303, 200])
    expectUntouched()
  },
)

test('when a header is called __proto__, then it is a header like any other', async () => {
  const port = Number(new URL(system.serviceOrigin).port)
  const answer = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'GET /jwks HTTP/1.1\r\nHost: x\r\n__proto__: x\r\nconstructor: x\r\nConnection: close\r\n\r\n',
    )
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('close', () => resolve(text))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expectUntouched()
})
