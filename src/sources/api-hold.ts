/** Until when an API is left alone, because it said that it was asked too much. */
export interface ApiHold {
  readonly isOn: boolean
  /** Is told every 429 as it comes, and how many seconds it asked for, where it said so. */
  heed(retryAfterSeconds: number | undefined): void
}

// Who goes on asking after a 429 is banned for twelve hours, with all citizens of the instance.
const longestSeconds = 300

/**
 * Makes the hold of one API. It can only grow: an answer that was under way, and asks for less or says
 * nothing, takes nothing back of what another has asked for.
 */
export function createApiHold(now: () => Date): ApiHold {
  let until = 0
  return {
    get isOn() {
      return now().getTime() < until
    },
    heed(retryAfterSeconds = 0) {
      const seconds = Math.min(retryAfterSeconds, longestSeconds)
      until = Math.max(until, now().getTime() + seconds * 1000)
    },
  }
}
