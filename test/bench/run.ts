import { arch, availableParallelism, cpus, platform } from 'node:os'
import { type Bound, boundsOf } from './bounds.ts'
import { type Capacity, measureCapacity } from './capacity.ts'
import {
  type Cost,
  costFrom,
  type LiveHeap,
  measureLiveHeap,
  measureRounds,
  measureUnfinished,
  measureWall,
  type Round,
  type Unfinished,
  warmUp,
} from './measure.ts'
import { type Effort, plain, type Setting } from './options.ts'
import { openStage, type Stage } from './stage.ts'

/** Everything that one run of the bench found. */
export interface Report {
  readonly at: string
  readonly machine: string
  readonly effort: Effort
  readonly costs: readonly Cost[]
  readonly capacities: readonly Capacity[]
  readonly liveHeap: readonly LiveHeap[]
  readonly unfinished: Unfinished
  /** Milliseconds of a login, one citizen alone, with three sources that take so long each. */
  readonly threeSources: readonly { readonly each: number; readonly login: number }[]
  readonly bounds: readonly Bound[]
}

/** Is told what is being done. */
type Tell = (text: string) => void

/** What is compared with a floor of its own: everything is as in `plain` but what is named. */
const compared: readonly Partial<Setting>[] = [
  {},
  { protocol: 'http' },
  { store: 'redis' },
  { sources: 1 },
  { sources: 3 },
  { forms: 5 },
  { forms: 10_000 },
]

/** What an operator chooses between. */
const operated: readonly Partial<Setting>[] = [{ protocol: 'http' }, { store: 'redis' }]

async function on<T>(setting: Setting, use: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage(setting)
  try {
    return await use(stage)
  } finally {
    await stage.stop()
  }
}

/** In processes of its own: what V8 makes of one and the same code differs from one to the next by a tenth. */
async function costOn(setting: Setting, effort: Effort): Promise<Cost> {
  const rounds: Round[] = []
  for (let count = 0; count < effort.processes; count += 1)
    await on(setting, async (stage) => {
      await warmUp(stage, effort)
      rounds.push(...(await measureRounds(stage, effort)))
    })
  return costFrom(setting, rounds)
}

/** The plain login, from every side. */
const measurePlain = (effort: Effort, tell: Tell) =>
  on(plain, async (stage) => {
    tell('capacity')
    const capacity = await measureCapacity(stage, plain, effort)
    tell('unfinished logins')
    const unfinished = await measureUnfinished(stage, effort)
    tell('live heap')
    const liveHeap = await measureLiveHeap(stage, effort.users)
    return { capacity, unfinished, liveHeap }
  })

const machine = () =>
  `${cpus()[0]?.model}, ${availableParallelism()} cores, ${platform()} ${arch()}, Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`

/** Runs the whole bench. */
export async function runBench(effort: Effort, tell: Tell): Promise<Report> {
  const at = new Date().toISOString()
  const { capacity, ...rest } = await measurePlain(effort, tell)
  const capacities = [capacity]
  for (const changes of operated) {
    tell(`capacity with ${JSON.stringify(changes)}`)
    const setting = { ...plain, ...changes }
    capacities.push(await on(setting, (stage) => measureCapacity(stage, setting, effort)))
  }
  const costs: Cost[] = []
  for (const changes of compared) {
    tell(`cost with ${JSON.stringify(changes)}`)
    costs.push(await costOn({ ...plain, ...changes }, effort))
  }
  const threeSources: { each: number; login: number }[] = []
  for (const each of [0, 200]) {
    tell(`three sources of ${each} ms`)
    const setting = { ...plain, sources: 3, sourceMilliseconds: each }
    threeSources.push({ each, login: await on(setting, measureWall) })
  }
  const measured = { costs, capacities, ...rest, threeSources }
  return { at, machine: machine(), effort, ...measured, bounds: boundsOf(measured) }
}

/** Does a few logins at both, verifies each, and says what the payloads told. Nothing is timed. */
export async function checkBench(logins: number, changes: Partial<Setting>) {
  return on({ ...plain, protocol: 'http', ...changes }, async (stage) => {
    const load = { logins, users: 4, verifyEvery: 1 }
    const outcome = async (at: 'service' | 'floor') => {
      const { done, verified, payload } = await stage.load(at, load)
      return { done, verified, fields: payload?.fields, sources: payload?.sources }
    }
    return { service: await outcome('service'), floor: await outcome('floor') }
  })
}
