import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'

const claim = claimsOfScope('dsnj_statut_service_national', {
  fr: 'Pour corriger cette information, adressez-vous à votre centre du service national et de la jeunesse.',
  en: 'To have this corrected, contact your centre du service national et de la jeunesse.',
})

/**
 * Whether somebody of 16 to 25 has met the duties of national service: `en_regle`, `pas_en_regle`,
 * `indetermine` or `non_concerne`. Older people have no answer.
 */
export const serviceNational: StateSource = {
  name: {
    fr: 'la Direction du service national et de la jeunesse',
    en: 'the national service directorate (DSNJ)',
  },
  api: 'api_particulier',
  path: '/v3/dsnj/service_national/france_connect',
  subject: {
    fr: 'votre situation au regard du service national',
    en: 'your standing with regard to national service',
  },
  document: {
    fr: 'votre certificat de participation à la Journée défense et citoyenneté',
    en: 'your certificate of the Journée défense et citoyenneté',
  },
  claims: {
    statut_service_national: claim(
      'code',
      'Statut au regard du service national',
      'National service status',
    ),
    commentaires: claim('text', 'Précisions', 'Remarks'),
  },
}
