import type { Missing } from './fill.ts'

/** What `prefill-end` tells of a trip: names of fields, never their values. */
export interface PrefillEnd {
  readonly outcome: 'complete' | 'partial' | 'cancelled' | 'failed'
  /** `ok`, a code of the catalogue of errors, else OAuth's, or why the return was not used. */
  readonly code: string
  readonly filled: readonly string[]
  readonly missing: readonly Missing[]
}

/** The end of a trip that filled the form: complete where nothing is missing. */
export function filledEnd(filled: readonly string[], missing: readonly Missing[]): PrefillEnd {
  return { outcome: missing.length === 0 ? 'complete' : 'partial', code: 'ok', filled, missing }
}

/** The end of a trip that filled nothing. */
export function emptyEnd(outcome: 'cancelled' | 'failed', code: string): PrefillEnd {
  return { outcome, code, filled: [], missing: [] }
}
