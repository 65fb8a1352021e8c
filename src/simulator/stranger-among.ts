import type { FaultSetting } from './fault-setting.ts'
import type { SimulatorContext } from './simulator-context.ts'

/** What is wrong with a fault for somebody who cannot log in: it would never bite. */
export function strangerAmong(
  { citizens }: Pick<SimulatorContext, 'citizens'>,
  settings: readonly FaultSetting[],
): string | undefined {
  const stranger = settings.find(({ login }) => login !== undefined && !citizens.has(login))
  return stranger && `no citizen logs in as "${stranger.login}"`
}
