import { dataProviderScopes } from './data-provider-scopes.ts'
import { scopeLabel } from './scope-labels.ts'

/**
 * The identity scopes of FranceConnect's low level and the claims that each releases at UserInfo.
 * `identite_pivot` has no usage name in version 2.
 */
const identityScopes = {
  openid: ['sub'],
  profile: [
    'given_name',
    'given_name_array',
    'family_name',
    'birthdate',
    'gender',
    'preferred_username',
  ],
  birth: ['birthplace', 'birthcountry'],
  identite_pivot: [
    'given_name',
    'given_name_array',
    'family_name',
    'birthdate',
    'gender',
    'birthplace',
    'birthcountry',
  ],
  gender: ['gender'],
  birthdate: ['birthdate'],
  birthcountry: ['birthcountry'],
  birthplace: ['birthplace'],
  given_name: ['given_name', 'given_name_array'],
  family_name: ['family_name'],
  email: ['email'],
  preferred_username: ['preferred_username'],
  idp_birthdate: ['idp_birthdate'],
  amr: ['amr'],
  idp_id: ['idp_id'],
}

/** Scope → the claims that it releases. A data provider's scope counts as a claim of the same name, without a value. */
export const scopeClaims: Readonly<Record<string, readonly string[]>> = {
  ...identityScopes,
  ...Object.fromEntries(dataProviderScopes.map((scope) => [scope, [scope]])),
}

/** Every scope that FranceConnect knows; others are dropped from a request without a word. */
export const knownScopes: readonly string[] = Object.keys(scopeClaims)

/** What the information page calls each datum, in the page's order. */
const labels: Readonly<Record<string, string>> = {
  family_name: 'Nom de naissance',
  preferred_username: 'Nom d’usage',
  given_name: 'Prénom(s)',
  gender: 'Sexe',
  birthdate: 'Date de naissance',
  idp_birthdate: 'Date de naissance (fournisseur d’identité)',
  birthplace: 'Lieu de naissance',
  birthcountry: 'Pays de naissance',
  email: 'Adresse email',
  idp_id: 'Fournisseur d’identité',
}

/** The French labels of what a set of scopes releases, each once. */
export function labelsOf(scopes: readonly string[]): string[] {
  const claims = new Set(scopes.flatMap((scope) => scopeClaims[scope] ?? []))
  const identity = Object.entries(labels).filter(([claim]) => claims.has(claim))
  const others = dataProviderScopes.filter((scope) => claims.has(scope)).map(scopeLabel)
  return [...new Set([...identity.map(([, label]) => label), ...others])]
}
