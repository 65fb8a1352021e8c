import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { FaultBox } from '../../src/simulator/fault-box.ts'
import type { BrowserSession } from './browser-session.ts'
import type { LeakConfiguration } from './leak-configuration.ts'
import type { Recorder } from './recorder.ts'

/** A service under observation, and everything about it that nobody may be found in. */
export interface LeakStage {
  readonly configuration: LeakConfiguration
  readonly serviceOrigin: string
  readonly issuer: string
  readonly faults: FaultBox
  readonly recorder: Recorder
  /** What was told, typed or handed over beside what the simulator knows. */
  readonly values: Set<string>
  /** Codes, states, tokens, cookies, keys. */
  readonly secrets: Set<string>
  citizen(): BrowserSession
  /** Every line of the log so far. */
  log(): string[]
  metrics(): Promise<string>
  /** Everything that was ever in the store. */
  store(): string
  close(): Promise<void>
}

/** Notes every bearer token that arrives at a server of this process: those that FranceConnect gave among them. */
export function noteBearers(secrets: Set<string>): () => void {
  const note = (message: unknown) => {
    const { request } = message as { request: IncomingMessage }
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? []
    if (token !== undefined) secrets.add(token)
  }
  subscribe('http.server.request.start', note)
  return () => void unsubscribe('http.server.request.start', note)
}

const secretParameters = ['code', 'state', 'nonce', 'id_token_hint']

/** Notes the secrets of what went through: in addresses, cookies and answers. */
export function noteSecrets({ recorder, secrets, serviceOrigin }: LeakStage): void {
  for (const { url, location, cookies, body } of recorder.exchanges) {
    for (const address of [url, location ?? '/']) {
      const { searchParams } = new URL(address, serviceOrigin)
      for (const name of secretParameters)
        for (const value of searchParams.getAll(name)) secrets.add(value)
    }
    for (const cookie of cookies) secrets.add(cookie.split(';')[0]?.split('=')[1] ?? '')
    for (const [, token] of body.matchAll(/"(?:access|id|prefill)_token":"([^"]+)"/g))
      secrets.add(String(token))
  }
}
