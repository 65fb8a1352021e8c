import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import type { FaultName } from '../../src/simulator/faults.ts'
import { startTestService, type TestService } from '../support/simulator-relying-party.ts'
import { freshCode, postToken } from '../support/token-requests.ts'

let service: TestService
const faults = createFaultBox()

beforeAll(async () => {
  service = await startTestService(undefined, { faults })
})
afterEach(() => faults.clear())
afterAll(() => service.simulator.close())

const get = (path: string) => fetch(`${service.simulator.issuer}${path}`, { redirect: 'manual' })

const paths = [
  ['/jwks', 'jwks'],
  ['/.well-known/openid-configuration', 'discovery'],
  ['/userinfo', 'userinfo'],
  ['/authorize', 'authorize'],
] as const

test.each(paths)('when %s is out of service, then it alone is', async (path, at) => {
  const former = await Promise.all(paths.map(async ([each]) => (await get(each)).status))
  faults.set([{ fault: 'status_503', at }])
  const present = await Promise.all(paths.map(async ([each]) => (await get(each)).status))
  expect(present).toEqual(
    former.map((status, index) => (paths[index]?.[0] === path ? 503 : status)),
  )
})

test.each<[FaultName, number]>([
  ['status_500', 500],
  ['status_502', 502],
  ['status_503', 503],
])('when %s is on, then a page of HTML comes instead of JSON', async (fault, status) => {
  faults.set([{ fault }])
  const response = await get('/jwks')
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    status,
    'text/html',
    `<html><body><h1>Error ${status}</h1></body></html>\n`,
  ])
})

test('when a redirect fails, then it leads nowhere', async () => {
  faults.set([{ fault: 'status_502', at: 'authorize' }])
  const response = await get(
    new URL(service.authorizeUrl()).href.slice(service.simulator.issuer.length),
  )
  expect([response.status, response.headers.get('location')]).toEqual([502, null])
})

test('when a body is garbage, then status and type still promise JSON', async () => {
  faults.set([{ fault: 'garbage_body' }])
  const response = await get('/jwks')
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/jwk-set+json; charset=utf-8',
  ])
  await expect(response.json()).rejects.toThrow('is not valid JSON')
})

test('when a body is huge, then 2 MiB follow the right one', async () => {
  const length = (await (await get('/jwks')).text()).length
  faults.set([{ fault: 'huge_body' }])
  const text = await (await get('/jwks')).text()
  expect(text.length - length).toBe(2 * 1024 * 1024)
  expect(JSON.parse(text).keys).toHaveLength(2)
})

test('when a body is truncated, then its length promises more than comes', async () => {
  const whole = await (await get('/jwks')).text()
  faults.set([{ fault: 'truncated_body' }])
  const response = await get('/jwks')
  expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(whole)))
  await expect(response.text()).rejects.toThrow('terminated')
})

test('when a huge body is truncated, then half of it comes', async () => {
  faults.set([{ fault: 'truncated_body' }, { fault: 'huge_body' }])
  const response = await get('/jwks')
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(2 * 1024 * 1024)
  await expect(response.text()).rejects.toThrow('terminated')
})

test('when the connection is dropped, then there is no answer', async () => {
  faults.set([{ fault: 'dropped_connection' }])
  await expect(get('/jwks')).rejects.toThrow('fetch failed')
})

test('when the answer is late, then it is whole', async () => {
  faults.set([{ fault: 'latency', milliseconds: 200 }])
  const start = performance.now()
  expect((await (await get('/jwks')).json()).keys).toHaveLength(2)
  expect(performance.now() - start).toBeGreaterThan(195)
})

test('when the token endpoint breaks down once, then the code is used up all the same', async () => {
  const code = await freshCode(service)
  faults.set([{ fault: 'status_503', at: 'token', times: 1 }])
  await expect(postToken(service, code)).rejects.toThrow('is not valid JSON')
  expect(await postToken(service, code)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  })
})

test('when a breakdown is for one citizen, then another is served', async () => {
  faults.set([{ fault: 'status_500', at: 'token', login: 'karim' }])
  expect((await postToken(service, await freshCode(service))).status).toBe(200)
  const code = (await service.callback('karim')).searchParams.get('code') ?? ''
  await expect(postToken(service, code)).rejects.toThrow('is not valid JSON')
})
