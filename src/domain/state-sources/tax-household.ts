import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { LocalisedText } from '../languages.ts'
import { claimsOfScope } from './claims-of-scope.ts'

/** Where a wrong value of the tax office is corrected. */
export const taxCorrection: LocalisedText = {
  fr: 'Pour corriger cette information, corrigez votre déclaration dans votre espace particulier sur impots.gouv.fr.',
  en: 'To have this corrected, amend your tax return in your account on impots.gouv.fr.',
}

/** The year whose income an answer is about: at the tax office everything holds for that year. */
export const yearOfIncome: NonNullable<CatalogueClaim['asOf']> = { year: ['annRevenu'] }

/** One claim of the tax office, whose scopes are called as its members are. */
export function taxClaim(
  type: CatalogueClaim['type'],
  member: readonly string[],
  scope: string,
  label: { readonly fr: string; readonly en: string },
  more: Partial<CatalogueClaim> = {},
): CatalogueClaim {
  const { fr, en } = label
  return claimsOfScope(scope, taxCorrection)(type, fr, en, {
    path: member,
    asOf: yearOfIncome,
    ...more,
  })
}

/** Who signed the tax return: the first declarant or, of a couple, the second. */
export function taxDeclarant(number: 1 | 2): Readonly<Record<string, CatalogueClaim>> {
  const of = (type: CatalogueClaim['type'], member: string, fr: string, en: string) =>
    taxClaim(
      type,
      [`${member}Dec${number}`],
      `dgfip_${member}Dec${number}`,
      { fr: `${fr}, déclarant ${number}`, en: `${en}, declarant ${number}` },
      { alsoIn: ['dgfip_decl'] },
    )
  return {
    [`declarant_${number}_nom_naissance`]: of('name', 'nmNai', 'Nom de naissance', 'Birth name'),
    [`declarant_${number}_nom_usage`]: of('name', 'nmUsa', 'Nom d’usage', 'Usage name'),
    [`declarant_${number}_prenoms`]: of('name', 'prnm', 'Prénoms', 'Given names'),
    [`declarant_${number}_date_naissance`]: of(
      'date',
      'dateNais',
      'Date de naissance',
      'Date of birth',
    ),
  }
}
