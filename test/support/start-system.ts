import { randomBytes } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import { createRelyingParty } from '../../src/franceconnect/relying-party.ts'
import { createMetrics, type Metrics } from '../../src/http/metrics.ts'
import { deriveKeys } from '../../src/sealing/derived-keys.ts'
import { formTag } from '../../src/sealing/login-state.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { importSigningKeys } from '../../src/signing/signing-keys.ts'
import { createFaultBox, type FaultBox } from '../../src/simulator/fault-box.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import type { SimulatorClient } from '../../src/simulator/simulator-client.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'
import { createTransport } from '../../src/transport/keep-alive-fetch.ts'
import { type BrowserSession, createBrowserSession } from './browser-session.ts'

/** The service and the simulator in this process, on ports of their own. */
export interface System {
  readonly serviceOrigin: string
  readonly simulator: RunningSimulator
  /** How the simulated FranceConnect misbehaves. */
  readonly faults: FaultBox
  readonly store: OneTimeStore
  readonly metrics: Metrics
  /** Every line that the service logged, at the most verbose level. */
  readonly log: string[]
  /** Moves the service's clock, and the simulator's with it. */
  advance(seconds: number): void
  /** A citizen's browser that stops before the forms' own addresses. */
  citizen(stopAt?: (url: URL) => boolean): BrowserSession
  close(): Promise<void>
}

export interface SystemOptions {
  /** Further collectivites, as YAML by file name. */
  readonly collectivites?: Readonly<Record<string, string>>
  /** What FranceConnect has registered otherwise for its clients. */
  readonly registered?: Partial<SimulatorClient>
  readonly capacity?: number
  readonly requestsPerMinute?: number
}

export const formOrigin = 'http://localhost:8080'
export const civilStatusSecret = 'demo-secret-of-the-civil-status-form'

const root = new URL('../../config/demo', import.meta.url).pathname

function configurationFolder(extra: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-test-'))
  mkdirSync(join(folder, 'collectivites'))
  for (const name of readdirSync(join(root, 'collectivites')))
    cpSync(join(root, 'collectivites', name), join(folder, 'collectivites', name))
  for (const [name, text] of Object.entries(extra))
    writeFileSync(join(folder, 'collectivites', name), text)
  return folder
}

async function listenOnAnyPort(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const {
    collectivites = {},
    registered = {},
    capacity = 1000,
    requestsPerMinute = 100_000,
  } = options
  let ahead = 0
  const now = () => new Date(Date.now() + ahead * 1000)
  const server = createServer()
  const serviceOrigin = await listenOnAnyPort(server)
  const faults = createFaultBox()
  const simulator = await startSimulator({
    port: 0,
    faults,
    clients: loadClients(undefined, { serviceOrigin }).map((one) => ({ ...one, ...registered })),
    now,
  })
  const folder = configurationFolder(collectivites)
  const config = loadConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: serviceOrigin,
    CONFIG_DIR: folder,
    SIMULATOR_PORT: String(simulator.port),
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
    DEMO_ETAT_CIVIL_SECRET: civilStatusSecret,
  })
  rmSync(folder, { recursive: true })
  const log: string[] = []
  const store = createMemoryStore(now, capacity)
  const metrics = createMetrics()
  const [first] = deriveKeys(config.secrets)
  const keys = await importSigningKeys(await generateSigningKeys(Math.floor(Date.now() / 1000)))
  const app = createApp({
    publicUrl: serviceOrigin,
    forms: createFormRegistry(config.forms, formTag),
    relyingParty: createRelyingParty({
      redirectUri: `${serviceOrigin}/callback`,
      postLogoutRedirectUri: `${serviceOrigin}/logout/done`,
      transport: createTransport({
        connectMilliseconds: 3000,
        totalMilliseconds: 6000,
        maxBytes: 1024 * 1024,
      }),
      loginMilliseconds: 10_000,
      concurrentLogins: { perKey: 64, inAll: 256 },
    }),
    store,
    keys,
    derivedKeys: [first!],
    widget: { script: 'export {}', version: '0.0.0-test' },
    now,
    random: randomBytes,
    sleep: (milliseconds) => sleep(milliseconds),
    log: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
    metrics,
    trustProxy: false,
    requestsPerMinute,
  })
  server.on('request', app)
  return {
    serviceOrigin,
    simulator,
    faults,
    store,
    metrics,
    log,
    advance: (seconds) => {
      ahead += seconds
    },
    citizen: (stopAt = ({ origin }) => origin === formOrigin) => createBrowserSession({ stopAt }),
    close: async () => {
      await simulator.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Reads a page of the demo site as its webmaster wrote it. */
export function demoSiteFile(name: string): string {
  return readFileSync(join(root, 'site', name), 'utf8')
}
