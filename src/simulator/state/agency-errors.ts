import type { ApiParticulierEndpoint } from './api-particulier-endpoints.ts'
import { type ApiParticulierError, nothingKnown } from './api-particulier-errors.ts'

/** The errors that every agency can have, by the end of their code; its first two digits say which agency. */
const agencyRows = {
  '001': [
    502,
    'Service non disponible',
    'Service du fournisseur de données temporairement indisponible ou en maintenance.',
  ],
  '002': [
    504,
    'Intermédiaire hors-délai',
    'Temps d’attente d’une réponse du fournisseur de données écoulé.',
  ],
  '003': [404, 'Entité non trouvée', nothingKnown],
  '020': [
    503,
    'Maintenance du fournisseur de données',
    'Le fournisseur de données est en maintenance de 00:00 à 06:00',
  ],
  '999': [
    502,
    'Erreur inconnue du fournisseur de données',
    "La réponse retournée par le fournisseur de données est invalide et inconnue de notre service. L'équipe technique a été notifiée de cette erreur pour investigation.",
  ],
} as const

/** An error of the agency behind a resource. */
export function agencyError(
  { provider }: ApiParticulierEndpoint,
  end: keyof typeof agencyRows,
  meta: Readonly<Record<string, unknown>> = {},
): ApiParticulierError {
  const [status, title, detail] = agencyRows[end]
  const code = `${provider.code}${end}`
  return { status, code, title, detail, source: null, meta: { provider: provider.name, ...meta } }
}
