import type { Citizen } from './citizens.ts'
import { identityProvider } from './identity-provider.ts'

/** All that UserInfo may hold of a citizen, by FranceConnect's claim names; the scopes then choose. */
export interface ReleasedIdentity {
  given_name?: string
  given_name_array?: string[]
  family_name?: string
  preferred_username?: string
  gender?: string
  birthdate?: string
  idp_birthdate?: string
  birthplace?: string
  birthcountry?: string
  email?: string
  idp_id: string
}

/**
 * What FranceConnect (low) releases: civil status after its check with INSEE, e-mail and usage name from the
 * identity provider. A datum that it does not have is absent, never null; the birthplace of those born abroad is "".
 * A guest from another State has names and a birth date only.
 */
export function releaseIdentity(citizen: Citizen): ReleasedIdentity {
  const { given_name, family_name, birthdate } = citizen
  const idp_id = identityProvider.uid
  if (citizen.eidas) {
    return withoutUndefined({ given_name, family_name, birthdate, idp_id })
  }
  return withoutUndefined({
    given_name,
    given_name_array: citizen.given_name_array ?? given_name?.split(' '),
    family_name,
    preferred_username: citizen.preferred_username,
    gender: citizen.gender,
    birthdate: completePresumedDate(birthdate),
    idp_birthdate: birthdate,
    birthplace: citizen.birthplace,
    birthcountry: citizen.birthcountry,
    email: citizen.email,
    idp_id,
  })
}

/** FranceConnect writes 01 for an unknown day and an unknown month; only `idp_birthdate` tells. */
function completePresumedDate(date: string): string {
  return date.replaceAll('-00', '-01')
}

type MaybeUndefined<T> = { [K in keyof T]: T[K] | undefined }

function withoutUndefined(identity: MaybeUndefined<ReleasedIdentity>): ReleasedIdentity {
  const present = Object.entries(identity).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(present), idp_id: identityProvider.uid }
}
