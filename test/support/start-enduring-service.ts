import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { startSimulator } from '../../src/simulator/start-simulator.ts'
import { askableHeap } from './heap-of.ts'
import type { LoadedForm } from './login-load.ts'
import { type ServiceInstance, startInstance } from './service-instance.ts'
import { freePort } from './start-demo-process.ts'
import { formOrigin } from './start-system.ts'

/** One instance of the built service with its memory store, whose heap can be asked for. */
export interface EnduringService {
  readonly serviceOrigin: string
  readonly instance: ServiceInstance
  readonly form: LoadedForm
  close(): Promise<void>
}

const demo = fileURLToPath(new URL('../../config/demo', import.meta.url))

const form = {
  client_id: 'demo-etat-civil',
  redirect_uri: `${formOrigin}/etat-civil/retour`,
  client_secret: 'demo-secret-of-the-civil-status-form',
}

/** Starts the built service and the simulated FranceConnect, on ports of their own. */
export async function startEnduringService(): Promise<EnduringService> {
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const serviceOrigin = `http://localhost:${port}`
  const clients = loadClients(undefined, { serviceOrigin })
  const simulator = await startSimulator({ port: simulatorPort, clients })
  const folder = mkdtempSync(join(tmpdir(), 'prefill-endurance-'))
  cpSync(demo, join(folder, 'config'), { recursive: true })
  const keys = await generateSigningKeys(Math.floor(Date.now() / 1000))
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys), { mode: 0o600 })
  const instance = await startInstance({
    NODE_OPTIONS: askableHeap.join(' '),
    NODE_ENV: 'development',
    PORT: String(port),
    PUBLIC_URL: serviceOrigin,
    SIMULATOR_PORT: String(simulatorPort),
    CONFIG_DIR: join(folder, 'config'),
    SECRETS: 'a-secret-that-these-instances-share-0123456789',
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    TRUST_PROXY: '1',
    LOG_LEVEL: 'warn',
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
    DEMO_ETAT_CIVIL_SECRET: form.client_secret,
  })
  return {
    serviceOrigin,
    instance,
    form,
    close: async () => {
      instance.child.kill('SIGKILL')
      await instance.ended
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
