import { type ApiParticulierEndpoint, isSocialBenefit } from './api-particulier-endpoints.ts'
import type { ApiParticulierCode } from './api-particulier-errors.ts'
import type { Introspection } from './check-token.ts'

const name = /^[a-zA-ZÀ-ÖØ-öø-ÿ' -]+$/
/** Leaves the 20xxx out: the communes of Corsica before its two départements of 1976. */
const commune = /^([013-9]\d|2[AB1-9])\d{3}$/
const france = '99100'
const country = /^99\d{3}$/

/**
 * What API Particulier finds wrong with a civil status that FranceConnect gave it, by its own rules: letters outside
 * Latin-1 in a name, an incomplete birth date; for social benefits, a birth in France without a commune that it takes.
 */
export function mistakenIdentity(
  identity: Introspection,
  endpoint: ApiParticulierEndpoint,
): ApiParticulierCode | undefined {
  const { family_name = '', given_name = '', birthdate = '' } = identity
  if (!name.test(family_name)) return '00420'
  if (!name.test(given_name)) return '00421'
  if (!/^\d{4}-\d\d-\d\d$/.test(birthdate)) return '00425'
  return isSocialBenefit(endpoint) ? mistakenBirthplace(identity) : undefined
}

function mistakenBirthplace({
  birthcountry = '',
  birthplace = '',
}: Introspection): ApiParticulierCode | undefined {
  if (!country.test(birthcountry)) return '00400'
  return birthcountry === france && !commune.test(birthplace) ? '00365' : undefined
}
