import type { PivotIdentity } from '../domain/pivot-identity.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import type { StateAccess } from '../domain/state-access.ts'

/** What one call to a source is made of. */
export interface SourceCall {
  /** Its name in the catalogue. */
  readonly source: string
  /** The claims that the form needs; nothing else may leave the adapter. */
  readonly claims: readonly string[]
  /** FranceConnect's, which lives 60 seconds and is never stored. */
  readonly accessToken: string
  readonly access: StateAccess
  readonly identity: PivotIdentity
  /** What the citizen told before the login, by the question's name. */
  readonly answers: Readonly<Record<string, string>>
  /** ISO date of the login, in France. */
  readonly today: string
  /** Ends the call; then it is `unavailable`. */
  readonly signal: AbortSignal
}

/** Asks one source. It never throws: whatever goes wrong is an outcome, and costs this source's fields only. */
export type AskSource = (call: SourceCall) => Promise<SourceAnswer>
