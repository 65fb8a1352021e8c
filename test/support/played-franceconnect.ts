import type { Outside } from '../../src/cli/doctor/online/outside.ts'
import type { RunningSimulator } from '../../src/simulator/start-simulator.ts'
import { createStateHttp } from '../../src/sources/state-http.ts'
import { createAgents } from '../../src/transport/agents.ts'
import { createFetchJson } from '../../src/transport/fetch-public-json.ts'
import { createTransport } from '../../src/transport/keep-alive-fetch.ts'

const limits = { connectMilliseconds: 3000, totalMilliseconds: 6000, maxBytes: 1024 * 1024 }

/**
 * The outside of a doctor, in which the simulator stands at the address of FranceConnect's sandbox, and API Particulier
 * answers its pings with nothing, as its staging platform does. Whatever else is asked fails.
 */
export function playedFranceConnect(simulator: RunningSimulator, origin: string): Outside {
  const agents = createAgents()
  const real = createTransport(limits, agents)
  return {
    transport: async (url, request) => {
      if (/^https:\/\/(staging\.)?particulier\.api\.gouv\.fr\/api\//.test(url))
        return new Response('')
      if (!url.startsWith(`${origin}/`)) throw new TypeError(`nobody answers at ${url}`)
      const answer = await real(url.replace(origin, simulator.url), request)
      const text = (await answer.text()).replaceAll(simulator.url, origin)
      const { status, headers } = answer
      return new Response(text, { status, headers })
    },
    stateHttp: createStateHttp(agents, limits.totalMilliseconds),
    fetchJson: createFetchJson(false),
    redisMilliseconds: 500,
    now: () => new Date(),
    random: (length) => 'a'.repeat(length),
  }
}
