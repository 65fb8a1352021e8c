import type { AdapterDependencies } from './ask-adapter.ts'
import { errorCode } from './error-code.ts'
import { retryAfterOf } from './retry-after.ts'
import type { StateReply, StateRequest } from './state-http.ts'
import { StateHttpError } from './state-http-error.ts'

/** Of which source a call is, and which try of it: for the note. */
export interface Noted {
  readonly source: string
  readonly attempt: number
}

/**
 * Sends a request to a state API and notes how that ended. Every request goes out through here: none while
 * the API is to be left alone, and a 429 is heeded at once, by the tries of all logins under way. (The quota of an agency behind the API
 * is a 502, and that source's business alone.)
 * @throws StateHttpError when no whole answer came in time, and `held` without a call
 */
export async function sendNoted(
  { http, note, hold, now }: Pick<AdapterDependencies, 'http' | 'note' | 'hold' | 'now'>,
  { source, attempt }: Noted,
  request: StateRequest,
): Promise<StateReply> {
  if (hold.isOn) throw new StateHttpError('held')
  const reply = await http(request).catch((error: unknown) => {
    const code = error instanceof StateHttpError ? error.code : 'failed'
    note({ source, code, attempt })
    throw new StateHttpError(code)
  })
  const { status, requestId, json } = reply
  if (status === 429) hold.heed(retryAfterOf(reply, now()))
  const code = status === 200 ? undefined : errorCode(json)
  note({
    source,
    status,
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { request_id: requestId }),
    attempt,
  })
  return reply
}
