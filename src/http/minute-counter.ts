/** Counts by key, within the minute that is running. */
export interface MinuteCounter {
  count(key: string): number
  /** Adds one. @returns the count with it */
  add(key: string): number
}

const minuteMilliseconds = 60_000

/**
 * Makes a counter, for what `express-rate-limit` does not count: something known only after the request, or of
 * a form. All counts end with their minute, so it holds no more keys than came within one.
 */
export function createMinuteCounter(now: () => Date): MinuteCounter {
  let counts = new Map<string, number>()
  let minute = 0
  const current = (): Map<string, number> => {
    const running = Math.floor(now().getTime() / minuteMilliseconds)
    if (running !== minute) counts = new Map()
    minute = running
    return counts
  }
  const count = (key: string) => current().get(key) ?? 0
  return {
    count,
    add: (key) => {
      const more = count(key) + 1
      counts.set(key, more)
      return more
    },
  }
}
