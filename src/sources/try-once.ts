import type { SourceAnswer } from '../domain/source-answer.ts'
import type { AdapterDependencies } from './ask-adapter.ts'
import { outcomeOfStatus } from './outcome-of-status.ts'
import { retryAfterOf } from './retry-after.ts'
import type { Try } from './retry-source.ts'
import { type Noted, sendNoted } from './send-noted.ts'
import type { StateReply, StateRequest } from './state-http.ts'
import { StateHttpError } from './state-http-error.ts'

const unreadable: SourceAnswer = { status: 'unavailable', reason: 'unreadable_answer' }

/** How a call ended that got no answer. */
export function tryOfFailure(error: unknown): Try {
  const code = error instanceof StateHttpError ? error.code : 'failed'
  if (code === 'held') return { answer: { status: 'unavailable', reason: 'too_many_requests' } }
  if (code === 'timeout') return { answer: { status: 'unavailable', reason: 'timeout' } }
  if (code === 'body_too_large') return { answer: unreadable }
  return { answer: { status: 'unavailable', reason: 'outage' }, isBroken: true }
}

/** How a call ended that got an answer. */
export function tryOfReply(
  reply: StateReply,
  now: Date,
  read: (json: unknown) => SourceAnswer,
): Try {
  const { status, json } = reply
  if (status !== 200) return { answer: outcomeOfStatus(reply, retryAfterOf(reply, now)), status }
  return { answer: json === undefined ? unreadable : read(json), status }
}

/**
 * Makes one call to a state API and says how it ended. It throws only what `read` throws.
 * @param read reads the body of a 200
 */
export async function tryOnce(
  dependencies: AdapterDependencies,
  noted: Noted,
  request: StateRequest,
  read: (json: unknown) => SourceAnswer,
): Promise<Try> {
  const sent = await sendNoted(dependencies, noted, request).catch(tryOfFailure)
  return 'answer' in sent ? sent : tryOfReply(sent, dependencies.now(), read)
}
