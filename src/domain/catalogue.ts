import type { CatalogueClaim } from './catalogue-claim.ts'
import { franceConnectClaims } from './franceconnect-claims.ts'
import type { CatalogueSource, StateSource } from './state-source.ts'
import { stateSources } from './state-sources.ts'

const franceConnect: CatalogueSource = {
  name: { fr: 'FranceConnect', en: 'FranceConnect' },
  claims: franceConnectClaims,
}

/** Every known source, by its one-word name, with every claim that a demarche may name. */
export const catalogue: Readonly<Record<string, CatalogueSource>> = {
  franceconnect: franceConnect,
  ...stateSources,
}

/** The state source of a name; undefined for FranceConnect, and for what nobody knows. */
export function stateSourceOf(name: string): StateSource | undefined {
  return Object.hasOwn(stateSources, name) ? stateSources[name] : undefined
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
