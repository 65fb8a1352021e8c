/** A clock that a test moves by hand. */
export interface FakeClock {
  readonly now: () => Date
  advance(seconds: number): void
}

/** Makes a clock that stands still at an instant. */
export function createFakeClock(start = '2026-11-23T10:00:00.000Z'): FakeClock {
  let instant = Date.parse(start)
  return {
    now: () => new Date(instant),
    advance: (seconds) => {
      instant += seconds * 1000
    },
  }
}
