/** What the log learns of one call to a state API: no body, token or name is in it. */
export interface StateNote {
  readonly source: string
  /** HTTP status; absent where no answer came. */
  readonly status?: number
  /** The API's error code, or the network's. */
  readonly code?: string
  /** By which the API's support finds the call. */
  readonly request_id?: string
  /** 1 for the first try. */
  readonly attempt: number
}

export type Note = (note: StateNote) => void
