import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { startSimulator } from '../../src/simulator/start-simulator.ts'
import { createBrowserSession } from './browser-session.ts'
import { http } from './form-page.ts'
import { type LeakConfiguration, leakConfiguration, sealedSecret } from './leak-configuration.ts'
import { type LeakStage, noteBearers } from './leak-stage.ts'
import { textsIn } from './personal-values.ts'
import { createRecorder } from './recorder.ts'
import { monitorRedis } from './redis-monitor.ts'
import { type RedisServer, startRedis } from './redis-server.ts'
import { startInstance } from './service-instance.ts'
import { freePort } from './start-demo-process.ts'
import { civilStatusSecret, formOrigin } from './start-system.ts'

/** A service in a process of its own, with Redis, behind a proxy. */
export interface LeakProcess extends LeakStage {
  readonly redis: RedisServer
  /** Notes what Redis holds at this moment. */
  readStore(): Promise<void>
  /** Ends the service as an operator does. */
  stop(): Promise<void>
}

const cookieSecret = 'secret-of-every-cookie-and-state-of-this-test'
const redisPassword = 'password-of-the-service-at-its-redis'
const franceConnectSecret = 'demo-secret-of-the-simulator-only'

/** Sends everything on, each request as from another address: nobody shares a rate limit here. */
function proxyTo(port: number, secretAddresses: Set<string>): RequestListener {
  let count = 0
  return (from, to) => {
    count += 1
    const isSame = from.headers['x-same-address'] !== undefined
    const address = isSame ? '203.0.113.77' : `198.51.${(count >> 8) & 255}.${count & 255}`
    secretAddresses.add(address)
    const headers = { ...from.headers, 'x-forwarded-for': address }
    const { method, url: path } = from
    const onward = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      to.statusCode = answer.statusCode ?? 500
      for (const [name, value] of Object.entries(answer.headers))
        if (value !== undefined) to.setHeader(name, value)
      answer.pipe(to)
    })
    onward.on('error', () => to.destroy())
    from.pipe(onward)
  }
}

async function writeFiles({ collectivites }: LeakConfiguration, redisPort: number) {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-leaks-'))
  mkdirSync(join(folder, 'collectivites'))
  for (const [name, text] of Object.entries(collectivites))
    writeFileSync(join(folder, 'collectivites', name), text)
  const keys = await generateSigningKeys(Math.floor(Date.now() / 1000))
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys), { mode: 0o600 })
  writeFileSync(join(folder, 'redis'), `redis://service:${redisPassword}@127.0.0.1:${redisPort}\n`)
  return { folder, keys }
}

async function everything(redis: RedisServer): Promise<string[]> {
  const keys = (await redis.ask('KEYS', '*')) as string[]
  const values = await Promise.all(keys.map((key) => redis.ask('GET', key)))
  return [...keys, ...values.map(String)]
}

const listenOn = (server: Server, port: number) =>
  new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

/** Starts all of it; the built service has to be there. */
export async function startLeakProcess(): Promise<LeakProcess> {
  const configuration = await leakConfiguration()
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const serviceOrigin = `http://localhost:${port}`
  const faults = createFaultBox()
  const clients = loadClients(undefined, { serviceOrigin })
  const simulator = await startSimulator({ port: simulatorPort, clients, faults })
  const redis = await startRedis()
  await redis.ask('ACL', 'SETUSER', 'service', 'on', `>${redisPassword}`, '~*', '&*', '+@all')
  const monitor = await monitorRedis(redis.port)
  const { folder, keys } = await writeFiles(configuration, redis.port)
  const instance = await startInstance({
    NODE_ENV: 'development',
    LOG_LEVEL: 'trace',
    TRUST_PROXY: '1',
    PUBLIC_URL: serviceOrigin,
    SIMULATOR_PORT: String(simulatorPort),
    CONFIG_DIR: folder,
    SECRETS: cookieSecret,
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    REDIS_URL_FILE: join(folder, 'redis'),
    DEMO_FC_SECRET: franceConnectSecret,
    DEMO_ETAT_CIVIL_SECRET: civilStatusSecret,
  })
  const values = new Set<string>()
  const recorder = createRecorder()
  const server = createServer(recorder.wrap(proxyTo(instance.port, values)))
  await listenOn(server, port)
  const privateKeys = keys.keys.flatMap((key) => textsIn([(key as { d?: unknown }).d]))
  const known = [cookieSecret, redisPassword, sealedSecret, civilStatusSecret, franceConnectSecret]
  const secrets = new Set([...known, ...privateKeys])
  const stopNoting = noteBearers(secrets)
  const held: string[] = []
  const stop = async () => {
    instance.child.kill('SIGTERM')
    await instance.ended
  }
  return {
    configuration,
    serviceOrigin,
    issuer: simulator.issuer,
    faults,
    recorder,
    values,
    secrets,
    redis,
    citizen: () => createBrowserSession({ stopAt: ({ origin }) => origin === formOrigin }),
    log: () =>
      instance
        .output()
        .split('\n')
        .filter((line) => line !== ''),
    metrics: async () => String((await http.get(`${instance.management}/metrics`)).data),
    store: () => `${held.join('\n')}\n${monitor.text()}`,
    readStore: async () => {
      held.push(...(await everything(redis)))
    },
    stop,
    close: async () => {
      stopNoting()
      await stop()
      monitor.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await simulator.close()
      await redis.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
