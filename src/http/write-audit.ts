import type { Logger } from 'pino'
import { auditEntry, type LoginEnd } from '../domain/audit-entry.ts'
import type { Form } from '../domain/form.ts'

/** Writes the audit's line about the end of a login, whatever LOG_LEVEL leaves out: it is a record, not a diagnosis. */
export function writeAudit(log: Logger, form: Form, end: LoginEnd): void {
  log.child({}, { level: 'info' }).info(auditEntry(form, end), 'audit')
}
