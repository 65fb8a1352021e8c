import type { Luck } from './luck.ts'
import { firstOfMonth } from './relative-dates.ts'
import type { JsonObject } from './released-members.ts'

/** A benefit that one citizen in four has, since the first of some month; `extra` is null where they have it not. */
export function usualRight(luck: Luck, today: string, extra?: string): JsonObject {
  const est_beneficiaire = luck.below(4) === 0
  const months = -1 - luck.below(20)
  const more = extra === undefined ? {} : { [extra]: est_beneficiaire ? false : null }
  return {
    est_beneficiaire,
    ...more,
    date_debut_droit: est_beneficiaire ? firstOfMonth(today, months) : null,
  }
}

const noContract = {
  contrat_trouve: false,
  organisme_accueil: { siret: null, raison_sociale: null },
  date_debut_contrat: null,
  date_fin_contrat: null,
}

/** No voluntary service, neither now nor before. */
export const noVoluntaryService: JsonObject = {
  statut_actuel: noContract,
  statut_passe: noContract,
}

/** In order with the national service. */
export const usualNationalService: JsonObject = {
  statut_service_national: 'en_regle',
  commentaires: null,
}

/** No allowance for a disabled child. */
export const noAllowanceForChild: JsonObject = {
  status: 'non_beneficiaire',
  date_debut_droit: null,
}
