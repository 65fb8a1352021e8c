import type { Cog } from './cog.ts'
import type { Demarche, DemarcheField } from './demarche.ts'
import { fillIn } from './fill-in.ts'
import type { Language } from './languages.ts'
import { messagesIn } from './messages-in.ts'
import type { PivotIdentity } from './pivot-identity.ts'
import type { PrefillField, Reason } from './prefill-claims.ts'
import { type Datum, readFranceConnectClaim } from './read-claim.ts'
import { type FieldDatum, readSource } from './read-source.ts'
import type { SourceAnswer } from './source-answer.ts'
import { notAsked, sourceOutcome, sourceTitle } from './source-outcome.ts'
import { applyTransform } from './transforms.ts'

/** What the fields of one login are built from. */
export interface LoginFacts {
  readonly identity: PivotIdentity
  /** What each state source answered; one that is not here was not asked. */
  readonly sources: Readonly<Record<string, SourceAnswer>>
  /** ISO date of the login, in France. */
  readonly today: string
  readonly language: Language
  readonly cog: Cog
}

/** What one source answered: a source that is not among the answers was not asked. */
const answerOf = ({ source }: DemarcheField, { sources }: LoginFacts): SourceAnswer =>
  (Object.hasOwn(sources, source) ? sources[source] : undefined) ?? notAsked

// As precise as it is known: where the day is not, neither is what a code meant on it.
function birthdateOf(identity: PivotIdentity): string | undefined {
  const datum = readFranceConnectClaim('birthdate', identity)
  return 'reason' in datum ? undefined : String(datum.value)
}

function read(field: DemarcheField, facts: LoginFacts): FieldDatum {
  const { today, cog } = facts
  const context = { today, cog, birthdate: birthdateOf(facts.identity) }
  const change = (datum: Datum): Datum =>
    field.transforms.reduce(
      (changed, transform) => applyTransform(changed, transform, context),
      datum,
    )
  return field.source === 'franceconnect'
    ? change(readFranceConnectClaim(field.claim, facts.identity))
    : readSource(field, answerOf(field, facts), change)
}

function withOptions(datum: FieldDatum, options: DemarcheField['options']): FieldDatum {
  if (options === undefined || 'reason' in datum) return datum
  return Object.hasOwn(options, String(datum.value))
    ? datum
    : { type: datum.type, reason: 'not_in_options' }
}

/** Why a source gave nothing, in full at its first field; further ones are short, and shortest in a list. */
function messageOfSource(
  field: DemarcheField,
  earlier: readonly DemarcheField[],
  facts: LoginFacts,
): string | undefined {
  const answer = answerOf(field, facts)
  const { message, next } = sourceOutcome(field.source, answer, facts.language)
  // Where there is no next step, each field has to say so: it is to be left empty.
  if (answer.status === 'ok' || message === undefined || next === undefined) return message
  const told = earlier.filter(({ source }) => source === field.source)
  if (told.length === 0) return message
  const { reasons, sources } = messagesIn(facts.language)
  const group = field.member?.group
  const isListed = group !== undefined && told.some(({ member }) => member?.group === group)
  return isListed ? sources.next.type_it : reasons[answer.status]
}

function messageOf(
  field: DemarcheField,
  reason: Reason,
  earlier: readonly DemarcheField[],
  facts: LoginFacts,
): string {
  const { reasons, stateReasons } = messagesIn(facts.language)
  if (field.source === 'franceconnect') return reasons[reason]
  const ofSource = messageOfSource(field, earlier, facts)
  if (ofSource !== undefined) return ofSource
  const sentence = stateReasons[reason] ?? reasons[reason]
  return fillIn(sentence, { source: sourceTitle(field.source, facts.language) })
}

function toField(
  field: DemarcheField,
  datum: FieldDatum,
  earlier: readonly DemarcheField[],
  facts: LoginFacts,
): PrefillField {
  const origin = {
    type: datum.type,
    ...(datum.items !== undefined && { items: datum.items }),
    source: field.source,
    claim: field.claim,
  }
  if ('reason' in datum) {
    const { reason } = datum
    return { ...origin, value: null, reason, message: messageOf(field, reason, earlier, facts) }
  }
  const text = field.options?.[String(datum.value)]
  return {
    ...origin,
    value: datum.value,
    ...(text !== undefined && { text }),
    assurance: datum.assurance,
    as_of: datum.asOf ?? facts.today,
    // Half a date is for the citizen to complete.
    locked: field.lock && datum.assurance === 'verified' && datum.type !== 'partial-date',
  }
}

/**
 * Builds every field of a demarche from what a login answered: a canonical value with where it comes
 * from, or `null` with the reason. Only a value that is present and verified is locked. What a source did
 * not give costs the fields of that source only.
 */
export function buildFields(
  demarche: Pick<Demarche, 'fields'>,
  facts: LoginFacts,
): Record<string, PrefillField> {
  const all = Object.values(demarche.fields)
  return Object.fromEntries(
    Object.entries(demarche.fields).map(([name, field], index) => {
      const datum = withOptions(read(field, facts), field.options)
      return [name, toField(field, datum, all.slice(0, index), facts)]
    }),
  )
}
