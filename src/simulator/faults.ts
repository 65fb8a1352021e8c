import { dataFaults, refusalFaults, type StateFault } from './state/state-faults.ts'
import {
  apiParticulier,
  apiParticulierPlaces,
  type StatePlace,
  statePlaces,
} from './state/state-places.ts'

/** FranceConnect's endpoints by their usual short names. */
const franceConnectPlaces = ['authorize', 'token', 'userinfo', 'jwks', 'discovery'] as const
export type FranceConnectPlace = (typeof franceConnectPlaces)[number]

/** Where a fault can bite: FranceConnect's endpoints, then those of the state APIs. */
export const faultPlaces: readonly FaultPlace[] = [...franceConnectPlaces, ...statePlaces]
export type FaultPlace = FranceConnectPlace | StatePlace

interface Fault {
  /** What the relying party meets: one sentence. */
  readonly summary: string
  /** Where it can bite; `any` stands for all of these. */
  readonly places: readonly FaultPlace[]
  /** The quantity that it takes, and what it is when none is given. */
  readonly amount?: { readonly unit: 'milliseconds' | 'seconds'; readonly usual: number }
}

const tokens: readonly FaultPlace[] = ['token', 'userinfo']

const lies = {
  wrong_iss: {
    summary:
      'Another issuer: in the tokens, in the `iss` of the callback, in the discovery document.',
    places: ['authorize', 'token', 'userinfo', 'discovery'],
  },
  wrong_aud: { summary: 'The token is meant for another client.', places: tokens },
  wrong_nonce: { summary: 'The ID token holds the nonce of another login.', places: ['token'] },
  wrong_sub: { summary: 'UserInfo speaks of another citizen.', places: ['userinfo'] },
  lower_acr: { summary: 'The ID token says `eidas0`, below all that is asked.', places: ['token'] },
  expired: { summary: '`iat` and `exp` lie ten minutes back.', places: tokens },
  issued_in_future: { summary: '`iat` and `exp` lie ten minutes ahead.', places: tokens },
  clock_offset: {
    summary: '`iat` and `exp` come from a clock that is this far ahead (negative: behind).',
    places: tokens,
    amount: { unit: 'seconds', usual: 5 },
  },
  wrong_alg: {
    summary: 'A good signature, of FranceConnect’s other algorithm and key.',
    places: tokens,
  },
  unknown_kid: { summary: 'A key identifier that the JWKS does not have.', places: tokens },
  bad_signature: { summary: 'The signature does not fit.', places: tokens },
  unsigned_userinfo: { summary: 'UserInfo answers in plain JSON.', places: ['userinfo'] },
  duplicated_parameters: { summary: 'The callback holds `code` twice.', places: ['authorize'] },
} as const satisfies Record<string, Fault>

const breakdowns = {
  latency: {
    summary: 'The answer comes late.',
    places: faultPlaces,
    amount: { unit: 'milliseconds', usual: 3000 },
  },
  status_500: { summary: 'A server error, as a page of HTML.', places: faultPlaces },
  status_502: { summary: 'A gateway’s error, as a page of HTML.', places: faultPlaces },
  status_503: { summary: 'Out of service, as a page of HTML.', places: faultPlaces },
  garbage_body: {
    summary: 'Status and type as promised, a body that is neither.',
    places: faultPlaces,
  },
  huge_body: { summary: 'The right body, and 2 MiB of blanks behind it.', places: faultPlaces },
  truncated_body: {
    summary: 'Half the body, then the connection is cut.',
    places: faultPlaces,
  },
  dropped_connection: {
    summary: 'The connection is cut before any answer.',
    places: faultPlaces,
  },
} as const satisfies Record<string, Fault>

export type Lie = keyof typeof lies
export type Breakdown = keyof typeof breakdowns
export type FaultName = Lie | StateFault | Breakdown

/**
 * Everything that the simulated FranceConnect and state APIs can do wrong. It is a closed list: what they say is changed
 * first (lies, bad data), then whether they say it (refusals), then how it arrives (breakdowns), in this order when
 * several are on.
 */
export const faults: Readonly<Record<FaultName, Fault>> = {
  ...lies,
  ...dataFaults,
  ...refusalFaults,
  ...breakdowns,
}

export const faultNames = Object.keys(faults) as [FaultName, ...FaultName[]]

/** Whether a fault changes what FranceConnect says, rather than how it arrives. */
export function isLie(name: FaultName): name is Lie {
  return name in lies
}

/** Whether a fault changes how an answer arrives. */
export function isBreakdown(name: FaultName): name is Breakdown {
  return name in breakdowns
}

/** Places in one line, with one word for all of them and one for all of API Particulier. */
export function placesInWords(places: readonly FaultPlace[]): string {
  if (places.length === faultPlaces.length) return 'everywhere'
  const isWhole = apiParticulierPlaces.every((place) => places.includes(place))
  if (!isWhole) return places.join(', ')
  const others = places.filter(
    (place) => !(apiParticulierPlaces as readonly string[]).includes(place),
  )
  return [apiParticulier, ...others].join(', ')
}
