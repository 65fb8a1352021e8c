import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'

/** The keep-alive agents that every call to a state API goes out through. */
export interface StateAgents {
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
}
