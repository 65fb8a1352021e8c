import {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
  createCircuitBreaker,
} from './circuit-breaker.ts'
import { type Transport, TransportError } from './keep-alive-fetch.ts'

/** A transport that stops asking a host which does not answer, and says so. */
export interface GuardedTransport {
  readonly transport: Transport
  /** The state of every host asked so far, by origin. */
  states(): Readonly<Record<string, CircuitState>>
}

/**
 * Puts a circuit breaker before each host. Only what says that the host is unwell counts: calls that got
 * no answer, and answers of 500 and above. A refusal of ours (4xx) is a healthy host's.
 * @throws TransportError `circuit_open` (from the transport) without a call while the circuit is open
 */
export function guardTransport(
  transport: Transport,
  options: CircuitBreakerOptions,
): GuardedTransport {
  const breakers = new Map<string, CircuitBreaker>()
  const breakerOf = (origin: string): CircuitBreaker => {
    const breaker = breakers.get(origin) ?? createCircuitBreaker(options)
    breakers.set(origin, breaker)
    return breaker
  }
  return {
    transport: async (url, request) => {
      const leave = breakerOf(new URL(url).origin).enter()
      if (leave === undefined) throw new TransportError('circuit_open')
      try {
        const response = await transport(url, request)
        leave(response.status >= 500 ? 'failed' : 'succeeded')
        return response
      } catch (error) {
        leave('failed')
        throw error
      }
    },
    states: () =>
      Object.fromEntries([...breakers].map(([origin, breaker]) => [origin, breaker.state])),
  }
}
