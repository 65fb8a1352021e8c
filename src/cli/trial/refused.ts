import { ConfigurationError } from '../../configuration/mistakes.ts'
import { ListenError } from '../../http/listen.ts'
import { MissingIslandError } from '../load-island.ts'
import { OrderError } from './order.ts'
import { TrialError } from './trial-error.ts'

const told = [TrialError, MissingIslandError, ListenError, ConfigurationError]

/** Tells why `try` or `init` does nothing. @returns the exit code; what nobody foresaw is thrown on */
export function tellRefusal(error: unknown, usage: string): number {
  if (error instanceof OrderError) {
    process.stderr.write(`${error.message}\n\n${usage}`)
    return 2
  }
  if (!(error instanceof Error) || !told.some((kind) => error instanceof kind)) throw error
  process.stderr.write(`${error.message}\n`)
  return 1
}
