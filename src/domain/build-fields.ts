import type { Demarche, DemarcheField } from './demarche.ts'
import type { Messages } from './messages.ts'
import type { PivotIdentity } from './pivot-identity.ts'
import type { PrefillField } from './prefill-claims.ts'
import { type Datum, readFranceConnectClaim } from './read-claim.ts'
import { applyTransform } from './transforms.ts'

/** What the fields of one login are built from. */
export interface LoginFacts {
  readonly identity: PivotIdentity
  /** ISO date of the login, in France. */
  readonly today: string
  readonly messages: Messages
}

function withOptions(datum: Datum, options: DemarcheField['options']): Datum {
  if (options === undefined || 'reason' in datum) return datum
  return Object.hasOwn(options, String(datum.value))
    ? datum
    : { type: datum.type, reason: 'not_in_options' }
}

function toField(
  field: DemarcheField,
  datum: Datum,
  { today, messages }: LoginFacts,
): PrefillField {
  const origin = { type: datum.type, source: field.source, claim: field.claim }
  if ('reason' in datum)
    return { ...origin, value: null, reason: datum.reason, message: messages.reasons[datum.reason] }
  const text = field.options?.[String(datum.value)]
  return {
    ...origin,
    value: datum.value,
    ...(text !== undefined && { text }),
    assurance: datum.assurance,
    as_of: today,
    // Half a date is for the citizen to complete.
    locked: field.lock && datum.assurance === 'verified' && datum.type !== 'partial-date',
  }
}

/**
 * Builds every field of a demarche from what a login answered: a canonical value with where it comes
 * from, or `null` with the reason. Only a value that is present and verified is locked.
 */
export function buildFields(
  demarche: Pick<Demarche, 'fields'>,
  facts: LoginFacts,
): Record<string, PrefillField> {
  return Object.fromEntries(
    Object.entries(demarche.fields).map(([name, field]) => {
      const read = readFranceConnectClaim(field.claim, facts.identity)
      const transformed = field.transforms.reduce(
        (datum, transform) => applyTransform(datum, transform, facts.today),
        read,
      )
      return [name, toField(field, withOptions(transformed, field.options), facts)]
    }),
  )
}
