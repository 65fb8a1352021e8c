import {
  type CollectiviteDraft,
  draftCollectivite,
} from '../../configuration/draft-collectivite.ts'
import { asksTaxOffice } from './asks-tax-office.ts'
import type { TrialOrder } from './order.ts'
import type { Prepared } from './prepare.ts'

/** Writes the configuration of a prepared trial. */
export function draftTrial(
  { found, clientId, inputs }: Prepared,
  order: TrialOrder,
  own: Pick<CollectiviteDraft, 'name' | 'siret' | 'pageUrl' | 'schema'>,
): string {
  const { demarche } = found
  const draft = {
    ...own,
    clientId,
    demarche: demarche.name,
    inputs,
    asksTaxOffice: asksTaxOffice(demarche),
  }
  return draftCollectivite(draft, order.language)
}
