import { isJsonObject } from '../domain/json-object.ts'
import type { SourceAnswer, SourceReason } from '../domain/source-answer.ts'
import { errorCode } from './error-code.ts'
import type { StateReply } from './state-http.ts'

/** An answer without data. */
export type NoData = Exclude<SourceAnswer, { readonly status: 'ok' }>

type Row = readonly [NoData['status'], SourceReason]

const unreadable: Row = ['unavailable', 'unreadable_answer']
const wronglyAsked: Row = ['refused', 'request_refused']

/** Codes of API Particulier that mean something else than their status alone. */
const ofCode: Readonly<Record<string, Row>> = {
  '401 50003': ['refused', 'scope_missing'],
  '403 00107': wronglyAsked,
  '404 42005': ['empty', 'not_identified'],
  '422 00355': ['empty', 'not_identified'],
  '422 00365': ['empty', 'not_identified'],
  '422 00366': ['empty', 'not_identified'],
  '422 00391': ['empty', 'homonyms'],
  '422 39400': ['empty', 'not_concerned'],
  // The caisse knows the family and has no quotient for it; and quotas of the agencies: no outage.
  '502 23502': unreadable,
  '502 31503': ['unavailable', 'too_many_requests'],
}

const ofStatus: Readonly<Record<number, Row>> = {
  401: ['refused', 'token_refused'],
  403: ['refused', 'scope_missing'],
  404: ['empty', 'not_found'],
  408: ['unavailable', 'timeout'],
  409: ['unavailable', 'conflict'],
  410: ['empty', 'not_found'],
  429: ['unavailable', 'too_many_requests'],
  503: ['unavailable', 'maintenance'],
  504: ['unavailable', 'timeout'],
}

function ofClass(status: number): Row {
  if (status >= 500) return ['unavailable', 'outage']
  return status >= 400 ? wronglyAsked : unreadable
}

/**
 * A 404 of the agency, and not of a gateway or of the API's own router (whose codes begin with 00): only
 * the first says that there is no file.
 */
const isAgencysWord = ({ status, json }: StateReply, code: string | undefined) =>
  (status !== 404 && status !== 410) || (isJsonObject(json) && code?.startsWith('00') !== true)

/**
 * What an answer without data means, by its status and error code (API Particulier v3, and API Impôt
 * particulier, which shares the statuses). Nothing here says that the citizen has no right to something.
 */
export function outcomeOfStatus(reply: StateReply, retryAfter?: number): NoData {
  const { status, json } = reply
  const code = errorCode(json)
  const known = ofCode[`${status} ${code}`] ?? ofStatus[status] ?? ofClass(status)
  const [outcome, reason] = isAgencysWord(reply, code) ? known : unreadable
  return { status: outcome, reason, ...(retryAfter !== undefined && { retryAfter }) }
}
