import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pino, { type Logger } from 'pino'
import { createApp } from './app.ts'
import { type ChosenStore, chooseStore } from './choose-store.ts'
import { type Config, loadConfig, neededAlgorithms } from './config.ts'
import { loadCog } from './configuration/load-cog.ts'
import { createFormRegistry } from './domain/form-registry.ts'
import type { Sleep } from './flow/gather.ts'
import { createRelyingParty } from './franceconnect/relying-party.ts'
import { type Listening, listen } from './http/listen.ts'
import { createManagementApp } from './http/management.ts'
import { createMetrics } from './http/metrics.ts'
import type { WidgetFile } from './http/widget.ts'
import { deriveKeys } from './sealing/derived-keys.ts'
import { formTag } from './sealing/login-state.ts'
import { createFormKeys } from './signing/form-keys.ts'
import { generateSigningKeys } from './signing/generate-signing-keys.ts'
import { SigningKeysError } from './signing/key-file.ts'
import { canSign, createKeyRing, importSigningKeys, type KeyRing } from './signing/signing-keys.ts'
import { createAskSource } from './sources/ask-source.ts'
import { createAgents } from './transport/agents.ts'
import { createFetchJson } from './transport/fetch-public-json.ts'
import { guardTransport } from './transport/guard-transport.ts'
import { createTransport } from './transport/keep-alive-fetch.ts'
import { retryGets } from './transport/retry-gets.ts'
import { watchKeys } from './watch-keys.ts'

/** A service that answers. */
export interface RunningService {
  readonly port: number
  readonly managementPort: number
  /** Takes no new work, finishes what is under way, and resolves. */
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

const watchMilliseconds = 5000

const now = () => new Date()
const pause: Sleep = (milliseconds, signal) => sleep(milliseconds, undefined, { signal })

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

function readWidget(): WidgetFile {
  const { version } = JSON.parse(read('../package.json')) as { version: string }
  return { script: read('./widget/v1.js'), version }
}

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

async function createService(config: Config, log: Logger, chosen: ChosenStore) {
  const { settings } = config
  const [first, ...others] = deriveKeys(config.secrets)
  if (first === undefined) throw new TypeError('expected a secret')
  const ring = await createKeys(config)
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
  })
  const app = createApp({
    publicUrl,
    forms: createFormRegistry(config.forms, formTag),
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
    widget: readWidget(),
    clerkScript: read('./clerk/v1.js'),
    now,
    random: randomBytes,
    sleep: pause,
    askSource: sources.askSource,
    formKeys: createFormKeys({
      now,
      fetchJson: createFetchJson(settings.NODE_ENV !== 'production'),
    }),
    cog: loadCog(new URL('./data/cog.json', import.meta.url)),
    log,
    metrics,
    trustProxy: trustProxy(config),
    requestsPerMinute,
    loginsPerFormAndMinute,
  })
  return { app, metrics, ring, circuits: guarded.states }
}

/**
 * Starts the service: reads the configuration, makes every dependency, listens on both ports.
 * @param variables the process's environment
 * @param destination where the log goes; standard output by default
 * @throws ConfigurationError, SigningKeysError or ListenError before anything is served
 */
export async function startService(
  variables: Readonly<Record<string, string | undefined>>,
  destination?: pino.DestinationStream,
): Promise<RunningService> {
  const config = loadConfig(variables)
  const { settings } = config
  const log = pino({ level: settings.LOG_LEVEL }, destination ?? pino.destination(1))
  const chosen = chooseStore({ redisUrl: config.redisUrl, now, log })
  const { app, metrics, ring, circuits } = await createService(config, log, chosen)
  const file = settings.SIGNING_KEYS_FILE
  const watch =
    file === undefined
      ? undefined
      : watchKeys({
          file,
          taken: config.signingKeys,
          ring,
          now,
          needed: neededAlgorithms(config.forms),
          log,
          everyMilliseconds: watchMilliseconds,
        })
  let isReady = true
  const listening: Listening[] = []
  const stop = async () => {
    isReady = false
    watch?.stop()
    await Promise.all(listening.map((one) => one.close()))
    await chosen.close()
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
    })
    const options = { port: MANAGEMENT_PORT, host, variable: 'MANAGEMENT_PORT' }
    const management = await listen(managementApp, options)
    listening.push(management)
    for (const notice of config.notices) log.warn(notice)
    log.info(
      { issuer: settings.PUBLIC_URL, forms: config.forms.length, people: config.people },
      'ready',
    )
    const reload = async () => watch?.check()
    return { port: service.port, managementPort: management.port, stop, reload }
  } catch (error) {
    await stop()
    throw error
  }
}
