import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { ServiceError } from '../domain/errors.ts'
import { clientAddress } from './client-address.ts'

/**
 * Limits the requests of one address (of one /64 in IPv6) in a minute, counted per instance. Generous:
 * a mobile carrier puts thousands of citizens behind one address.
 */
export function createRateLimit(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    keyGenerator: clientAddress,
    // The eighth draft adds a hash of each address, which costs more than the counting and tells nobody anything.
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // What the library would print about proxies is told at the start, by our own log.
    validate: false,
    handler: (_request, _response, next) => next(new ServiceError('too_many_requests')),
  })
}
