import { socialBenefit } from './social-benefit.ts'

const certificate = (fr: string, en: string) => ({
  fr: `votre attestation de paiement de la CAF ou de la MSA pour ${fr}`,
  en: `your CAF or MSA payment certificate for ${en}`,
})

/** The revenu de solidarité active. The children of who receives it do not count as receiving it. */
export const revenuSolidariteActive = socialBenefit({
  name: 'revenu_solidarite_active',
  of: { fr: 'du revenu de solidarité active (RSA)', en: 'the RSA (income support)' },
  subject: {
    fr: 'votre revenu de solidarité active (RSA)',
    en: 'your RSA (income support)',
  },
  document: certificate('le RSA', 'the RSA'),
  canBeRaised: true,
})

export const primeActivite = socialBenefit({
  name: 'prime_activite',
  of: { fr: 'de la prime d’activité', en: 'the prime d’activité (in-work benefit)' },
  subject: { fr: 'votre prime d’activité', en: 'your prime d’activité (in-work benefit)' },
  document: certificate('la prime d’activité', 'the prime d’activité'),
  canBeRaised: true,
})

/** The allocation aux adultes handicapés: within a couple both count as receiving it. */
export const allocationAdulteHandicape = socialBenefit({
  name: 'allocation_adulte_handicape',
  of: { fr: 'de l’allocation aux adultes handicapés (AAH)', en: 'the AAH (disability allowance)' },
  subject: {
    fr: 'votre allocation aux adultes handicapés (AAH)',
    en: 'your AAH (disability allowance)',
  },
  document: certificate('l’AAH', 'the AAH'),
})

export const allocationSoutienFamilial = socialBenefit({
  name: 'allocation_soutien_familial',
  of: {
    fr: 'de l’allocation de soutien familial (ASF)',
    en: 'the ASF (allowance for children of a single parent)',
  },
  subject: {
    fr: 'votre allocation de soutien familial (ASF)',
    en: 'your ASF (allowance for children of a single parent)',
  },
  document: certificate('l’ASF', 'the ASF'),
})
