import type { ErrorCode } from './errors.ts'
import type { Reason } from './prefill-claims.ts'

/** What an error page says: what happened, and what it means for the citizen. */
export interface ErrorMessage {
  readonly title: string
  readonly text: string
}

/** Every sentence that the service says to people, in one language. `{name}` marks a place to fill. */
export interface Messages {
  readonly errors: Readonly<Record<ErrorCode, ErrorMessage>>
  readonly reasons: Readonly<Record<Reason, string>>
  readonly page: {
    readonly skip: string
    readonly back: string
    readonly byHand: string
    readonly retry: string
    readonly requestId: string
    readonly nothingLost: string
    readonly addressReceived: string
    readonly addressNearest: string
    readonly noAddress: string
    readonly askOperator: string
  }
  readonly home: { readonly title: string; readonly text: string; readonly metadata: string }
  readonly logout: {
    readonly askTitle: string
    readonly askText: string
    readonly askButton: string
    readonly doneTitle: string
    readonly doneText: string
  }
}
