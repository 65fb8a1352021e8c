import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import type { BrowserSessions } from './browser-sessions.ts'
import type { Citizen } from './citizens.ts'
import type { SimulatorClient } from './simulator-client.ts'

/** What the simulator's routes share. */
export interface SimulatorContext {
  issuer: string
  /** The issuer's path, under which FranceConnect's routes stand: `/api/v2`. */
  mount: string
  provider: Provider
  /** Hands a request, its address already cut to below the mount, over to the OpenID provider. */
  handOver(req: IncomingMessage, res: ServerResponse): void
  sessions: BrowserSessions
  clients: ReadonlyMap<string, SimulatorClient>
  /** By login. */
  citizens: ReadonlyMap<string, Citizen>
}
