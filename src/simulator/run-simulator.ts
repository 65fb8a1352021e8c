import { citizenPassword, loadCitizens } from './citizens.ts'
import { loadClients, loadDataProviders, loadStateClients } from './load-clients.ts'
import { startSimulator } from './start-simulator.ts'

/** A simulator on its own, with what its user has to know of it. */
export interface StandaloneSimulator {
  readonly description: string
  close(): Promise<void>
}

/** Why it does not start, in a sentence that says what to do. */
export class SimulatorStartError extends Error {}

/**
 * Starts the simulator as the environment says: SIMULATOR_PORT (4000), SIMULATOR_HOST (loopback),
 * SIMULATOR_CLIENTS (a YAML file of clients).
 * @throws SimulatorStartError
 */
export async function runSimulator(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<StandaloneSimulator> {
  const { SIMULATOR_PORT: port = '4000', SIMULATOR_HOST: host, SIMULATOR_CLIENTS: file } = variables
  if (!/^\d{1,5}$/.test(port))
    throw new SimulatorStartError(`SIMULATOR_PORT is not a port: "${port}"`)
  try {
    const citizens = loadCitizens()
    const clients = loadClients(file)
    const simulator = await startSimulator({
      port: Number(port),
      ...(host !== undefined && { host }),
      clients,
      dataProviders: loadDataProviders(file),
      stateClients: loadStateClients(file),
      citizens,
    })
    const lines = [
      `simulated FranceConnect: ${simulator.url}`,
      `issuer:                  ${simulator.issuer}`,
      `API Particulier:         ${simulator.url}/api-particulier`,
      `API Impôt particulier:   ${simulator.url}/api-impot`,
      `control:                 ${simulator.url}/control`,
      `clients:                 ${clients.map(({ client_id }) => client_id).join(', ')}`,
      `log in as (password ${citizenPassword}):`,
      ...citizens.map(({ login, note }) => `  ${login.padEnd(20)} ${note}`),
    ]
    return { description: `${lines.join('\n')}\n`, close: simulator.close }
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    const reason = taken
      ? `port ${port} is taken: stop what listens there, or set SIMULATOR_PORT to another`
      : String(error instanceof Error ? error.message : error)
    throw new SimulatorStartError(reason, { cause: error })
  }
}
