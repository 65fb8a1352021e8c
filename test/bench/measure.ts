import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadResult } from './load.ts'
import type { Effort, Setting } from './options.ts'
import type { Stage } from './stage.ts'

/** The middle of several readings, and how far they lie apart. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** What one login costs, beside its floor. */
export interface Cost {
  readonly setting: Setting
  /** CPU milliseconds per login. */
  readonly service: Spread
  readonly floor: Spread
  /** Of the service to the floor, round by round. */
  readonly ratio: Spread
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right)
  const half = sorted.length / 2
  const [low = 0, high = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return { median: (low + high) / 2, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 }
}

/** How many logins lie between two whose tokens are verified while time is taken. */
const verifyEvery = 50

/** CPU milliseconds per login at one of them. */
export async function costOf(
  stage: Stage,
  at: 'service' | 'floor',
  { logins, users }: Pick<Effort, 'logins' | 'users'>,
): Promise<{ readonly cpu: number; readonly result: LoadResult }> {
  const before = stage[at].cpuMilliseconds()
  const result = await stage.load(at, { logins, users, verifyEvery })
  return { cpu: (stage[at].cpuMilliseconds() - before) / logins, result }
}

export async function warmUp(stage: Stage, { warmUp: logins, users }: Effort): Promise<void> {
  for (const at of ['floor', 'service'] as const)
    await stage.load(at, { logins, users, verifyEvery: 10 })
}

/** CPU milliseconds per login of both, one measured just after the other. */
export interface Round {
  readonly service: number
  readonly floor: number
}

/** Measures both by turns, so that what the machine does otherwise falls on both. */
export async function measureRounds(stage: Stage, effort: Effort): Promise<Round[]> {
  const rounds: Round[] = []
  for (let round = 0; round < effort.rounds; round += 1) {
    const floor = await costOf(stage, 'floor', effort)
    const service = await costOf(stage, 'service', effort)
    rounds.push({ floor: floor.cpu, service: service.cpu })
  }
  return rounds
}

const ratiosOf = (rounds: readonly Round[]) =>
  spreadOf(rounds.map(({ service, floor }) => service / floor))

/** What rounds with one setting come to. */
export const costFrom = (setting: Setting, rounds: readonly Round[]): Cost => ({
  setting,
  service: spreadOf(rounds.map(({ service }) => service)),
  floor: spreadOf(rounds.map(({ floor }) => floor)),
  ratio: ratiosOf(rounds),
})

/** How fast and how steady one of them is. */
export interface Pace {
  /** On one core, with as many citizens as keep it busy. */
  readonly loginsPerSecond: number
  /** Milliseconds of one login, its requests to FranceConnect included, at half of that. */
  readonly p50: number
  readonly p99: number
}

export async function measurePace(
  stage: Stage,
  at: 'service' | 'floor',
  { logins: inRound, users }: Effort,
): Promise<Pace> {
  // The slowest hundredth of one round would be a handful.
  const logins = 4 * inRound
  const full = await stage.load(at, { logins, users, verifyEvery })
  const loginsPerSecond = (full.done * 1000) / full.milliseconds
  const half = { logins, users: 256, perSecond: loginsPerSecond / 2, verifyEvery }
  const { p50, p99 } = await stage.load(at, half)
  return { loginsPerSecond, p50, p99 }
}

/** MB at rest, and after so many logins. */
export interface Memory {
  readonly atRest: number
  readonly logins: number
  readonly after: number
}

/** Does logins in numbers, and reads what stays. */
export async function measureMemory(
  stage: Stage,
  at: 'service' | 'floor',
  users: number,
  logins: number,
): Promise<Memory> {
  const atRest = stage[at].residentMegabytes()
  await stage.load(at, { logins, users, verifyEvery: 1000 })
  return { atRest, logins, after: stage[at].residentMegabytes() }
}

/** What was left of the service's heap after so many more logins, all garbage collected. */
export interface LiveHeap {
  readonly megabytes: number
  readonly after: number
}

// Codes and outcomes are kept for a minute: what they take hangs on how many logins the machine did in it.
const forgottenAfterMilliseconds = 65_000

/**
 * Does logins in numbers twice, and looks each time what lives once all that has a lifetime is over. The process as
 * a whole says less: how far its garbage may grow is V8's choice, and changes for minutes. Measure nothing else
 * afterwards: V8 has thrown out code that was idle, and logins cost more for a while.
 */
export async function measureLiveHeap(stage: Stage, users: number): Promise<LiveHeap[]> {
  const logins = 25_000
  const read: LiveHeap[] = []
  for (const after of [logins, 2 * logins]) {
    const load = { users, verifyEvery: 1000 }
    await stage.load('service', { ...load, logins: logins - users })
    await sleep(forgottenAfterMilliseconds)
    // The memory store throws out the expired when something is put in.
    await stage.load('service', { ...load, logins: users })
    read.push({ megabytes: await stage.service.liveMegabytes(), after })
  }
  return read
}

/** What logins cost, in times the floor, before and after citizens in numbers left for FranceConnect for good. */
export interface Unfinished {
  readonly attempts: number
  readonly before: number
  readonly after: number
  readonly addedMegabytes: number
}

/** Measures both by turns with the floor, as costs are: the machine does not stand still in between. */
export async function measureUnfinished(stage: Stage, effort: Effort) {
  const attempts = 20_000
  const before = ratiosOf(await measureRounds(stage, effort)).median
  const held = stage.service.residentMegabytes()
  const load = { logins: attempts, users: effort.users, verifyEvery: 1, isUnfinished: true }
  await stage.load('service', load)
  const addedMegabytes = stage.service.residentMegabytes() - held
  const after = ratiosOf(await measureRounds(stage, effort)).median
  return { attempts, before, after, addedMegabytes } satisfies Unfinished
}

/** How long a login takes a citizen, one alone: milliseconds, the middle of twenty. */
export async function measureWall(stage: Stage): Promise<number> {
  await stage.load('service', { logins: 20, users: 1, verifyEvery: 1 })
  return (await stage.load('service', { logins: 20, users: 1, verifyEvery: 1 })).p50
}
