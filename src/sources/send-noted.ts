import type { AdapterDependencies } from './ask-adapter.ts'
import { errorCode } from './error-code.ts'
import type { StateReply, StateRequest } from './state-http.ts'
import { StateHttpError } from './state-http-error.ts'

/** Of which source a call is, and which try of it: for the note. */
export interface Noted {
  readonly source: string
  readonly attempt: number
}

/**
 * Sends a request to a state API and notes how that ended.
 * @throws StateHttpError when no whole answer came in time
 */
export async function sendNoted(
  { http, note }: Pick<AdapterDependencies, 'http' | 'note'>,
  { source, attempt }: Noted,
  request: StateRequest,
): Promise<StateReply> {
  const reply = await http(request).catch((error: unknown) => {
    const code = error instanceof StateHttpError ? error.code : 'failed'
    note({ source, code, attempt })
    throw new StateHttpError(code)
  })
  const { status, requestId, json } = reply
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
