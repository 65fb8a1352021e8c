import process from 'node:process'
import { citizenPassword, loadCitizens } from './citizens.ts'
import { loadClients, loadDataProviders, loadStateClients } from './load-clients.ts'
import { type RunningSimulator, startSimulator } from './start-simulator.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

function fail(error: unknown, port: string): never {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const reason = taken
    ? `port ${port} is taken: stop what listens there, or set SIMULATOR_PORT to another`
    : String(error instanceof Error ? error.message : error)
  process.stderr.write(`the simulator cannot start: ${reason}\n`)
  process.exit(1)
}

function stopOnSignal(simulator: RunningSimulator): void {
  const stop = () => void simulator.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

const { SIMULATOR_PORT: port = '4000', SIMULATOR_HOST, SIMULATOR_CLIENTS } = process.env

try {
  if (!/^\d{1,5}$/.test(port)) throw new TypeError(`SIMULATOR_PORT is not a port: "${port}"`)
  const citizens = loadCitizens()
  const clients = loadClients(SIMULATOR_CLIENTS)
  const dataProviders = loadDataProviders(SIMULATOR_CLIENTS)
  const host = SIMULATOR_HOST === undefined ? {} : { host: SIMULATOR_HOST }
  const simulator = await startSimulator({
    port: Number(port),
    ...host,
    clients,
    dataProviders,
    stateClients: loadStateClients(SIMULATOR_CLIENTS),
    citizens,
  })
  stopOnSignal(simulator)
  say(`simulated FranceConnect: ${simulator.url}`)
  say(`issuer:                  ${simulator.issuer}`)
  say(`API Particulier:         ${simulator.url}/api-particulier`)
  say(`API Impôt particulier:   ${simulator.url}/api-impot`)
  say(`control:                 ${simulator.url}/control`)
  say(`clients:                 ${clients.map(({ client_id }) => client_id).join(', ')}`)
  say(`log in as (password ${citizenPassword}):`)
  for (const { login, note } of citizens) say(`  ${login.padEnd(20)} ${note}`)
} catch (error) {
  fail(error, port)
}
