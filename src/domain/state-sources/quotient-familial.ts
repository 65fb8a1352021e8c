import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'
import { familyAddress } from './family-address.ts'
import { familyHolders, familyMembers } from './family-members.ts'
import { familyOffice, familyOfficeCorrection } from './family-office.ts'

const claim = claimsOfScope('cnaf_quotient_familial', familyOfficeCorrection)

const asOf = { year: ['quotient_familial', 'annee'], month: ['quotient_familial', 'mois'] }

const ofQuotient = (member: string, type: CatalogueClaim['type'], fr: string, en: string) =>
  claim(type, fr, en, { path: ['quotient_familial', member], asOf })

/**
 * The quotient familial of the CAF or the MSA, with the family that it counts (API Particulier v3).
 * The composition of the family is always this month's; the quotient says its own month.
 */
export const quotientFamilial: StateSource = {
  name: familyOffice,
  api: 'api_particulier',
  path: '/v3/dss/quotient_familial/france_connect',
  subject: { fr: 'votre quotient familial', en: 'your quotient familial (family income index)' },
  document: {
    fr: 'votre attestation de quotient familial',
    en: 'your quotient familial certificate',
  },
  holders: familyHolders,
  claims: {
    valeur: ofQuotient('valeur', 'number', 'Quotient familial', 'Quotient familial'),
    fournisseur: ofQuotient('fournisseur', 'code', 'Caisse', 'Benefits office'),
    annee: ofQuotient('annee', 'number', 'Année du quotient familial', 'Year'),
    mois: ofQuotient('mois', 'number', 'Mois du quotient familial', 'Month'),
    ...familyMembers({ holders: 'cnaf_allocataires', children: 'cnaf_enfants' }),
    ...familyAddress('cnaf_adresse'),
  },
}
