import { leakConfiguration, sealedSecret } from './leak-configuration.ts'
import { type LeakStage, noteBearers } from './leak-stage.ts'
import { createRecorder } from './recorder.ts'
import { civilStatusSecret, type System, type SystemOptions, startSystem } from './start-system.ts'

/** The service in this process, its store in memory, under observation. */
export async function startLeakSystem(
  options: SystemOptions = {},
): Promise<LeakStage & { readonly system: System }> {
  const configuration = await leakConfiguration()
  const recorder = createRecorder()
  const { collectivites } = configuration
  const system = await startSystem({ pace: 0.2, collectivites, behind: recorder.wrap, ...options })
  const secrets = new Set([sealedSecret, civilStatusSecret, 'demo-secret-of-the-simulator-only'])
  const stopNoting = noteBearers(secrets)
  const stored: string[] = []
  const { put, claim } = system.store
  system.store.put = (key, value, seconds) => {
    stored.push(key, value)
    return put(key, value, seconds)
  }
  system.store.claim = (key, seconds) => {
    stored.push(key)
    return claim(key, seconds)
  }
  return {
    configuration,
    recorder,
    secrets,
    system,
    serviceOrigin: system.serviceOrigin,
    issuer: system.simulator.issuer,
    faults: system.faults,
    values: new Set<string>(),
    citizen: system.citizen,
    log: () => [...system.log],
    metrics: () => system.metrics.text(),
    store: () => stored.join('\n'),
    close: async () => {
      stopNoting()
      await system.close()
    },
  }
}
