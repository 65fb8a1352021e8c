import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pino from 'pino'
import { createDemoSite } from './demo-site.ts'
import { type RunningStage, type StagePorts, startStage } from './start-stage.ts'

/** The whole demonstration, running. */
export interface RunningDemo extends RunningStage {
  readonly demoOrigin: string
}

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

/**
 * Starts the demonstration on loopback: the simulated FranceConnect, the service, the town hall's site.
 * @param log where the service's log goes; standard output by default
 * @throws ListenError when a port is taken; what had started is stopped
 */
export async function startDemo(
  ports: StagePorts,
  logLevel: string,
  log?: pino.DestinationStream,
): Promise<RunningDemo> {
  const demoOrigin = `http://localhost:${ports.demo}`
  const stage = await startStage({
    ports,
    folder: configurationFor(demoOrigin),
    secrets: { DEMO_FC_SECRET: simulatorSecret, DEMO_ETAT_CIVIL_SECRET: civilStatusSecret },
    logLevel,
    log,
    site: (serviceOrigin) => createDemoSite({ demoOrigin, serviceOrigin, civilStatusSecret }),
  })
  return { ...stage, demoOrigin }
}
