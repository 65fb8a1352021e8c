import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { loadCitizens } from '../../src/simulator/citizens.ts'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { createBrowserSession, logIn } from '../support/browser-session.ts'
import { http, redeem, tripOf } from '../support/form-page.ts'
import { answer, openJourney } from '../support/journey.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { type ServiceInstance, startInstance } from '../support/service-instance.ts'
import { freePort } from '../support/start-demo-process.ts'
import { formOrigin } from '../support/start-system.ts'

const demo = fileURLToPath(new URL('../../config/demo', import.meta.url))
const backEndSecret = 'demo-secret-of-the-civil-status-form'
const civilStatus = {
  client_id: 'demo-etat-civil',
  redirect_uri: `${formOrigin}/etat-civil/retour`,
}

let redis: RedisServer
let simulator: RunningSimulator
let balancer: Server
let system: { serviceOrigin: string; citizen: () => ReturnType<typeof createBrowserSession> }
let folder: string
let environment: Record<string, string>
const instances: ServiceInstance[] = []
const faults = createFaultBox()
/** Which instance answered, and what. */
const answered: [number, string][] = []

// Each step of a login goes to another instance than the one before.
const steps: readonly (readonly [string, number])[] = [
  ['/authorize', 0],
  ['/callback', 1],
  ['/token', 2],
  ['/review', 2],
]

function balance(): Server {
  return createServer((from, to) => {
    const path = new URL(from.url ?? '/', 'http://localhost').pathname
    const index = steps.find(([start]) => path.startsWith(start))?.[1] ?? 0
    answered.push([index, path])
    const options = {
      host: '127.0.0.1',
      port: instances[index]!.port,
      path: from.url,
      method: from.method,
      headers: from.headers,
    }
    const onward = request(options, (response) => {
      to.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(to)
    })
    onward.on('error', () => to.destroy())
    from.pipe(onward)
  })
}

beforeAll(async () => {
  const port = await freePort()
  const simulatorPort = await freePort()
  const serviceOrigin = `http://localhost:${port}`
  const redisPort = await freePort()
  simulator = await startSimulator({
    port: simulatorPort,
    clients: loadClients(undefined, { serviceOrigin }),
    faults,
  })
  folder = mkdtempSync(join(tmpdir(), 'prefill-shared-'))
  const keys = await generateSigningKeys(Math.floor(Date.now() / 1000))
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys), { mode: 0o600 })
  writeFileSync(join(folder, 'redis'), `redis://127.0.0.1:${redisPort}\n`)
  environment = {
    NODE_ENV: 'development',
    PUBLIC_URL: serviceOrigin,
    SIMULATOR_PORT: String(simulatorPort),
    CONFIG_DIR: demo,
    SECRETS: 'a-secret-that-these-instances-share-0123456789',
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    REDIS_URL_FILE: join(folder, 'redis'),
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
    DEMO_ETAT_CIVIL_SECRET: backEndSecret,
  }
  // The instances come first: Redis is away when they start.
  instances.push(...(await Promise.all([0, 1, 2].map(() => startInstance(environment)))))
  balancer = balance()
  await new Promise<void>((resolve) => balancer.listen(port, '127.0.0.1', resolve))
  const stopAt = ({ origin }: URL) => origin === formOrigin
  system = { serviceOrigin, citizen: () => createBrowserSession({ stopAt }) }
  await allSay({ status: 'store_unavailable', redis: 'down' }, 503)
  redis = await startRedis(redisPort)
  await allSay({ status: 'ok', redis: 'up' }, 200)
}, 60_000)

afterAll(async () => {
  for (const { child } of instances) child.kill('SIGKILL')
  await Promise.all(instances.map(({ ended }) => ended))
  await simulator?.close()
  balancer?.closeAllConnections()
  await new Promise((resolve) => balancer.close(resolve))
  await redis?.stop()
  rmSync(folder, { recursive: true })
})

/** Waits until every instance's readiness says so. */
async function allSay(body: Record<string, string>, status: number): Promise<void> {
  const until = Date.now() + 10_000
  for (const { management } of instances)
    for (;;) {
      const ready = await http.get(`${management}/readyz`)
      if (ready.status === status || Date.now() > until) {
        expect({ status: ready.status, body: ready.data }).toEqual({
          status,
          body: { ...body, franceconnect: expect.any(Object) },
        })
        break
      }
      await sleep(50)
    }
}

async function redisGauges(): Promise<unknown[]> {
  const texts = await Promise.all(
    instances.map(({ management }) => http.get(`${management}/metrics`)),
  )
  return texts.map(({ data }) => /^prefill_redis_up (\d)$/m.exec(data)?.[1])
}

const lines = ({ output }: ServiceInstance) =>
  output()
    .split('\n')
    .filter((line) => line.includes('"event":"store"'))
    .map((line) => JSON.parse(line))

/** Every key and value that Redis holds now. */
async function everything(): Promise<string[]> {
  const keys = (await redis.ask('KEYS', '*')) as string[]
  const values = await Promise.all(keys.map((key) => redis.ask('GET', key)))
  return [...keys, ...values.map(String)]
}

async function civilStatusLogin() {
  const trip = tripOf(system as never, civilStatus)
  const back = await logIn(system.citizen(), trip.url, { login: 'test', password: '123' })
  return { trip, back, code: back.searchParams.get('code') ?? '' }
}

const redeemed = ({ trip, code }: Awaited<ReturnType<typeof civilStatusLogin>>) =>
  redeem(system as never, trip, code, { ...civilStatus, client_secret: backEndSecret })

/** A citizen whose values wait for their review. */
async function onReview() {
  const journey = await openJourney(system as never, 'demo-cantine', '/cantine')
  await answer(journey, [['source', 'quotient_familial']])
  expect(journey.browser.page.url.pathname).toMatch(/^\/review\//)
  return journey
}

describe('instances that share a store', () => {
  test('when Redis was away at the start, then each says so once, and that it is back', () => {
    for (const one of instances)
      expect(lines(one).map(({ level, msg, reason }) => [level, msg, reason])).toEqual([
        [50, 'Redis is away', 'ECONNREFUSED'],
        [30, 'Redis is back', undefined],
      ])
  })

  test('when each step goes to another instance, then the login completes, and a code buys once', async () => {
    answered.length = 0
    const login = await civilStatusLogin()
    const first = await redeemed(login)
    expect([first.status, first.data.display_name]).toEqual([200, expect.any(String)])
    expect((await redeemed(login)).data.error).toBe('invalid_grant')
    const token = { authorization: `Bearer ${first.data.access_token}` }
    const userInfo = await http.get(`${system.serviceOrigin}/userinfo`, { headers: token })
    expect(userInfo.data.prefill_token).toBe(first.data.prefill_token)
    expect(answered.map(([index, path]) => `${path} ${index}`)).toEqual([
      '/authorize 0',
      '/callback 1',
      '/token 2',
      '/token 2',
      '/userinfo 0',
    ])
  })

  test('when a thief reads the whole store at every step, then nobody and no secret is in it', async () => {
    await redis.ask('FLUSHALL')
    const seen: string[] = []
    const login = await civilStatusLogin()
    seen.push(...(await everything()))
    const { data } = await redeemed(login)
    seen.push(...(await everything()))
    const journey = await onReview()
    seen.push(...(await everything()))
    const sent = ['nom', 'premier_prenom'].map((name) => ['kept', name] as const)
    const back = await answer(journey, [...sent, ['chosen.enfant', '0']])
    seen.push(...(await everything()))
    const kinds = seen.filter((text) => text.startsWith('franceconnect-prefill:'))
    // Signs of life come only where a login lasts for more than a second.
    const told = kinds.map((key) => key.split(':')[1]).filter((kind) => kind !== 'alive')
    expect([...new Set(told)].sort()).toEqual([
      'access-token',
      'code',
      'marker',
      'outcome',
      'review',
      'sent',
    ])
    const secrets = [
      ...[login.trip, journey.trip].flatMap(({ state, nonce, verifier }) => [
        state,
        nonce,
        verifier,
      ]),
      ...[login.code, back?.searchParams.get('code')],
      ...[data.access_token, data.id_token, data.prefill_token, 'demo-', 'localhost'],
      journey.browser.page.url.pathname.split('/').at(-1),
    ]
    const text = seen.join('\n')
    for (const secret of secrets) {
      expect(secret).toEqual(expect.stringMatching(/./))
      expect(text).not.toContain(secret)
    }
    const persona = loadCitizens().find(({ login: name }) => name === 'test')
    const values = Object.values({ ...persona, note: '' })
      .flat()
      .map(String)
    const distinct = values.filter((value) => value.length >= 5)
    expect(distinct.length).toBeGreaterThan(3)
    const plain = [text, ...seen.map((one) => Buffer.from(one, 'base64url').toString('latin1'))]
    for (const value of distinct)
      expect(plain.join('\n').toLowerCase()).not.toContain(value.toLowerCase())
  })

  test('when Redis is killed in the middle, then the citizen gets their form back, and all recovers', async () => {
    const trip = tripOf(system as never, civilStatus)
    const browser = system.citizen()
    const login = await civilStatusLogin()
    const waiting = { review: await onReview(), continue: await onReview() }
    const before = instances.map((one) => lines(one).length)
    const { port } = redis
    await redis.stop()
    const back = await logIn(browser, trip.url, { login: 'test', password: '123' })
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'temporarily_unavailable',
      error_description: expect.stringMatching(/^store_unavailable: /),
      state: trip.state,
      iss: system.serviceOrigin,
    })
    for (const [name, { browser: tab, trip: own }] of Object.entries(waiting)) {
      await tab.get(tab.page.url.pathname.replace('review', name))
      const told = Object.fromEntries(tab.stopped?.searchParams ?? [])
      expect([told.error_description?.split(':')[0], told.state]).toEqual([
        'store_unavailable',
        own.state,
      ])
    }
    const token = await redeemed(login)
    expect([token.status, token.data.error]).toEqual([503, 'temporarily_unavailable'])
    await allSay({ status: 'store_unavailable', redis: 'down' }, 503)
    expect(await redisGauges()).toEqual(['0', '0', '0'])
    expect((await http.get(`${instances[0]!.management}/livez`)).status).toBe(200)

    redis = await startRedis(port)
    await allSay({ status: 'ok', redis: 'up' }, 200)
    expect(await redisGauges()).toEqual(['1', '1', '1'])
    expect((await redeemed(await civilStatusLogin())).status).toBe(200)
    instances.forEach((one, index) => {
      const since = lines(one).slice(before[index])
      expect(since.map(({ msg }) => msg)).toEqual(['Redis is away', 'Redis is back'])
    })
  })

  test('when an instance is killed with a login in its hands, then another one tells the citizen at once', async () => {
    const trip = tripOf(system as never, civilStatus)
    const browser = createBrowserSession({ stopAt: ({ pathname }) => pathname === '/callback' })
    const callback = await logIn(browser, trip.url, { login: 'test', password: '123' })
    const headers = { cookie: browser.cookies.header(callback) ?? '' }
    faults.set([{ fault: 'latency', at: 'token', milliseconds: 8000, times: 1 }])
    const at = (index: number) =>
      http.get(callback.href.replace(/:\d+/, `:${instances[index]?.port}`), { headers })
    const inItsHands = at(1).catch((error) => error.code)
    await sleep(500)
    instances[1]?.child.kill('SIGKILL')
    expect(await inItsHands).toBe('ECONNRESET')
    const askedAt = performance.now()
    const told = new URL((await at(0)).headers.location)
    expect([
      told.searchParams.get('error_description')?.split(':')[0],
      told.searchParams.get('state'),
    ]).toEqual(['login_interrupted', trip.state])
    // The marker that guards the code lives for 30 s: it is not waited for.
    expect(performance.now() - askedAt).toBeLessThan(10_000)
    await instances[1]?.ended
    instances[1] = await startInstance({ ...environment, PORT: String(instances[1]?.port) })
    expect((await redeemed(await civilStatusLogin())).status).toBe(200)
  })

  test('when an instance is told to stop, then it lets go of Redis and ends', async () => {
    const clients = async () => String(await redis.ask('CLIENT', 'LIST')).split('\n').length
    const before = await clients()
    const last = instances.at(-1)!
    last.child.kill('SIGTERM')
    expect(await last.ended).toBe(0)
    expect(before - (await clients())).toBe(1)
  })
})
