import { rmSync } from 'node:fs'
import type { Express } from 'express'
import type pino from 'pino'
import { ListenError, listen } from '../http/listen.ts'
import { startService } from '../main.ts'
import { loadClients } from './load-clients.ts'
import { startSimulator } from './start-simulator.ts'

export interface StagePorts {
  readonly service: number
  readonly simulator: number
  readonly management: number
  /** Of the site with the forms. */
  readonly demo: number
}

/** What runs on loopback, and on which configuration. */
export interface Stage {
  readonly ports: StagePorts
  /** CONFIG_DIR; deleted at the end. */
  readonly folder: string
  /** The variables that its files refer to. */
  readonly secrets: Readonly<Record<string, string>>
  readonly logLevel: string
  /** The site with the forms; undefined where it is served by somebody else. */
  readonly site?: (serviceOrigin: string) => Express
  /** Where the service's log goes; standard output by default. */
  readonly log?: pino.DestinationStream | undefined
}

/** A stage that answers. */
export interface RunningStage {
  readonly serviceOrigin: string
  readonly simulatorOrigin: string
  stop(): Promise<void>
}

const host = '127.0.0.1'

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

function variablesOf({ ports, folder, secrets, logLevel }: Stage, serviceOrigin: string) {
  return {
    NODE_ENV: 'development',
    PUBLIC_URL: serviceOrigin,
    HOST: host,
    PORT: String(ports.service),
    MANAGEMENT_PORT: String(ports.management),
    SIMULATOR_PORT: String(ports.simulator),
    CONFIG_DIR: folder,
    LOG_LEVEL: logLevel,
    ...secrets,
  }
}

/**
 * Starts on loopback the simulated FranceConnect, the service and a site.
 * @throws ListenError when a port is taken, ConfigurationError when the folder is refused; what had started is
 *   stopped
 */
export async function startStage(stage: Stage): Promise<RunningStage> {
  const { ports, site } = stage
  const serviceOrigin = `http://localhost:${ports.service}`
  const stops: (() => unknown)[] = [() => rmSync(stage.folder, { recursive: true })]
  const stop = async () => {
    for (const one of stops.reverse()) await one()
  }
  try {
    const simulator = await simulatorOn(ports.simulator, serviceOrigin)
    stops.push(() => simulator.close())
    const service = await startService(variablesOf(stage, serviceOrigin), stage.log)
    stops.push(() => service.stop())
    if (site !== undefined) {
      const options = { port: ports.demo, host, variable: 'DEMO_PORT' }
      const listening = await listen(site(serviceOrigin), options)
      stops.push(() => listening.close())
    }
    return { serviceOrigin, simulatorOrigin: simulator.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
