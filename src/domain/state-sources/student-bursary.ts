import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { LocalisedText } from '../languages.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'

/** Where a wrong value of the Crous is corrected. */
const correction: LocalisedText = {
  fr: 'Pour corriger cette information, adressez-vous à votre Crous.',
  en: 'To have this corrected, contact your Crous.',
}

export const ofBursaryStatus = claimsOfScope('cnous_statut_boursier', correction)
const ofStep = claimsOfScope('cnous_echelon_bourse', correction)
const ofPayment = claimsOfScope('cnous_periode_versement', correction)
const ofStudies = claimsOfScope('cnous_ville_etudes', correction)
const ofEmail = claimsOfScope('cnous_email', correction)

/** Makes the source of bursaries of one version of the API, which differ in how they say who has one. */
export function studentBursary(
  path: string,
  status: Readonly<Record<string, CatalogueClaim>>,
): StateSource {
  return {
    name: { fr: 'le Crous', en: 'Crous' },
    api: 'api_particulier',
    path,
    subject: { fr: 'votre bourse d’études', en: 'your student bursary' },
    document: {
      fr: 'votre notification de bourse',
      en: 'your bursary notification',
    },
    claims: {
      ...status,
      echelon_bourse: ofStep('code', 'Échelon de la bourse', 'Step of the bursary', {
        path: ['echelon_bourse', 'echelon'],
      }),
      echelon_bourse_regionale_provisoire: ofStep(
        'boolean',
        'Bourse régionale, à titre provisoire',
        'Regional bursary, provisional',
        { path: ['echelon_bourse', 'echelon_bourse_regionale_provisoire'] },
      ),
      date_rentree: ofPayment('date', 'Début du versement', 'Start of payments', {
        path: ['periode_versement_bourse', 'date_rentree'],
      }),
      duree_versement: ofPayment('number', 'Durée du versement (mois)', 'Months of payment', {
        path: ['periode_versement_bourse', 'duree'],
      }),
      ville_etudes: ofStudies('text', 'Ville d’études', 'Town of studies', {
        path: ['etablissement_etudes', 'nom_commune'],
      }),
      etablissement_etudes: ofStudies('text', 'Établissement', 'Institution', {
        path: ['etablissement_etudes', 'nom_etablissement'],
      }),
      email: ofEmail('text', 'E-mail', 'E-mail address', { assurance: 'declared' }),
    },
  }
}
