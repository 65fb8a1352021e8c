import { type CatalogueClaim, franceConnectClaims } from './franceconnect-claims.ts'

/** A place where state data come from. */
export interface CatalogueSource {
  /** Its name for people. */
  readonly name: string
  readonly claims: Readonly<Record<string, CatalogueClaim>>
}

/** Every known source, by its one-word name, with every claim that a demarche may name. */
export const catalogue: Readonly<Record<string, CatalogueSource>> = {
  franceconnect: { name: 'FranceConnect', claims: franceConnectClaims },
}

/** A `source.claim` reference of a demarche, resolved. */
export interface ClaimReference {
  readonly source: string
  readonly claim: string
  readonly entry: CatalogueClaim
}

/**
 * Resolves `franceconnect.family_name`.
 * @returns the reference, or the sentence that says what is unknown and what is known.
 */
export function resolveClaim(reference: string): ClaimReference | string {
  const [source = '', claim = '', ...rest] = reference.split('.')
  const known = Object.hasOwn(catalogue, source) ? catalogue[source] : undefined
  if (known === undefined)
    return `unknown source "${source}"; known: ${Object.keys(catalogue).join(', ')}`
  const entry = Object.hasOwn(known.claims, claim) ? known.claims[claim] : undefined
  if (entry === undefined || rest.length > 0)
    return `unknown claim "${reference.slice(source.length + 1)}" of ${source}; known: ${Object.keys(known.claims).join(', ')}`
  return { source, claim, entry }
}
