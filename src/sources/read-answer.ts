import { isJsonObject, memberOf } from '../domain/json-object.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import type { StateSource } from '../domain/state-source.ts'
import { holdsCitizen } from './holds-citizen.ts'
import { pruneData } from './prune-data.ts'
import type { SourceCall } from './source-call.ts'

const otherPerson: SourceAnswer = { status: 'inconsistent', reason: 'other_person' }

/** The vehicle register says itself whether the citizen is the one who is written on the papers. */
const isMismatch = (json: unknown) =>
  memberOf(memberOf(memberOf(json, 'meta'), 'identity_matching'), 'overall_match') === false

/**
 * Reads a 200 of API Particulier: its envelope (`data`, `meta`), whom it is about, and the asked claims.
 * Never throws.
 */
export function readAnswer(json: unknown, source: StateSource, call: SourceCall): SourceAnswer {
  const data = memberOf(json, 'data')
  if (!isJsonObject(data)) return { status: 'unavailable', reason: 'unreadable_answer' }
  if (isMismatch(json) || !holdsCitizen(data, source, call.identity)) return otherPerson
  return pruneData(data, source, call.claims, call.today)
}
