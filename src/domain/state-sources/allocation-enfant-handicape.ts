import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'
import { familyOffice, familyOfficeCorrection } from './family-office.ts'

const claim = claimsOfScope('cnav_allocation_enfant_handicape', familyOfficeCorrection)

/**
 * The allocation d'éducation de l'enfant handicapé. `status` is `allocataire` for who is paid it,
 * `ouvrant_droit` for the child that it is paid for, or `non_beneficiaire`.
 */
export const allocationEnfantHandicape: StateSource = {
  name: familyOffice,
  api: 'api_particulier',
  path: '/v3/dss/allocation_enfant_handicape/france_connect',
  subject: {
    fr: 'votre allocation d’éducation de l’enfant handicapé (AEEH)',
    en: 'your AEEH (allowance for a disabled child)',
  },
  document: {
    fr: 'votre attestation de paiement de la CAF ou de la MSA pour l’AEEH',
    en: 'your CAF or MSA payment certificate for the AEEH',
  },
  claims: {
    status: claim(
      'code',
      'Situation au regard de l’allocation d’éducation de l’enfant handicapé (AEEH)',
      'Standing with regard to the AEEH',
    ),
    date_debut_droit: claim('date', 'Date de début du droit', 'Start of entitlement'),
  },
}
