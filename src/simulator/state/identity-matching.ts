import { foldText } from '../../domain/fold-text.ts'
import type { Introspection } from './check-token.ts'
import type { JsonObject } from './released-members.ts'

/** How well a vehicle's holder and a citizen agree: 1 or 0 for each datum. */
export interface IdentityMatching {
  readonly family_name: number
  readonly given_name: number
  readonly birth_date: number
  readonly overall_match: boolean
}

/**
 * Compares as the ANTS does: the same family name and one given name in common; the birth date is told and decides
 * nothing.
 */
export function matchIdentity(holder: JsonObject, identity: Introspection): IdentityMatching {
  const { nom, prenom, annee_date_naissance, mois_date_naissance, jour_date_naissance } = holder
  const family = foldText(String(nom)) === foldText(identity.family_name ?? '')
  const names = words(String(prenom))
  const given = words(identity.given_name ?? '').some((one) => names.includes(one))
  const born = [annee_date_naissance, mois_date_naissance, jour_date_naissance].map(Number)
  const told = (identity.birthdate ?? '').split('-').map(Number)
  const score = (same: boolean) => (same ? 1 : 0)
  return {
    family_name: score(family),
    given_name: score(given),
    birth_date: score(born.join() === told.join()),
    overall_match: family && given,
  }
}

function words(names: string): string[] {
  return foldText(names)
    .split(' ')
    .filter((word) => word !== '')
}
