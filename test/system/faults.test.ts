import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { deployedNginx } from '../support/deployed-nginx.ts'
import { http } from '../support/form-page.ts'
import { type LoadedLogin, type LoginLoad, startLoad } from '../support/login-load.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { type ServiceInstance, startInstance } from '../support/service-instance.ts'
import { freePort } from '../support/start-demo-process.ts'
import { type RunningNginx, startNginx } from '../support/start-nginx.ts'
import { formOrigin } from '../support/start-system.ts'

jest.setTimeout(120_000)

const citizens = 8
const form = {
  client_id: 'demo-etat-civil',
  redirect_uri: `${formOrigin}/etat-civil/retour`,
  client_secret: 'demo-secret-of-the-civil-status-form',
}
const demo = fileURLToPath(new URL('../../config/demo', import.meta.url))

let folder: string
let redis: RedisServer
let simulator: RunningSimulator
let nginx: RunningNginx
let load: LoginLoad
let environment: Record<string, string>
const faults = createFaultBox()
const instances: ServiceInstance[] = []
const table: string[] = []

/** The configuration that is shipped, and a third instance. */
function nginxConfiguration(port: number, townHallPort: number, own: string): string {
  const [one = 0, two = 0, three = 0] = instances.map((instance) => instance.port)
  const places = { folder: own, port, townHallPort, instances: [one, two] as const }
  const second = `server 127.0.0.1:${two} max_fails`
  const both = deployedNginx(places)
  expect(both).toContain(second)
  return both.replace(second, `server 127.0.0.1:${three} max_fails=1 fail_timeout=2s;\n${second}`)
}

async function restart(index: number): Promise<void> {
  const port = String(instances[index]?.port)
  instances[index] = await startInstance({ ...environment, PORT: port })
}

async function end(index: number, signal: NodeJS.Signals): Promise<number | null | undefined> {
  instances[index]?.child.kill(signal)
  return instances[index]?.ended
}

beforeAll(async () => {
  const port = await freePort()
  const simulatorPort = await freePort()
  const serviceOrigin = `http://localhost:${port}`
  const clients = loadClients(undefined, { serviceOrigin })
  simulator = await startSimulator({ port: simulatorPort, clients, faults })
  redis = await startRedis()
  folder = mkdtempSync(join(tmpdir(), 'prefill-faults-'))
  cpSync(demo, join(folder, 'config'), { recursive: true })
  const keys = await generateSigningKeys(Math.floor(Date.now() / 1000))
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys), { mode: 0o600 })
  environment = {
    // The lame duck's time is for what runs for real.
    NODE_ENV: 'development',
    DRAIN_SECONDS: '3',
    PUBLIC_URL: serviceOrigin,
    SIMULATOR_PORT: String(simulatorPort),
    CONFIG_DIR: join(folder, 'config'),
    SECRETS: 'a-secret-that-these-instances-share-0123456789',
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    REDIS_URL: redis.url,
    TRUST_PROXY: '1',
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
    DEMO_ETAT_CIVIL_SECRET: form.client_secret,
  }
  for (let count = 0; count < 3; count += 1) instances.push(await startInstance(environment))
  const townHallPort = await freePort()
  nginx = await startNginx(port, (own) => nginxConfiguration(port, townHallPort, own))
  const logins = ['test', 'karim']
  load = startLoad({ serviceOrigin, form, logins, citizens })
  await sleep(3000)
})

afterAll(async () => {
  await load?.stop()
  await nginx?.close()
  for (const { child } of instances) child.kill('SIGKILL')
  await Promise.all(instances.map(({ ended }) => ended))
  await simulator?.close()
  await redis?.stop()
  rmSync(folder, { recursive: true, force: true })
  const heading = [
    '| what was broken | logins running then | begun until it was over | unharmed | a click more | lost | until all was well |',
    '|---|---|---|---|---|---|---|',
  ]
  process.stdout.write(`\n${[...heading, ...table].join('\n')}\n`)
  const file = process.env.FAULT_TABLE
  if (file !== undefined) appendFileSync(file, `${[...heading, ...table].join('\n')}\n`)
})

interface Harm {
  readonly touched: readonly LoadedLogin[]
  readonly unharmed: number
  readonly clicked: readonly LoadedLogin[]
  readonly lost: readonly LoadedLogin[]
  /** How many attempts failed, and on what. */
  readonly setbacks: Readonly<Record<string, number>>
}

/** Breaks something under load, waits until it is whole again, and tells what became of the citizens. */
async function under(what: string, breakIt: () => Promise<unknown>): Promise<Harm> {
  const from = load.milliseconds()
  const running = load.running()
  await breakIt()
  const whole = load.milliseconds()
  // Every login that had begun by then has ended by now.
  for (let waited = 0; waited < 20_000; waited += 100) {
    await sleep(100)
    if (load.milliseconds() - whole > 2000 && load.oldest() > whole) break
  }
  const touched = load.finished.filter((one) => one.endedAt >= from && one.startedAt <= whole)
  const lost = touched.filter((one) => one.lost !== undefined)
  const clicked = touched.filter((one) => one.lost === undefined && one.setbacks.length > 0)
  const unharmed = touched.length - lost.length - clicked.length
  const all = touched.flatMap(({ setbacks }) => setbacks)
  const last = Math.max(from, ...all.map(({ at }) => at))
  const setbacks: Record<string, number> = {}
  for (const { why } of all) setbacks[why] = (setbacks[why] ?? 0) + 1
  const told = Object.entries(setbacks).map(([why, count]) => `${count} × ${why}`)
  const over = touched.length - running
  const seconds = ((last - from) / 1000).toFixed(1)
  const clicks = clicked.length === 0 ? '0' : `${clicked.length} (${told.join(', ')})`
  table.push(
    `| ${what} | ${running} | ${over} | ${unharmed} | ${clicks} | ${lost.length} | ${seconds} s |`,
  )
  return { touched, unharmed, clicked, lost, setbacks }
}

/** Each instance leaves FranceConnect alone for five seconds, and then tries with one citizen. */
async function untilCircuitsClose(): Promise<void> {
  const isClosed = async ({ management }: ServiceInstance) => {
    const { data } = await http.get(`${management}/readyz`)
    return Object.values(data.franceconnect).every((state) => state === 'closed')
  }
  for (let waited = 0; waited < 20_000; waited += 100) {
    const closed = await Promise.all(instances.map(isClosed))
    if (closed.every(Boolean)) return
    await sleep(100)
  }
  throw new Error('a circuit stays open')
}

const nobodyHarmed = { clicked: [], lost: [] }

test('when nothing is broken, then nobody notices', async () => {
  const { touched, clicked, lost } = await under('nothing, for 5 s', () => sleep(5000))
  expect(touched.length).toBeGreaterThan(citizens)
  expect({ clicked, lost }).toEqual(nobodyHarmed)
})

test('when an instance is told to stop and another takes its place, then nobody notices', async () => {
  const { clicked, lost } = await under('SIGTERM to one of three, restarted', async () => {
    expect(await end(0, 'SIGTERM')).toBe(0)
    await restart(0)
  })
  expect({ clicked, lost }).toEqual(nobodyHarmed)
})

test('when all three are replaced in turn, then nobody notices', async () => {
  const { clicked, lost } = await under('all three restarted in turn', async () => {
    for (const index of [0, 1, 2]) {
      expect(await end(index, 'SIGTERM')).toBe(0)
      await restart(index)
    }
  })
  expect({ clicked, lost }).toEqual(nobodyHarmed)
})

test('when an instance is killed, then whoever was in its hands is one click from done', async () => {
  const { clicked, lost } = await under(
    'SIGKILL to one of three, restarted after 2 s',
    async () => {
      await end(1, 'SIGKILL')
      await sleep(2000)
      await restart(1)
    },
  )
  expect(lost).toEqual([])
  expect(clicked.length).toBeLessThanOrEqual(citizens)
  expect(clicked.map(({ setbacks }) => setbacks.length).filter((count) => count > 1)).toEqual([])
})

test('when Redis is killed with all that it holds, then citizens have their form, and go on when it is back', async () => {
  const { port } = redis
  const { lost, setbacks } = await under('Redis killed, empty again after 3 s', async () => {
    await redis.stop()
    await sleep(3000)
    redis = await startRedis(port)
  })
  expect(lost).toEqual([])
  expect(Object.keys(setbacks)).toContain('store_unavailable')
})

test('when Redis hangs, then citizens have their form within seconds', async () => {
  const { lost } = await under('Redis frozen for 3 s', async () => {
    redis.freeze()
    await sleep(3000)
    redis.thaw()
  })
  expect(lost).toEqual([])
})

test('when FranceConnect breaks, then citizens have their form, and go on when it is back', async () => {
  const { lost } = await under('FranceConnect answers 503 for 3 s', async () => {
    faults.set([{ fault: 'status_503', at: 'token' }])
    await sleep(3000)
    faults.clear()
    await untilCircuitsClose()
  })
  expect(lost).toEqual([])
})

test('when nginx reads its configuration again, then nobody notices', async () => {
  const { clicked, lost } = await under('nginx reloaded', async () => {
    nginx.reload()
    await sleep(1000)
  })
  expect({ clicked, lost }).toEqual(nobodyHarmed)
})

test('when a configuration file is broken, then its form goes on as it was', async () => {
  const file = join(folder, 'config/collectivites/demo.yaml')
  const good = readFileSync(file, 'utf8')
  const tell = () => {
    for (const { child } of instances) child.kill('SIGHUP')
  }
  const { clicked, lost } = await under('a configuration file broken for 2 s', async () => {
    writeFileSync(file, `${good}\n  - client_id: [`)
    tell()
    await sleep(2000)
    writeFileSync(file, good)
    tell()
  })
  expect({ clicked, lost }).toEqual(nobodyHarmed)
})
