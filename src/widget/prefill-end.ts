import type { Missing } from './fill.ts'

/** What `prefill-end` tells of a trip: names of fields, never their values. */
export interface PrefillEnd {
  /** Complete where nothing is missing. */
  readonly outcome: 'complete' | 'partial' | 'cancelled' | 'failed'
  /** `ok`, a code of the catalogue of errors, else OAuth's, or why the return was not used. */
  readonly code: string
  readonly filled: readonly string[]
  readonly missing: readonly Missing[]
}
