import { randomUUID } from 'node:crypto'
import pino, { type Logger } from 'pino'
import { createApp } from './app.ts'
import { readBuiltScripts } from './built-scripts.ts'
import { type ChosenStore, chooseStore } from './choose-store.ts'
import { type Config, loadConfig, neededAlgorithms } from './config.ts'
import { loadCog } from './configuration/load-cog.ts'
import { readLogoContent } from './configuration/read-logo.ts'
import { securityContact } from './configuration/security-contact.ts'
import { createFormRegistry, type FormRegistry } from './domain/form-registry.ts'
import { createRelyingParty } from './franceconnect/relying-party.ts'
import { type Listening, listen } from './http/listen.ts'
import { createManagementApp } from './http/management.ts'
import { createMetrics } from './http/metrics.ts'
import { createLogDestination } from './log-destination.ts'
import { pause } from './pause.ts'
import { createRandomPool } from './random-pool.ts'
import { deriveKeys } from './sealing/derived-keys.ts'
import { formTag } from './sealing/login-state.ts'
import { createFormKeys } from './signing/form-keys.ts'
import { generateSigningKeys } from './signing/generate-signing-keys.ts'
import { SigningKeysError } from './signing/key-file.ts'
import { canSign, createKeyRing, importSigningKeys, type KeyRing } from './signing/signing-keys.ts'
import { createAskSource } from './sources/ask-source.ts'
import { startWatches, type Watches } from './start-watches.ts'
import { createAgents } from './transport/agents.ts'
import { createFetchJson } from './transport/fetch-public-json.ts'
import { guardTransport } from './transport/guard-transport.ts'
import { createTransport } from './transport/keep-alive-fetch.ts'
import { retryGets } from './transport/retry-gets.ts'

/** A service that answers. */
export interface RunningService {
  readonly port: number
  readonly managementPort: number
  /**
   * Says that it is leaving, takes requests for DRAIN_SECONDS still, finishes what is under way, and resolves.
   */
  stop(): Promise<void>
  /** Looks for changed files now, rather than within seconds. */
  reload(): Promise<void>
}

const requestsPerMinute = 600
const loginsPerFormAndMinute = 6000
const franceConnectLimits = {
  connectMilliseconds: 3000,
  totalMilliseconds: 6000,
  maxBytes: 1024 * 1024,
}

const circuit = { failuresToOpen: 5, openMilliseconds: 5000 }
const concurrentLogins = { perKey: 64, inAll: 256 }

/** Less than a reload waits for the first callback's outcome (settle-callback.ts). */
const loginMilliseconds = 10_000

const now = () => new Date()

function trustProxy({ settings }: Config): string | number | false {
  const text = settings.TRUST_PROXY
  if (text === undefined) return false
  return /^\d+$/.test(text) ? Number(text) : text
}

async function createKeys({ signingKeys, forms }: Config): Promise<KeyRing> {
  const instant = Math.floor(Date.now() / 1000)
  // Made up where there is no file only: one that says `null` is a bad file.
  const file = signingKeys === undefined ? await generateSigningKeys(instant) : signingKeys
  const keys = await importSigningKeys(file, instant)
  const missing = neededAlgorithms(forms).find((alg) => !canSign(keys, alg, instant))
  if (missing !== undefined)
    throw new SigningKeysError(`a form wants ${missing} ID tokens, and no ${missing} key signs now`)
  return createKeyRing(keys, now)
}

/** What is there before the service is. */
interface Foundations {
  readonly log: Logger
  readonly chosen: ChosenStore
  readonly ring: KeyRing
  readonly forms: FormRegistry
  readonly watches: Watches
}

function createService(config: Config, { log, chosen, ring, forms, watches }: Foundations) {
  const { settings } = config
  const [first, ...others] = deriveKeys(config.secrets)
  if (first === undefined) throw new TypeError('expected a secret')
  const publicUrl = config.settings.PUBLIC_URL
  const agents = createAgents()
  const guarded = guardTransport(createTransport(franceConnectLimits, agents), { ...circuit, now })
  const sources = createAskSource({
    agents,
    now,
    random: Math.random,
    uuid: randomUUID,
    sleep: pause,
    breaker: circuit,
    note: (call) => log.info({ event: 'source', ...call }, 'source asked'),
  })
  const metrics = createMetrics({
    franceConnect: guarded.states,
    sources: sources.states,
    isRedisUp: chosen.isRedisUp,
    refusedFiles: watches.refused,
  })
  const app = createApp({
    publicUrl,
    forms,
    relyingParty: createRelyingParty({
      redirectUri: `${publicUrl}/callback`,
      postLogoutRedirectUri: `${publicUrl}/logout/done`,
      transport: retryGets(guarded.transport),
      loginMilliseconds,
      concurrentLogins,
    }),
    store: chosen.store,
    keys: ring,
    derivedKeys: [first, ...others],
    ...readBuiltScripts(),
    now,
    random: createRandomPool(),
    sleep: pause,
    askSource: sources.askSource,
    formKeys: createFormKeys({
      now,
      fetchJson: createFetchJson(settings.NODE_ENV !== 'production'),
    }),
    readLogo: readLogoContent,
    cog: loadCog(new URL('./data/cog.json', import.meta.url)),
    log,
    metrics,
    trustProxy: trustProxy(config),
    security: securityContact(settings),
    requestsPerMinute,
    loginsPerFormAndMinute,
  })
  return { app, metrics, circuits: guarded.states }
}

/**
 * Starts the service: reads the configuration, makes every dependency, listens on both ports.
 * @param variables the process's environment
 * @param destination where the log goes; standard output by default
 * @throws ConfigurationError, SigningKeysError or ListenError before anything is served
 */
export async function startService(
  variables: Readonly<Record<string, string | undefined>>,
  destination: pino.DestinationStream = createLogDestination(1),
): Promise<RunningService> {
  const config = loadConfig(variables)
  const { settings } = config
  const log = pino({ level: settings.LOG_LEVEL }, destination)
  const chosen = chooseStore({ redisUrl: config.redisUrl, now, log })
  const ring = await createKeys(config)
  const forms = createFormRegistry(config.forms, formTag)
  const watches = startWatches(config, { forms, ring, now, log })
  const { app, metrics, circuits } = createService(config, { log, chosen, ring, forms, watches })
  let isReady = true
  const listening: Listening[] = []
  const close = async () => {
    watches.stop()
    await Promise.all(listening.map((one) => one.close()))
    await chosen.close()
  }
  // A balancer learns only by and by that an instance is leaving: until then what it sends is answered.
  const stop = async () => {
    isReady = false
    for (const one of listening) one.drain()
    await pause(settings.DRAIN_SECONDS * 1000)
    await close()
  }
  try {
    await chosen.open()
    const { HOST: host, PORT, MANAGEMENT_PORT } = settings
    const service = await listen(app, { port: PORT, host, variable: 'PORT' })
    listening.push(service)
    const managementApp = createManagementApp({
      metrics,
      isReady: () => isReady,
      circuits,
      isRedisUp: chosen.isRedisUp,
      refusedFiles: watches.refused,
    })
    const options = { port: MANAGEMENT_PORT, host, variable: 'MANAGEMENT_PORT' }
    const management = await listen(managementApp, options)
    listening.push(management)
    for (const notice of config.notices) log.warn(notice)
    log.info({ issuer: settings.PUBLIC_URL, forms: forms.size, people: config.people }, 'ready')
    return { port: service.port, managementPort: management.port, stop, reload: watches.check }
  } catch (error) {
    await close()
    throw error
  }
}
