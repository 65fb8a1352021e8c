import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pino from 'pino'
import { ListenError, listen } from '../http/listen.ts'
import { startService } from '../main.ts'
import { createDemoSite } from './demo-site.ts'
import { loadClients } from './load-clients.ts'
import { startSimulator } from './start-simulator.ts'

export interface DemoPorts {
  readonly service: number
  readonly simulator: number
  readonly demo: number
  readonly management: number
}

/** The whole demonstration, running. */
export interface RunningDemo {
  readonly demoOrigin: string
  readonly serviceOrigin: string
  readonly simulatorOrigin: string
  stop(): Promise<void>
}

const host = '127.0.0.1'
const demoConfiguration = fileURLToPath(new URL('../../config/demo', import.meta.url))
const simulatorSecret = 'demo-secret-of-the-simulator-only'
const civilStatusSecret = 'demo-secret-of-the-civil-status-form'

/** Copies the demo's configuration with its registered addresses on the port in use. */
function configurationFor(demoOrigin: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-demo-'))
  cpSync(demoConfiguration, folder, { recursive: true })
  const collectivites = join(folder, 'collectivites')
  for (const name of readdirSync(collectivites)) {
    const file = join(collectivites, name)
    const text = readFileSync(file, 'utf8').replaceAll('http://localhost:8080', demoOrigin)
    writeFileSync(file, text)
  }
  return folder
}

async function simulatorOn(port: number, serviceOrigin: string) {
  try {
    return await startSimulator({
      port,
      host,
      clients: loadClients(undefined, { serviceOrigin }),
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new ListenError(port, 'SIMULATOR_PORT', error as NodeJS.ErrnoException)
  }
}

/**
 * Starts the demonstration on loopback: the simulated FranceConnect, the service, the town hall's site.
 * @param log where the service's log goes; standard output by default
 * @throws ListenError when a port is taken; what had started is stopped
 */
export async function startDemo(
  ports: DemoPorts,
  logLevel: string,
  log?: pino.DestinationStream,
): Promise<RunningDemo> {
  const serviceOrigin = `http://localhost:${ports.service}`
  const demoOrigin = `http://localhost:${ports.demo}`
  const folder = configurationFor(demoOrigin)
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true })]
  const stop = async () => {
    for (const one of stops.reverse()) await one()
  }
  try {
    const simulator = await simulatorOn(ports.simulator, serviceOrigin)
    stops.push(() => simulator.close())
    const variables = {
      NODE_ENV: 'development',
      PUBLIC_URL: serviceOrigin,
      HOST: host,
      PORT: String(ports.service),
      MANAGEMENT_PORT: String(ports.management),
      SIMULATOR_PORT: String(ports.simulator),
      CONFIG_DIR: folder,
      LOG_LEVEL: logLevel,
      DEMO_FC_SECRET: simulatorSecret,
      DEMO_ETAT_CIVIL_SECRET: civilStatusSecret,
    }
    const service = await startService(variables, log)
    stops.push(() => service.stop())
    const site = createDemoSite({ demoOrigin, serviceOrigin, civilStatusSecret })
    const listening = await listen(site, { port: ports.demo, host, variable: 'DEMO_PORT' })
    stops.push(() => listening.close())
    return { demoOrigin, serviceOrigin, simulatorOrigin: simulator.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
