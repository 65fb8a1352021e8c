import { isJsonObject, memberOf } from '../domain/json-object.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import type { StateSource } from '../domain/state-source.ts'
import { holdsCitizen } from './holds-citizen.ts'
import { pruneData } from './prune-data.ts'
import type { SourceCall } from './source-call.ts'

const otherPerson: SourceAnswer = { status: 'inconsistent', reason: 'other_person' }
const notIdentified: SourceAnswer = { status: 'empty', reason: 'not_identified' }

/** What the vehicle register says itself: whether the citizen is the one who is written on the papers. */
const overallMatch = (json: unknown) =>
  memberOf(memberOf(memberOf(json, 'meta'), 'identity_matching'), 'overall_match')

/**
 * Reads a 200 of API Particulier: its envelope (`data`, `meta`), whom it is about, and the asked claims.
 * An answer that should say whether it is the citizen's, and does not, is not: nothing was found in their
 * name. Never throws.
 */
export function readAnswer(json: unknown, source: StateSource, call: SourceCall): SourceAnswer {
  const data = memberOf(json, 'data')
  if (!isJsonObject(data)) return { status: 'unavailable', reason: 'unreadable_answer' }
  const match = overallMatch(json)
  if (match === false || !holdsCitizen(data, source, call.identity)) return otherPerson
  if (source.confirmsCitizen && match !== true) return notIdentified
  return pruneData(data, source, call.claims, call.today)
}
