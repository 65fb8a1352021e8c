import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import type { BrowserSessions } from './browser-sessions.ts'
import type { Citizen } from './citizens.ts'
import type { DataProvider } from './data-provider.ts'
import type { FaultBox } from './fault-box.ts'
import type { RotatingProvider } from './rotating-provider.ts'
import type { SimulatorClient } from './simulator-client.ts'
import type { SimulatorClock } from './simulator-clock.ts'

/** What the simulator's routes share. */
export interface SimulatorContext {
  issuer: string
  /** The issuer's path, under which FranceConnect's routes stand: `/api/v2`. */
  mount: string
  /** Not to be kept: a rotation of keys puts another in its place. */
  readonly provider: Provider
  signing: RotatingProvider
  clock: SimulatorClock
  faults: FaultBox
  /** Hands a request, its address already cut to below the mount, over to the OpenID provider. */
  handOver(req: IncomingMessage, res: ServerResponse): void
  sessions: BrowserSessions
  clients: ReadonlyMap<string, SimulatorClient>
  dataProviders: ReadonlyMap<string, DataProvider>
  /** By login. */
  citizens: ReadonlyMap<string, Citizen>
}
