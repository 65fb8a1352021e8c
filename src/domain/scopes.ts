import type { CatalogueClaim } from './catalogue-claim.ts'

/** The scopes of one login, in a stable order, or the claims that the habilitation does not cover. */
export type DerivedScopes =
  | { readonly scopes: readonly string[] }
  | { readonly uncovered: readonly string[] }

/**
 * Derives the scopes of a login from the claims it needs: the narrowest ones, and where a habilitation
 * is configured the narrowest it holds. A scope that FranceConnect knows but has not granted is fatal
 * (`invalid_scope`), one that it does not know is ignored. `idp_birthdate`, which tells a presumed birth
 * date from a known one, is asked only where the habilitation names it.
 */
export function deriveScopes(
  claims: readonly CatalogueClaim[],
  habilitation: readonly string[] | undefined,
): DerivedScopes {
  const covered = (scope: string) => habilitation === undefined || habilitation.includes(scope)
  const scopes = new Set(['openid'])
  const uncovered = new Set<string>()
  for (const claim of claims) {
    const scope = [claim.scope, ...claim.alsoIn].find(covered)
    if (scope === undefined) uncovered.add(claim.scope)
    else scopes.add(scope)
    if (claim.scope === 'birthdate' && habilitation?.includes('idp_birthdate'))
      scopes.add('idp_birthdate')
  }
  return uncovered.size > 0 ? { uncovered: [...uncovered] } : { scopes: [...scopes] }
}
