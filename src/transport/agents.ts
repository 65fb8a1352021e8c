import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

/** The connections of the service to the outside, kept alive and shared by all who go out. */
export interface Agents {
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
}

/** Makes the agents: a fresh TLS connection per call would cost more than all the rest of a login. */
export function createAgents(): Agents {
  const options = { keepAlive: true, maxSockets: 64 }
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) }
}
