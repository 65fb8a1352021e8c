import type { LocalisedText } from '../languages.ts'

/** Who answers for benefits of the family branch. */
export const familyOffice: LocalisedText = { fr: 'la CAF ou la MSA', en: 'CAF or MSA' }

export const familyOfficeCorrection: LocalisedText = {
  fr: 'Pour corriger cette information, adressez-vous à votre caisse (CAF ou MSA).',
  en: 'To have this corrected, contact your family benefits office (CAF or MSA).',
}
