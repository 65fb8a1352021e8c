import { ServiceError } from '../domain/errors.ts'

/** A word for the log: the system's code, the first word of Redis's answer, or the error's name. Never a value. */
export function reasonOf(error: unknown): string {
  const { code, message, constructor: made } = Object(error) as Partial<NodeJS.ErrnoException>
  if (typeof code === 'string') return code
  return /^[A-Z]{2,}(?= )/.exec(message ?? '')?.[0] ?? made?.name ?? 'unknown'
}

/**
 * What a failed command is to a citizen: Redis that is full and evicts nothing (`maxmemory-policy noeviction`)
 * answers `OOM`; all else is a store that cannot be used now.
 */
export function toStoreFailure(error: unknown): ServiceError {
  const reason = reasonOf(error)
  const code = reason === 'OOM' ? 'at_capacity' : 'store_unavailable'
  return new ServiceError(code, { cause: error, detail: { redis: reason } })
}
