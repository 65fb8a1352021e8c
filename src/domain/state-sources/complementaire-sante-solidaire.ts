import type { LocalisedText } from '../languages.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'

const correction: LocalisedText = {
  fr: 'Pour corriger cette information, adressez-vous à votre caisse d’assurance maladie (CPAM ou MSA).',
  en: 'To have this corrected, contact your health insurance office (CPAM or MSA).',
}

const claim = claimsOfScope('complementaire_sante_solidaire', correction)

/** The complémentaire santé solidaire, with or without a contribution of the insured. */
export const complementaireSanteSolidaire: StateSource = {
  name: { fr: 'la Sécurité sociale', en: 'Social Security' },
  api: 'api_particulier',
  path: '/v3/dss/complementaire_sante_solidaire/france_connect',
  subject: {
    fr: 'votre complémentaire santé solidaire (C2S)',
    en: 'your C2S (complementary health cover)',
  },
  document: {
    fr: 'votre attestation de complémentaire santé solidaire',
    en: 'your C2S certificate',
  },
  claims: {
    est_beneficiaire: claim(
      'boolean',
      'Bénéficiaire de la complémentaire santé solidaire (C2S)',
      'Has the C2S (complementary health cover)',
    ),
    avec_participation: claim(
      'boolean',
      'Avec participation financière',
      'With a contribution of their own',
    ),
    date_debut_droit: claim('date', 'Date de début du droit', 'Start of entitlement'),
  },
}
