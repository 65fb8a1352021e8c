import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { LocalisedText } from '../languages.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'

const correction: LocalisedText = {
  fr: 'Pour corriger cette information, adressez-vous à l’organisme qui vous a accueilli.',
  en: 'To have this corrected, contact the organisation that you served with.',
}

const ofDates = claimsOfScope('gip_mds_service_civique_dates', correction)
const ofHost = claimsOfScope('gip_mds_service_civique_organisme_accueil', correction)

/** What is told of a contract, the present one or an earlier one. */
function contract(
  member: 'statut_actuel' | 'statut_passe',
  suffix: 'actuel' | 'passe',
  when: { readonly fr: string; readonly en: string },
): Readonly<Record<string, CatalogueClaim>> {
  const claim = (
    ofScope: typeof ofDates,
    type: CatalogueClaim['type'],
    fr: string,
    en: string,
    ...path: string[]
  ) => ofScope(type, `${fr} (${when.fr})`, `${en} (${when.en})`, { path: [member, ...path] })
  return {
    [`organisme_${suffix}_siret`]: claim(
      ofHost,
      'code',
      'SIRET de l’organisme d’accueil',
      'SIRET of the host organisation',
      ...['organisme_accueil', 'siret'],
    ),
    [`organisme_${suffix}_nom`]: claim(
      ofHost,
      'text',
      'Organisme d’accueil',
      'Host organisation',
      ...['organisme_accueil', 'raison_sociale'],
    ),
    [`date_debut_${suffix}`]: claim(
      ofDates,
      'date',
      'Début du contrat',
      'Start of the contract',
      'date_debut_contrat',
    ),
    [`date_fin_${suffix}`]: claim(
      ofDates,
      'date',
      'Fin du contrat',
      'End of the contract',
      'date_fin_contrat',
    ),
  }
}

/** The contracts of service civique: whether there is one now, whether there was one before. */
export const serviceCivique: StateSource = {
  name: { fr: 'l’Agence du service civique', en: 'the Agence du service civique' },
  api: 'api_particulier',
  path: '/v3/gip_mds/service_civique/france_connect',
  subject: { fr: 'votre service civique', en: 'your service civique (civic service)' },
  document: {
    fr: 'votre contrat ou votre attestation de service civique',
    en: 'your service civique contract or certificate',
  },
  claims: {
    en_service_civique: claimsOfScope('gip_mds_service_civique_statut_actuel', correction)(
      'boolean',
      'En service civique',
      'Doing civic service',
      { path: ['statut_actuel', 'contrat_trouve'] },
    ),
    a_fait_service_civique: claimsOfScope('gip_mds_service_civique_statut_passe', correction)(
      'boolean',
      'A effectué un service civique',
      'Has done civic service',
      { path: ['statut_passe', 'contrat_trouve'] },
    ),
    ...contract('statut_actuel', 'actuel', { fr: 'en cours', en: 'present' }),
    ...contract('statut_passe', 'passe', { fr: 'passé', en: 'earlier' }),
  },
}
