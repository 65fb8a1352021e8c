import { readBirthdate } from './birthdate.ts'
import { franceConnectClaims } from './franceconnect-claims.ts'
import { franceCog, isCheckedByInsee, type PivotIdentity, unreadable } from './pivot-identity.ts'
import type { Assurance, FieldType, FieldValue, Reason } from './prefill-claims.ts'

/** A claim as one login answered it: a canonical value, or the reason why there is none. */
export type Datum =
  | { readonly type: FieldType; readonly value: FieldValue; readonly assurance: Assurance }
  | { readonly type: FieldType; readonly reason: Reason }

const missing = (type: FieldType, reason: Reason): Datum => ({ type, reason })

// INSEE certifies codes of five characters: one that lost its first zero is as good as a file, no better.
const isCutShort = ({ birthplace }: PivotIdentity): boolean =>
  typeof birthplace === 'string' && birthplace.length === 4

/** What FranceConnect certifies for its own people stays certified; for a guest of another State it is that State's word. */
function assuranceOf(claim: string, identity: PivotIdentity): Assurance {
  const best = franceConnectClaims[claim]?.assurance ?? 'declared'
  const isCertain = isCheckedByInsee(identity) && !(claim === 'birthplace' && isCutShort(identity))
  return best === 'verified' && !isCertain ? 'administrative' : best
}

function readBirthdateClaim(birthdate: string, identity: PivotIdentity): Datum {
  const { idp_birthdate } = identity
  const known = readBirthdate(
    birthdate,
    typeof idp_birthdate === 'string' ? idp_birthdate : undefined,
  )
  const assurance = known.certain ? assuranceOf('birthdate', identity) : 'administrative'
  return { type: known.type, value: known.value, assurance }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

function reasonForNothing(claim: string, identity: PivotIdentity): Reason {
  // Most people have no usage name: nothing is missing.
  if (claim === 'preferred_username') return 'none_known'
  // The eIDAS bridge gives all names in one text, where only their bearer knows what is one name.
  if (claim === 'given_name_array' && isText(identity.given_name)) return 'not_separated'
  const country = identity.birthcountry
  const bornAbroad = typeof country === 'string' && country !== '' && country !== franceCog
  return claim === 'birthplace' && bornAbroad ? 'born_abroad' : 'not_provided'
}

/**
 * Reads one FranceConnect claim of an identity. Never throws: whatever the claim holds costs only itself.
 * An empty string counts as absent (FranceConnect answers `birthplace: ""` for people born abroad), and
 * so do the empty members that double spaces leave in `given_name_array`. A `birthplace` stays as it came: what
 * it means is for its transforms to find out.
 * @param claim a name of the catalogue
 */
export function readFranceConnectClaim(claim: string, identity: PivotIdentity): Datum {
  const type = franceConnectClaims[claim]?.type ?? 'text'
  const raw = (identity as Readonly<Record<string, unknown>>)[claim]
  if (raw === unreadable) return missing(type, 'unreadable')
  if (claim === 'birthdate' && typeof raw === 'string' && raw !== '')
    return readBirthdateClaim(raw, identity)
  const value = Array.isArray(raw) ? raw.filter((name) => name.trim() !== '') : raw
  if (typeof value === 'string' && value.trim() !== '')
    return { type, value: value.trim(), assurance: assuranceOf(claim, identity) }
  if (Array.isArray(value) && value.length > 0)
    return { type, value, assurance: assuranceOf(claim, identity) }
  return missing(type, reasonForNothing(claim, identity))
}
