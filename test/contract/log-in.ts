import pino from 'pino'
import { ServiceError } from '../../src/domain/errors.ts'
import type { FranceConnectClient } from '../../src/domain/form.ts'
import {
  createRelyingParty,
  type LoginResult,
  type RelyingParty,
} from '../../src/franceconnect/relying-party.ts'
import { createTransport, type TransportLimits } from '../../src/transport/keep-alive-fetch.ts'
import {
  accessToken,
  angela,
  code,
  type FakeFranceConnect,
  type Lies,
} from '../support/fake-franceconnect.ts'

export const redirectUri = 'https://prefill.exemple.fr/callback'

/** What the relying party sent with the login that the tests complete. */
export const request = {
  state: 'a1'.repeat(32),
  nonce: 'b2'.repeat(32),
  acr: 'eidas1',
}

const limits: TransportLimits = {
  connectMilliseconds: 3000,
  totalMilliseconds: 6000,
  maxBytes: 1024 * 1024,
}

/** A relying party that has discovered nothing yet. */
export function newRelyingParty(changes: Partial<TransportLimits> = {}): RelyingParty {
  return createRelyingParty({
    loginMilliseconds: 10_000,
    concurrentLogins: { perKey: 64, inAll: 256 },
    redirectUri,
    postLogoutRedirectUri: 'https://prefill.exemple.fr/logout/done',
    transport: createTransport({ ...limits, ...changes }),
  })
}

type Change = string | readonly string[] | undefined

/** The parameters of a good callback; a list repeats one, `undefined` takes one away. */
export function callbackOf(
  fake: FakeFranceConnect,
  changes: Readonly<Record<string, Change>> = {},
): URLSearchParams {
  const parameters = { code, state: request.state, iss: fake.client.issuer, ...changes }
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    (value === undefined ? [] : [value].flat()).map((one) => [name, one]),
  )
  return new URLSearchParams(pairs)
}

/** How a login ended: what the flow receives, and which calls it took. */
export interface Ending {
  readonly result?: LoginResult
  readonly code?: string
  readonly detail?: Readonly<Record<string, string>>
  readonly calls: readonly string[]
}

/** What pino writes of an error: the line itself, for the tests to search. */
export function logged(error: unknown): string {
  const lines: string[] = []
  const log = pino(
    { level: 'trace', base: null, timestamp: false },
    { write: (line: string) => void lines.push(line) },
  )
  log.error({ err: error }, 'login')
  return lines.join('')
}

const personal = Object.values(angela).flat()

/** What of a login's tokens, codes, secrets and claims stands in a text. */
export function leaksIn(text: string, fake: FakeFranceConnect): string[] {
  const parts = fake.tokensSent.flatMap((token) => token.split('.')).filter((part) => part !== '')
  const secrets = [code, accessToken, fake.client.client_secret, ...personal, ...parts]
  const foreign = ['upstream-text', '<script', request.state, request.nonce]
  // A decoder's message quotes ten characters on either side: the beginning is enough to recognise one.
  return [...secrets, ...foreign].filter((secret) => text.includes(secret.slice(0, 9)))
}

/**
 * Completes a login against what the fake says. A failure must be a ServiceError that lets nothing out,
 * neither to the form nor to the log.
 */
export async function logIn(
  fake: FakeFranceConnect,
  lies: Lies = {},
  {
    relyingParty = newRelyingParty(),
    callback = callbackOf(fake),
    client = fake.client,
  }: {
    readonly relyingParty?: RelyingParty
    readonly callback?: URLSearchParams
    readonly client?: FranceConnectClient
  } = {},
): Promise<Ending> {
  fake.lies = lies
  fake.nonce = request.nonce
  const before = fake.calls.length
  const calls = () => fake.calls.slice(before).map(({ endpoint }) => endpoint)
  try {
    const result = await relyingParty.complete(client, callback, request)
    return { result, calls: calls() }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const leaks = leaksIn(logged(error) + JSON.stringify([error.message, error.detail]), fake)
    if (leaks.length > 0) throw new Error(`the log holds ${leaks.join(', ')}: ${logged(error)}`)
    return { code: error.code, detail: error.detail, calls: calls() }
  }
}
