/** The simulator's clock, which can be moved on. */
export interface SimulatorClock {
  now(): Date
  advance(seconds: number): void
  /** How far it is ahead of the clock that it was made from. */
  readonly aheadSeconds: number
}

/** Makes a clock that runs with the given one and can be moved on, so that nobody waits for a lifetime to end. */
export function createSimulatorClock(now: () => Date): SimulatorClock {
  let ahead = 0
  return {
    now: () => new Date(now().getTime() + ahead * 1000),
    advance: (seconds) => {
      ahead += seconds
    },
    get aheadSeconds() {
      return ahead
    },
  }
}
