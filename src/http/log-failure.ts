import type { Logger } from 'pino'
import type { ServiceError } from '../domain/errors.ts'
import { errorForLog } from './error-for-log.ts'

/**
 * Logs a failure for the operator: its code and detail, which hold nothing personal. Only where the fault
 * is ours does the log get the error that caused it, reduced to kind and place; what libraries throw may carry tokens.
 */
export function logFailure(
  log: Logger,
  entry: Readonly<Record<string, unknown>>,
  error: ServiceError,
  message: string,
): void {
  const { code, detail, status } = error
  const line = { ...detail, ...entry, code }
  if (code === 'internal') log.error({ ...line, error: errorForLog(error.cause) }, message)
  else if (status >= 500) log.error(line, message)
  else log.info(line, message)
}
