import { memberOf } from '../domain/json-object.ts'

// Only what looks like a code gets into a log; the sentences beside it can name the citizen.
const shape = /^[A-Za-z0-9_]{1,32}$/

function asCode(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && shape.test(text) ? text : undefined
}

/**
 * The error code in the body of a state API: of API Particulier (`errors[0].code`), of the tax office
 * (`erreur.code`), of its gateway (`fault.code`), or of OAuth (`error`).
 */
export function errorCode(json: unknown): string | undefined {
  const errors = memberOf(json, 'errors')
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return (
    asCode(memberOf(first, 'code')) ??
    asCode(memberOf(memberOf(json, 'erreur'), 'code')) ??
    asCode(memberOf(memberOf(json, 'fault'), 'code')) ??
    asCode(memberOf(json, 'error'))
  )
}
