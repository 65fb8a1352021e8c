/** Whether calls are made, refused, or tried one at a time. */
export type CircuitState = 'closed' | 'open' | 'half-open'

export interface CircuitBreakerOptions {
  readonly now: () => Date
  /** How many failures in a row open it. */
  readonly failuresToOpen: number
  /** How long it stays open before one call is let through to try. */
  readonly openMilliseconds: number
}

/** What a call says of the service; `unknown` where it was given up, or held back, before it could tell. */
export type CallEnd = 'succeeded' | 'failed' | 'unknown'

/** Keeps calls from piling up on a service that is down. */
export interface CircuitBreaker {
  readonly state: CircuitState
  /**
   * Asks for leave to make one call; undefined where it is refused. Who has it reports once how the call
   * ended: an unknown end changes nothing, and gives the place of a try back.
   */
  enter(): ((end: CallEnd) => void) | undefined
}

/**
 * Makes a circuit breaker. Our own, because the libraries that are alive need a newer Node than ours
 * and bring a clock of their own.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { now, failuresToOpen, openMilliseconds } = options
  let failures = 0
  let openedAt: number | undefined
  let isTrying = false

  const hasWaited = () => openedAt !== undefined && now().getTime() - openedAt >= openMilliseconds
  const state = (): CircuitState => {
    if (openedAt === undefined) return 'closed'
    return hasWaited() ? 'half-open' : 'open'
  }
  const leave = (end: CallEnd) => {
    if (end === 'succeeded') {
      failures = 0
      openedAt = undefined
    }
    if (end !== 'failed') return
    failures += 1
    if (openedAt !== undefined || failures >= failuresToOpen) openedAt = now().getTime()
  }
  // Its own end only gives the place back, not that of a call that began while all was well.
  const leaveTry = (end: CallEnd) => {
    isTrying = false
    leave(end)
  }
  return {
    get state() {
      return state()
    },
    enter() {
      const current = state()
      if (current === 'closed') return leave
      if (current === 'open' || isTrying) return undefined
      isTrying = true
      return leaveTry
    },
  }
}
