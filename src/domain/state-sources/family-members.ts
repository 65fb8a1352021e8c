import type { CatalogueClaim, ItemClaim } from '../catalogue-claim.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'
import { familyOfficeCorrection } from './family-office.ts'

const person: Readonly<Record<string, ItemClaim>> = {
  nom_naissance: { type: 'name', label: { fr: 'Nom de naissance', en: 'Birth name' } },
  nom_usage: { type: 'name', label: { fr: 'Nom d’usage', en: 'Usage name' } },
  prenoms: { type: 'name', label: { fr: 'Prénoms', en: 'Given names' } },
  date_naissance: { type: 'date', label: { fr: 'Date de naissance', en: 'Date of birth' } },
  sexe: { type: 'code', label: { fr: 'Sexe', en: 'Sex' } },
}

/** The adults and the children that a caisse counts in a family, each list released by its own scope. */
export function familyMembers(
  scopes: { readonly holders: string; readonly children: string },
  more: Readonly<Record<string, ItemClaim>> = {},
): Readonly<Record<'allocataires' | 'enfants', CatalogueClaim>> {
  const items = { ...person, ...more }
  const people = (scope: string, fr: string, en: string) =>
    claimsOfScope(scope, familyOfficeCorrection)('list', fr, en, { items })
  return {
    allocataires: people(scopes.holders, 'Allocataire et conjoint', 'Beneficiary and partner'),
    enfants: people(scopes.children, 'Enfants', 'Children'),
  }
}

/** Whom a caisse's answer about a family is about. */
export const familyHolders: NonNullable<StateSource['holders']> = {
  claim: 'allocataires',
  familyName: 'nom_naissance',
  givenNames: 'prenoms',
}
