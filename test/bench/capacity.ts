import {
  type Memory,
  measureMemory,
  measurePace,
  type Pace,
  type Spread,
  spreadOf,
} from './measure.ts'
import type { Effort, Setting } from './options.ts'
import type { Stage } from './stage.ts'

/** What an operator reckons with: how soon a process is ready, what it takes up, and how much it carries. */
export interface Capacity {
  readonly setting: Setting
  /** From the start of the process until it is ready. */
  readonly coldStartMilliseconds: Spread
  readonly memory: Readonly<Record<'service' | 'floor', Memory>>
  readonly pace: Readonly<Record<'service' | 'floor', Pace>>
}

const coldStarts = 5
const memoryLogins = 10_000

async function measureColdStart(stage: Stage): Promise<Spread> {
  const times: number[] = []
  for (let count = 0; count < coldStarts; count += 1) times.push(await stage.coldStart())
  return spreadOf(times)
}

/** Of a fresh stage: memory is read before and after its first logins, and those have warmed it up for the pace. */
export async function measureCapacity(
  stage: Stage,
  setting: Setting,
  effort: Effort,
): Promise<Capacity> {
  const coldStartMilliseconds = await measureColdStart(stage)
  const memory = {
    service: await measureMemory(stage, 'service', effort.users, memoryLogins),
    floor: await measureMemory(stage, 'floor', effort.users, memoryLogins),
  }
  const pace = {
    floor: await measurePace(stage, 'floor', effort),
    service: await measurePace(stage, 'service', effort),
  }
  return { setting, coldStartMilliseconds, memory, pace }
}
