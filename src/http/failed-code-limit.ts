import type { Request } from 'express'
import type { ErrorCode } from '../domain/errors.ts'
import { clientAddress } from './client-address.ts'
import { createMinuteCounter } from './minute-counter.ts'

/** Counts the codes that FranceConnect refused, by the address that brought them. */
export interface FailedCodeLimit {
  /** Whether this address has brought as many in this minute as one may. */
  isReached(request: Request): boolean
  /** Counts an outcome, where it is a refused code. */
  heed(request: Request, outcome: ErrorCode | 'ok'): void
}

// Everybody's return must come through, from behind a carrier's one address too; made-up codes, of which
// each costs a call to FranceConnect, are all that comes in numbers from one place.
const refused: ReadonlySet<ErrorCode | 'ok'> = new Set([
  'franceconnect_code_expired',
  'franceconnect_rejected_request',
])

/** Makes the count: per address (per /64 in IPv6) and per instance. */
export function createFailedCodeLimit(now: () => Date, perMinute: number): FailedCodeLimit {
  const failures = createMinuteCounter(now)
  return {
    isReached: (request) => failures.count(clientAddress(request)) >= perMinute,
    heed: (request, outcome) => {
      if (refused.has(outcome)) failures.add(clientAddress(request))
    },
  }
}
