import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { LocalisedText } from '../languages.ts'

/** Writes one claim: its type, its label in French and in English, and what else is particular to it. */
export type ClaimOfScope = (
  type: CatalogueClaim['type'],
  fr: string,
  en: string,
  more?: Partial<CatalogueClaim>,
) => CatalogueClaim

/**
 * What the claims that one scope releases have in common. They are an agency's file unless they say
 * otherwise (`assurance: 'declared'` for what the citizen told the agency and nobody checked).
 */
export function claimsOfScope(scope: string, correction: LocalisedText): ClaimOfScope {
  return (type, fr, en, more = {}) => ({
    type,
    scope,
    alsoIn: [],
    assurance: 'administrative',
    label: { fr, en },
    correction,
    ...more,
  })
}
