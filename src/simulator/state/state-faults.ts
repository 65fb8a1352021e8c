import { apiParticulierEndpoints, isSocialBenefit } from './api-particulier-endpoints.ts'
import { apiParticulierPlaces, type StatePlace } from './state-places.ts'

const particulier: readonly StatePlace[] = apiParticulierPlaces
const data: readonly StatePlace[] = [...apiParticulierPlaces, 'impot_particulier']
const socialBenefits: readonly StatePlace[] = apiParticulierPlaces.filter((place) =>
  isSocialBenefit(apiParticulierEndpoints[place]),
)

/** What makes the data of an answer bad, in the order in which it is done. */
export const dataFaults = {
  other_person: {
    summary: 'The data are somebody else’s: another name, another birth date.',
    places: [
      'quotient_familial',
      'participation_familiale_eaje',
      'extrait_immatriculation_vehicule',
      'impot_particulier',
    ] as readonly StatePlace[],
  },
  dirty_dates: {
    summary: 'Dates as they come from old files: `1992-11-00`, `200&-04-23`, `2020-00-00`.',
    places: data,
  },
  wrong_types: {
    summary: 'Texts where numbers and booleans are promised, numbers where texts are.',
    places: data,
  },
  null_values: { summary: 'Every member is there, every value is null.', places: data },
} as const

/** What puts an error in the place of an answer. */
export const refusalFaults = {
  token_expired: {
    summary: 'FranceConnect’s token counts as expired: 401 50002, 403 at the tax office.',
    places: data,
  },
  scope_missing: {
    summary: 'The token has no scope for this: 403 00100, 403 at the tax office.',
    places: data,
  },
  not_found: {
    summary: 'The agency has no file: 404 XX003, 410 4101 at the tax office.',
    places: data,
  },
  not_identified: {
    summary: 'The civil status identifies nobody: 422 00355.',
    places: socialBenefits,
  },
  homonyms: {
    summary: 'Several people have this civil status: 422 00391.',
    places: ['service_civique'] as readonly StatePlace[],
  },
  conflict: { summary: 'The same call is under way already: 409 00015.', places: particulier },
  too_many_requests: {
    summary: '429 with `Retry-After`.',
    places: data,
    amount: { unit: 'seconds', usual: 1 },
  },
  quotient_missing: {
    summary: 'A family without declared income: 502 23502.',
    places: ['quotient_familial'] as readonly StatePlace[],
  },
  network_error: {
    summary: 'API Particulier does not reach the agency: 502 00501, `retry_in` 10.',
    places: particulier,
  },
  provider_down: { summary: 'The agency is out of service: 502 XX001.', places: particulier },
  provider_unknown_error: {
    summary: 'The agency answers something unknown: 502 XX999.',
    places: particulier,
  },
  maintenance: {
    summary: 'The agency is closed for maintenance: 503 XX020 with `retry_in`.',
    places: particulier,
    amount: { unit: 'seconds', usual: 5400 },
  },
  provider_timeout: {
    summary: 'The agency did not answer in time: 504 XX002.',
    places: particulier,
  },
  client_refused: {
    summary: 'The tax office does not take the client’s token, or its secret: 401.',
    places: ['impot_particulier', 'impot_token'] as readonly StatePlace[],
  },
} as const

export type DataFault = keyof typeof dataFaults
export type RefusalFault = keyof typeof refusalFaults
export type StateFault = DataFault | RefusalFault

/** Whether a fault changes the data of an answer. */
export function isDataFault(name: string): name is DataFault {
  return Object.hasOwn(dataFaults, name)
}

/** Whether a fault puts an error in the place of an answer. */
export function isRefusalFault(name: string): name is RefusalFault {
  return Object.hasOwn(refusalFaults, name)
}
