import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { LocalisedText } from '../languages.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'
import { familyOffice, familyOfficeCorrection } from './family-office.ts'

/** What is particular to one benefit. */
export interface SocialBenefit {
  /** The last word of the endpoint, and its scope. */
  readonly name: string
  /** As it stands after « Bénéficiaire ». */
  readonly of: { readonly fr: string; readonly en: string }
  readonly subject: LocalisedText
  readonly document: LocalisedText
  /** Whether it can be raised, which its own scope tells (`…_majoration`). */
  readonly canBeRaised?: boolean
}

const startOfRight = (claim: ReturnType<typeof claimsOfScope>) =>
  claim('date', 'Date de début du droit', 'Start of entitlement')

/** Makes the source of a benefit that a caisse pays: whether the citizen has it, and since when. */
export function socialBenefit(benefit: SocialBenefit): StateSource {
  const { name, of, subject, document, canBeRaised = false } = benefit
  const claim = claimsOfScope(name, familyOfficeCorrection)
  const raised: Readonly<Record<string, CatalogueClaim>> = {
    avec_majoration: claimsOfScope(`${name}_majoration`, familyOfficeCorrection)(
      'boolean',
      'Avec majoration',
      'With supplement',
    ),
  }
  return {
    name: familyOffice,
    api: 'api_particulier',
    path: `/v3/dss/${name}/france_connect`,
    subject,
    document,
    claims: {
      est_beneficiaire: claim('boolean', `Bénéficiaire ${of.fr}`, `Receives ${of.en}`),
      date_debut_droit: startOfRight(claim),
      ...(canBeRaised ? raised : {}),
    },
  }
}
