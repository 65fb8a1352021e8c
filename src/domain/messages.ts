import type { ErrorCode } from './errors.ts'
import type { JourneyMessages } from './journey-messages.ts'
import type { PageMessages } from './page-messages.ts'
import type { NextStep, Reason, SourceOutcome } from './prefill-claims.ts'

/** What an error page says: what happened, and what it means for the citizen. */
export interface ErrorMessage {
  readonly title: string
  readonly text: string
}

/** What became of a source. `{source}` is who answers, `{subject}` what was asked of them. */
export interface SourceMessages {
  /** Where the citizen chose another situation than the one that a source stands for. */
  readonly otherSituation: string
  readonly outcomes: Readonly<Record<Exclude<SourceOutcome['status'], 'ok'>, string>>
  /** What the citizen can do about it; `{document}` is the paper that says the same. */
  readonly next: Readonly<Record<NextStep, string>>
}

/** Every sentence that the service says to people, in one language. `{name}` marks a place to fill. */
export interface Messages extends PageMessages {
  readonly errors: Readonly<Record<ErrorCode, ErrorMessage>>
  readonly reasons: Readonly<Record<Reason, string>>
  /** Where they are not FranceConnect's; `{source}` is who answered. */
  readonly stateReasons: Readonly<Partial<Record<Reason, string>>>
  readonly sources: SourceMessages
  readonly journey: JourneyMessages
}
