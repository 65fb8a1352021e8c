import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import axios from 'axios'
import pino from 'pino'
import { createApp } from '../../src/app.ts'
import type { Form } from '../../src/domain/form.ts'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import { PivotIdentity } from '../../src/domain/pivot-identity.ts'
import type { RelyingParty } from '../../src/franceconnect/relying-party.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { deriveKeys } from '../../src/sealing/derived-keys.ts'
import { formTag } from '../../src/sealing/login-state.ts'
import { createFormKeys } from '../../src/signing/form-keys.ts'
import { createKeyRing, importSigningKeys, type KeyRing } from '../../src/signing/signing-keys.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'
import { createFetchJson, type FetchJson } from '../../src/transport/fetch-public-json.ts'
import { someCog } from './cog.ts'
import { angela } from './fake-franceconnect.ts'

/** One instance of the service in this process, with a FranceConnect that knows one citizen and never fails. */
export interface KeyStage {
  readonly origin: string
  readonly ring: KeyRing
  readonly log: string[]
  close(): Promise<void>
}

/** What the instances of one service share. */
export interface KeyStageOptions {
  readonly now: () => Date
  readonly forms: readonly Form[]
  /** The parsed SIGNING_KEYS_FILE. */
  readonly file: unknown
  readonly store?: OneTimeStore
  /** The issuer, where another instance has it. */
  readonly publicUrl?: string
  readonly fetchJson?: FetchJson
}

const relyingParty: RelyingParty = {
  begin: async (_client, { state }) => new URL(`https://fc.exemple.fr/authorize?state=${state}`),
  complete: async (_client, _callback, { acr }) => ({
    identity: PivotIdentity.parse(angela),
    idToken: 'id-token',
    accessToken: 'access-token',
    acr,
    authTime: 1,
  }),
  end: async () => new URL('https://fc.exemple.fr/end'),
}

const cog = someCog()
const secrets = ['one secret of the instances that share it']
const http = axios.create({ validateStatus: () => true, maxRedirects: 0 })

/** Starts an instance on a port of its own. */
export async function startKeyStage(options: KeyStageOptions): Promise<KeyStage> {
  const { now, forms, file, fetchJson = createFetchJson(true) } = options
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const ring = createKeyRing(await importSigningKeys(file, now().getTime() / 1000), now)
  const log: string[] = []
  const [first] = deriveKeys(secrets)
  const app = createApp({
    publicUrl: options.publicUrl ?? origin,
    forms: createFormRegistry(forms, formTag),
    relyingParty,
    store: options.store ?? createMemoryStore(now, 1000),
    keys: ring,
    derivedKeys: [first!],
    widget: { script: 'export {}', versions: new Map([['0.0.0-test', 'export {}']]) },
    clerkScript: 'export {}',
    now,
    random: randomBytes,
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    readLogo: async () => undefined,
    formKeys: createFormKeys({ now, fetchJson }),
    askSource: async () => {
      throw new TypeError('no form of these tests has a state source')
    },
    cog,
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
    metrics: createMetrics(),
    trustProxy: false,
    requestsPerMinute: 1_000_000,
    loginsPerFormAndMinute: 100_000,
  })
  server.on('request', app)
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { origin, ring, log, close }
}

/** What `/token` answers. */
export interface TokenAnswer {
  readonly status: number
  readonly data: Readonly<Record<string, string>>
}

const verifier = 'v'.repeat(43)
const challenge = createHash('sha256').update(verifier).digest('base64url')

const cookiesOf = (headers: object) =>
  ((headers as { 'set-cookie'?: string[] })['set-cookie'] ?? [])
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** A login up to the form's return address: where the citizen ends up, with a code or an error. */
export async function logInTo(stage: KeyStage, form: Form): Promise<URL> {
  const parameters = new URLSearchParams({
    client_id: form.client_id,
    redirect_uri: form.redirect_uris[0]!,
    response_type: 'code',
    scope: 'openid',
    state: 'the-state-of-the-form',
    nonce: 'the-nonce-of-the-form',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const left = await http.get(`${stage.origin}/authorize?${parameters}`)
  const away = new URL(String(left.headers.location))
  if (away.hostname !== 'fc.exemple.fr') return away
  const state = away.searchParams.get('state')
  const back = await http.get(`${stage.origin}/callback?code=fc-code&state=${state}`, {
    headers: { cookie: cookiesOf(left.headers) },
  })
  return new URL(String(back.headers.location))
}

/** Redeems a code, with the form's secret where it has one. */
export async function redeemAt(
  stage: KeyStage,
  form: Form,
  code: string | null,
  secret?: string,
): Promise<TokenAnswer> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: form.client_id,
    redirect_uri: form.redirect_uris[0]!,
    code: code ?? '',
    code_verifier: verifier,
    ...(secret !== undefined && { client_secret: secret }),
  })
  const { status, data } = await http.post(`${stage.origin}/token`, body)
  return { status, data }
}

/** The kids that an instance publishes. */
export async function kidsAt(stage: KeyStage, path: '/jwks' | '/jwks/history'): Promise<string[]> {
  const { data } = await http.get(`${stage.origin}${path}`)
  return data.keys.map(({ kid }: { kid: string }) => kid)
}
