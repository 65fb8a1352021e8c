import { agencyError } from './agency-errors.ts'
import type { ApiParticulierEndpoint } from './api-particulier-endpoints.ts'
import { type ApiParticulierError, apiParticulierError } from './api-particulier-errors.ts'
import { mistakenIdentity } from './asked-identity.ts'
import { type AskedParameters, mistakenParameters } from './asked-parameters.ts'
import type { Introspection } from './check-token.ts'
import { matchIdentity } from './identity-matching.ts'
import { ageOn } from './relative-dates.ts'
import { type JsonObject, opens, releasedMembers } from './released-members.ts'
import { isStateError, type StateAnswer } from './state-of-citizen.ts'
import type { ApiParticulierPlace } from './state-places.ts'
import type { StateRegister } from './state-register.ts'
import { apiParticulierReply, jsonApi, type StateReply } from './state-reply.ts'

/** One request whose token is good. */
export interface AskedResource {
  readonly place: ApiParticulierPlace
  readonly endpoint: ApiParticulierEndpoint
  readonly identity: Introspection
  readonly asked: AskedParameters
}

/** What API Particulier answers: its rules in its own order, then the data that the token's scopes release. */
export function answerResource(register: StateRegister, resource: AskedResource): StateReply {
  const { endpoint, identity } = resource
  const refusal = refusalOf(register, resource)
  if (refusal !== undefined) return apiParticulierReply(refusal)
  const found = filedData(register, resource)
  if ('error' in found) return apiParticulierReply(found.error)
  const data = releasedMembers(found.data, endpoint.scopes, identity.scope)
  return { status: 200, type: jsonApi, body: { data, links: {}, meta: found.meta } }
}

function refusalOf(
  register: StateRegister,
  { place, endpoint, identity, asked }: AskedResource,
): ApiParticulierError | undefined {
  if (!opens(identity.scope, endpoint)) return apiParticulierError('00100')
  const today = register.today()
  const code = mistakenParameters(place, asked, today) ?? mistakenIdentity(identity, endpoint)
  if (code !== undefined) return apiParticulierError(code)
  if (place !== 'service_national') return undefined
  const age = ageOn(today, identity.birthdate ?? '')
  return age < 16 || age > 25 ? apiParticulierError('39400') : undefined
}

type Filed = { data: JsonObject; meta: object } | { error: ApiParticulierError }

function filedData(register: StateRegister, resource: AskedResource): Filed {
  const { place, endpoint, identity, asked } = resource
  if (place === 'extrait_immatriculation_vehicule') {
    return filedVehicle(register.vehicle(String(asked.immatriculation)), identity)
  }
  const citizen = register.find(identity)
  if (citizen === undefined) return { error: agencyError(endpoint, '003') }
  const answer = register.answer(citizen, place)
  if (isStateError(answer)) return { error: apiParticulierError(codeOf(answer)) }
  return { data: atMonth(answer, asked), meta: {} }
}

function filedVehicle(extract: StateAnswer | undefined, identity: Introspection): Filed {
  if (extract === undefined || isStateError(extract)) return { error: apiParticulierError('42003') }
  const identity_matching = matchIdentity(extract.identite_particulier as JsonObject, identity)
  if (!identity_matching.overall_match) return { error: apiParticulierError('42005') }
  return { data: extract, meta: { identity_matching } }
}

function codeOf({ error }: Extract<StateAnswer, { error: unknown }>) {
  if (error === '4101') throw new TypeError('only the tax office answers 4101')
  return error as Exclude<Parameters<typeof apiParticulierError>[0], '4101'>
}

/** A quotient of an earlier month says which. */
function atMonth(answer: JsonObject, { annee, mois }: AskedParameters): JsonObject {
  if (annee === undefined || typeof answer.quotient_familial !== 'object') return answer
  const month = { annee: Number(annee), mois: Number(mois ?? 1) }
  return { ...answer, quotient_familial: { ...answer.quotient_familial, ...month } }
}
