/** Whether calls are made, refused, or tried one at a time. */
export type CircuitState = 'closed' | 'open' | 'half-open'

export interface CircuitBreakerOptions {
  readonly now: () => Date
  /** How many failures in a row open it. */
  readonly failuresToOpen: number
  /** How long it stays open before one call is let through to try. */
  readonly openMilliseconds: number
}

/** Keeps calls from piling up on a service that is down. */
export interface CircuitBreaker {
  readonly state: CircuitState
  /** Asks for leave to make one call; who has it reports how the call ended. */
  enter(): boolean
  leave(hasFailed: boolean): void
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
  return {
    get state() {
      return state()
    },
    enter() {
      const current = state()
      if (current === 'closed') return true
      if (current === 'open' || isTrying) return false
      isTrying = true
      return true
    },
    leave(hasFailed) {
      isTrying = false
      if (!hasFailed) {
        failures = 0
        openedAt = undefined
        return
      }
      failures += 1
      if (openedAt !== undefined || failures >= failuresToOpen) openedAt = now().getTime()
    },
  }
}
