import type { SourceAnswer } from '../domain/source-answer.ts'
import type { StateSource } from '../domain/state-source.ts'
import type { ApiHold } from './api-hold.ts'
import type { RetryTools } from './retry-source.ts'
import type { SourceCall } from './source-call.ts'
import type { StateHttp } from './state-http.ts'
import type { Note } from './state-note.ts'

/** Asks one API on behalf of one source. */
export type AskAdapter = (call: SourceCall, source: StateSource) => Promise<SourceAnswer>

export interface AdapterDependencies extends RetryTools {
  readonly http: StateHttp
  readonly now: () => Date
  readonly note: Note
  /** Of the adapter's API. */
  readonly hold: ApiHold
}
