import { memberOf } from '../domain/json-object.ts'
import type { StateReply } from './state-http.ts'

const longestSeconds = 24 * 3600

const inBounds = (seconds: number): number | undefined =>
  Number.isFinite(seconds) && seconds >= 0 && seconds <= longestSeconds
    ? Math.ceil(seconds)
    : undefined

/** In seconds from now, where a `Retry-After` header (seconds or a date, RFC 9110 §10.2.3) can be read. */
function fromHeader(header: string, now: Date): number | undefined {
  if (/^\d+$/.test(header)) return inBounds(Number(header))
  return inBounds((Date.parse(header) - now.getTime()) / 1000)
}

/**
 * When an API says it can be asked again: its `Retry-After`, or the `retry_in` of API Particulier's error.
 * @returns seconds, within a day; undefined where it does not say so
 */
export function retryAfterOf({ retryAfter, json }: StateReply, now: Date): number | undefined {
  if (retryAfter !== undefined) return fromHeader(retryAfter, now)
  const errors = memberOf(json, 'errors')
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  const seconds = memberOf(memberOf(first, 'meta'), 'retry_in')
  return typeof seconds === 'number' ? inBounds(seconds) : undefined
}
