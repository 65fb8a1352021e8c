import { agencyError } from './agency-errors.ts'
import { apiParticulierEndpoints } from './api-particulier-endpoints.ts'
import { type ApiParticulierError, apiParticulierError } from './api-particulier-errors.ts'
import type { RefusalFault } from './state-faults.ts'
import { type ApiParticulierPlace, isApiParticulier, type StatePlace } from './state-places.ts'
import { apiParticulierReply, gatewayReply, impotReply, type StateReply } from './state-reply.ts'

type ErrorAt = (place: ApiParticulierPlace, seconds: number) => ApiParticulierError

const agency =
  (end: Parameters<typeof agencyError>[1]): ErrorAt =>
  (place) =>
    agencyError(apiParticulierEndpoints[place], end)

/** The error of API Particulier behind each fault. */
const errors: Readonly<Record<Exclude<RefusalFault, 'client_refused'>, ErrorAt>> = {
  token_expired: () => apiParticulierError('50002'),
  scope_missing: () => apiParticulierError('00100'),
  not_found: agency('003'),
  not_identified: () => apiParticulierError('00355'),
  homonyms: () => apiParticulierError('00391'),
  conflict: () => apiParticulierError('00015'),
  too_many_requests: () => apiParticulierError('00429'),
  quotient_missing: () => apiParticulierError('23502'),
  network_error: () => apiParticulierError('00501'),
  provider_down: agency('001'),
  provider_unknown_error: agency('999'),
  maintenance: (place, retry_in) =>
    agencyError(apiParticulierEndpoints[place], '020', { retry_in }),
  provider_timeout: agency('002'),
}

/** What a fault puts in the place of an answer. */
export function refusalAt(place: StatePlace, fault: RefusalFault, seconds: number): StateReply {
  if (place === 'impot_token') return refusedClient
  if (!isApiParticulier(place)) return taxRefusal(fault, seconds)
  if (fault === 'client_refused') throw new TypeError('API Particulier knows no clients')
  const reply = apiParticulierReply(errors[fault](place, seconds))
  return fault === 'too_many_requests' ? tooMany(reply, seconds) : reply
}

/** The refusal of a request that came too soon, as API Particulier's rate limit says it. */
export function tooMany(reply: StateReply, seconds: number): StateReply {
  const headers = { 'retry-after': String(seconds), 'ratelimit-remaining': '0' }
  return { ...reply, type: 'application/json', headers }
}

/** The answer to credentials that the tax office does not know. */
export const refusedClient: StateReply = {
  status: 401,
  type: 'application/json',
  body: { error: 'invalid_client', error_description: 'Client Authentication failed.' },
}

export const accessRefused = impotReply(403, 'accès refusé')
export const noTaxFile = impotReply(410, 'aucun résultat', 4101)
/** A token of the client's that is over, or was given by nobody. */
export const refusedClientToken = gatewayReply(401, 900901, 'Invalid Credentials')

function taxRefusal(fault: RefusalFault, seconds: number): StateReply {
  if (fault === 'client_refused') return refusedClientToken
  if (fault === 'not_found') return noTaxFile
  if (fault !== 'too_many_requests') return accessRefused
  const reply = gatewayReply(429, 900800, 'Message throttled out')
  return { ...reply, headers: { 'retry-after': String(seconds) } }
}
