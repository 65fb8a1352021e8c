import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Express } from 'express'
import pino from 'pino'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { readLogoContent } from '../../src/configuration/read-logo.ts'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import type { Sleep } from '../../src/flow/gather.ts'
import { createRelyingParty } from '../../src/franceconnect/relying-party.ts'
import { createMetrics, type Metrics } from '../../src/http/metrics.ts'
import type { SecurityContact } from '../../src/http/security-txt.ts'
import { type DerivedKeys, deriveKeys } from '../../src/sealing/derived-keys.ts'
import { formTag } from '../../src/sealing/login-state.ts'
import { createFormKeys } from '../../src/signing/form-keys.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { createKeyRing, importSigningKeys } from '../../src/signing/signing-keys.ts'
import { createFaultBox, type FaultBox } from '../../src/simulator/fault-box.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import type { SimulatorClient } from '../../src/simulator/simulator-client.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { createAskSource } from '../../src/sources/ask-source.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'
import { createAgents } from '../../src/transport/agents.ts'
import { createTransport } from '../../src/transport/keep-alive-fetch.ts'
import { type BrowserSession, createBrowserSession } from './browser-session.ts'
import { someCog } from './cog.ts'

/** The service and the simulator in this process, on ports of their own. */
export interface System {
  readonly serviceOrigin: string
  readonly app: Express
  readonly simulator: RunningSimulator
  /** How the simulated FranceConnect misbehaves. */
  readonly faults: FaultBox
  readonly store: OneTimeStore
  readonly metrics: Metrics
  /** Every line that the service logged, at the most verbose level. */
  readonly log: string[]
  /** Starts the service anew, as it were, with these SECRETS; what is stored stays. */
  changeSecrets(...secrets: string[]): void
  /** Moves the service's clock, and the simulator's with it. */
  advance(seconds: number): void
  /** A citizen's browser that stops before the forms' own addresses. */
  citizen(stopAt?: (url: URL) => boolean): BrowserSession
  close(): Promise<void>
}

export interface SystemOptions {
  /** Further collectivites, as YAML by file name. */
  readonly collectivites?: Readonly<Record<string, string>>
  /** Further demarches, as YAML by file name. */
  readonly demarches?: Readonly<Record<string, string>>
  /** What FranceConnect has registered otherwise for its clients. */
  readonly registered?: Partial<SimulatorClient>
  readonly capacity?: number
  readonly requestsPerMinute?: number
  readonly loginsPerFormAndMinute?: number
  /** What the outside calls the service; by default where it listens. */
  readonly publicUrl?: string
  readonly trustProxy?: string | number | false
  readonly security?: SecurityContact
  /** The built script of the clerk's page. */
  readonly clerkScript?: string
  /** Stands between the service and its socket. */
  readonly behind?: (listener: RequestListener) => RequestListener
  /** How long a wait of the service takes, as a part of what it is meant to take: 0.1 makes of 12 seconds 1.2. */
  readonly pace?: number
  /** After how many failures in a row a state source is left alone; in the tests never, unless told. */
  readonly failuresToOpen?: number
}

export const formOrigin = 'http://localhost:8080'
export const civilStatusSecret = 'demo-secret-of-the-civil-status-form'

const limits = { connectMilliseconds: 3000, totalMilliseconds: 6000, maxBytes: 1024 * 1024 }

const createPause =
  (pace: number): Sleep =>
  (milliseconds, signal) =>
    sleep(milliseconds * pace, undefined, { signal })

const root = new URL('../../config/demo', import.meta.url).pathname

// The school meals of these tests need FranceConnect alone: no page stands between the form and the login.
// The forms with state sources are those of the demonstration.
function withoutStateSources(text: string): string {
  return text.replace('demarche: restauration-scolaire', 'demarche: repas')
}

const identityOnly = `
title: {fr: Inscription à la restauration scolaire, en: School meals registration}
purpose: {fr: Inscrire votre enfant à la cantine et vous adresser les factures, en: Register your child for school meals and send you the bills}
legal_basis: public-task
retention: P1Y
fields:
  nom:            {from: franceconnect.family_name, lock: true, label: {fr: Nom de naissance, en: Birth name}}
  nom_usage:      {from: franceconnect.preferred_username, label: {fr: Nom d’usage, en: Usage name}}
  premier_prenom: {from: franceconnect.given_name_array, transform: [first], label: {fr: Prénom, en: First name}}
  civilite:
    from: franceconnect.gender
    options: {female: Mme, male: M.}
    label: {fr: Civilité, en: Title}
  ne_le:          {from: franceconnect.birthdate, lock: true, label: {fr: Date de naissance, en: Date of birth}}
  courriel:       {from: franceconnect.email, label: {fr: Adresse électronique, en: E-mail address}}
`

const schoolMealsWithState = `
  - client_id: demo-cantine-qf
    demarche: restauration-scolaire
    redirect_uris: [http://localhost:8080/cantine-qf]
    post_logout_redirect_uris: [http://localhost:8080/]
`

function configurationFolder({ collectivites = {}, demarches = {} }: SystemOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-test-'))
  mkdirSync(join(folder, 'collectivites'))
  mkdirSync(join(folder, 'demarches'))
  const demo = readFileSync(join(root, 'collectivites', 'demo.yaml'), 'utf8')
  const files = {
    'collectivites/demo.yaml': `${withoutStateSources(demo)}${schoolMealsWithState}`,
    'collectivites/demo.svg': readFileSync(join(root, 'collectivites', 'demo.svg'), 'utf8'),
    'demarches/repas.yaml': identityOnly,
    ...named('collectivites', collectivites),
    ...named('demarches', demarches),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const named = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))

async function listenOnAnyPort(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { registered = {}, capacity = 1000, requestsPerMinute = 100_000 } = options
  const { pace = 1, failuresToOpen = 1_000_000 } = options
  const pause = createPause(pace)
  let ahead = 0
  const now = () => new Date(Date.now() + ahead * 1000)
  const server = createServer()
  const serviceOrigin = await listenOnAnyPort(server)
  const { publicUrl = serviceOrigin } = options
  const faults = createFaultBox()
  const simulator = await startSimulator({
    port: 0,
    faults,
    clients: loadClients(undefined, { serviceOrigin: publicUrl }).map((one) => ({
      ...one,
      ...registered,
    })),
    now,
  })
  const folder = configurationFolder(options)
  const config = loadConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: publicUrl,
    CONFIG_DIR: folder,
    SIMULATOR_PORT: String(simulator.port),
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
    DEMO_ETAT_CIVIL_SECRET: civilStatusSecret,
  })
  const log: string[] = []
  const store = createMemoryStore(now, capacity)
  const metrics = createMetrics()
  const [first] = deriveKeys(config.secrets)
  const instant = Math.floor(Date.now() / 1000)
  const imported = await importSigningKeys(await generateSigningKeys(instant), instant)
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) })
  const agents = createAgents()
  const sources = createAskSource({
    agents,
    now,
    random: Math.random,
    uuid: randomUUID,
    sleep: pause,
    breaker: { failuresToOpen, openMilliseconds: 5000 },
    note: (call) => logger.info({ event: 'source', ...call }, 'source asked'),
  })
  const dependencies = {
    publicUrl,
    forms: createFormRegistry(config.forms, formTag),
    relyingParty: createRelyingParty({
      redirectUri: `${publicUrl}/callback`,
      postLogoutRedirectUri: `${publicUrl}/logout/done`,
      transport: createTransport(limits, agents),
      loginMilliseconds: 10_000,
      concurrentLogins: { perKey: 64, inAll: 256 },
    }),
    store,
    keys: createKeyRing(imported, now),
    formKeys: createFormKeys({ now, fetchJson: async () => ({}) }),
    derivedKeys: [first!] as [DerivedKeys, ...DerivedKeys[]],
    widget: { script: 'export {}', versions: new Map([['0.0.0-test', 'export {}']]) },
    clerkScript: options.clerkScript ?? 'export {}',
    now,
    random: randomBytes,
    sleep: pause,
    askSource: sources.askSource,
    readLogo: readLogoContent,
    cog: someCog(),
    log: logger,
    metrics,
    trustProxy: options.trustProxy ?? false,
    security: options.security,
    requestsPerMinute,
    loginsPerFormAndMinute: options.loginsPerFormAndMinute ?? 100_000,
  }
  const app = createApp(dependencies)
  let running = app
  const listener: RequestListener = (request, response) => running(request, response)
  server.on('request', options.behind?.(listener) ?? listener)
  return {
    serviceOrigin,
    app,
    changeSecrets: (...secrets) => {
      const [newest, ...others] = deriveKeys(secrets)
      const metrics = createMetrics()
      running = createApp({ ...dependencies, metrics, derivedKeys: [newest!, ...others] })
    },
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
      rmSync(folder, { recursive: true })
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Reads a page of the demo site as its webmaster wrote it. */
export function demoSiteFile(name: string): string {
  return readFileSync(join(root, 'site', name), 'utf8')
}
