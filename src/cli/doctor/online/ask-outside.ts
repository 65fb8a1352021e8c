import { randomBytes } from 'node:crypto'
import { createStateHttp } from '../../../sources/state-http.ts'
import { createAgents } from '../../../transport/agents.ts'
import { createFetchJson } from '../../../transport/fetch-public-json.ts'
import { createTransport } from '../../../transport/keep-alive-fetch.ts'
import type { Consultation } from '../consultation.ts'
import type { Finding } from '../finding.ts'
import { askFormKeys } from './ask-form-keys.ts'
import { askFranceConnect } from './ask-franceconnect.ts'
import { askRedis } from './ask-redis.ts'
import { askStateApis } from './ask-state-apis.ts'
import type { Outside } from './outside.ts'

// As the service itself waits (main.ts).
const limits = { connectMilliseconds: 3000, totalMilliseconds: 6000, maxBytes: 1024 * 1024 }
const redisMilliseconds = 1000

/** The ways out of a doctor that runs by itself. @param isDevelopment lets forms' keys stand on loopback */
export function createOutside(now: () => Date, isDevelopment: boolean): Outside {
  const agents = createAgents()
  return {
    transport: createTransport(limits, agents),
    stateHttp: createStateHttp(agents, limits.totalMilliseconds),
    fetchJson: createFetchJson(isDevelopment),
    redisMilliseconds,
    now,
    random: (length) => randomBytes(length).toString('hex').slice(0, length),
  }
}

/** Asks the outside about all that the service needs of it. Each call is bounded; what can go side by side does. */
export async function askOutside(
  consultation: Consultation,
  outside: Outside,
): Promise<readonly Finding[]> {
  const asked = [askFranceConnect, askRedis, askStateApis, askFormKeys]
  const answers = await Promise.all(asked.map((ask) => ask(consultation, outside)))
  return answers.flat()
}
