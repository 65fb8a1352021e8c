import type { Sleep } from '../../src/flow/gather.ts'

/** Time that a test moves by hand: sleepers wake in their order, and what they then do is done before the next. */
export interface VirtualTime {
  readonly now: () => Date
  readonly sleep: Sleep
  /** Milliseconds since the beginning. */
  elapsed(): number
  /** How many are asleep. */
  asleep(): number
  advance(milliseconds: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

// Longer than any chain of promises in the code that is tested.
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
}

/** Makes virtual time. A sleep ends with its signal, as node:timers/promises does. */
export function createVirtualTime(start = '2026-11-23T10:00:00.000Z'): VirtualTime {
  let elapsed = 0
  const sleepers = new Set<Sleeper>()
  const next = () => [...sleepers].sort((one, other) => one.at - other.at)[0]
  return {
    now: () => new Date(Date.parse(start) + elapsed),
    elapsed: () => elapsed,
    asleep: () => sleepers.size,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const wake = () => {
          signal?.removeEventListener('abort', end)
          resolve()
        }
        const sleeper = { at: elapsed + milliseconds, wake }
        const end = () => {
          sleepers.delete(sleeper)
          reject(new DOMException('The operation was aborted', 'AbortError'))
        }
        if (signal?.aborted) return end()
        sleepers.add(sleeper)
        signal?.addEventListener('abort', end, { once: true })
      }),
    async advance(milliseconds) {
      const until = elapsed + milliseconds
      await settle()
      for (let sleeper = next(); sleeper !== undefined && sleeper.at <= until; sleeper = next()) {
        elapsed = sleeper.at
        sleepers.delete(sleeper)
        sleeper.wake()
        await settle()
      }
      elapsed = until
    },
  }
}
