import type { Logger } from 'pino'
import type { SourceEnd } from '../domain/audit-entry.ts'
import type { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import { type LoginAttempt, loginId } from '../flow/login-attempt.ts'
import { logFailure } from './log-failure.ts'
import type { Metrics } from './metrics.ts'
import { writeAudit } from './write-audit.ts'

/** How a login came back from FranceConnect. */
export interface ReturnedLogin {
  readonly form: Form
  readonly attempt: LoginAttempt
  /** Absent where it came back well: its audit is written when the token is handed over. */
  readonly error?: ServiceError | undefined
  /** What was asked, and how that ended. */
  readonly sources: Readonly<Record<string, SourceEnd>>
  /** Whether it had ended before: a reload is told the same, and counts for nothing. */
  readonly isAgain?: boolean | undefined
}

export type ReportLogin = (log: Logger, login: ReturnedLogin) => void

/** Makes the report of a login's return: a line of the log, the count by outcome, and where it failed its audit. */
export function createReportLogin(metrics: Pick<Metrics, 'login'>): ReportLogin {
  return function reportLogin(log, { form, attempt, error, sources, isAgain = false }) {
    const login = loginId(attempt)
    const outcome = error?.code ?? 'ok'
    const again = isAgain ? { again: true } : {}
    const entry = { event: 'login', login, form: form.client_id, outcome, sources, ...again }
    if (error === undefined) log.info(entry, 'login')
    else logFailure(log, entry, error, 'login')
    if (isAgain) return
    metrics.login(outcome)
    if (error !== undefined) writeAudit(log, form, { login, outcome: error.code, sources })
  }
}
