import { isJsonObject, memberOf } from '../domain/json-object.ts'
import { findTokens } from './find-tokens.ts'

/**
 * Whether a value has the shape of a saved `/jwks/history`: `keys` and nothing else, or the bare list, with
 * objects in it. A form may have an input of that name, with texts in it; and what holds a token is a submission.
 * @param value JSON that readJson has bounded
 */
export function isKeyHistory(value: unknown): value is object {
  const isAlone = isJsonObject(value) && Object.keys(value).length === 1
  const keys = isAlone ? memberOf(value, 'keys') : value
  return Array.isArray(keys) && keys.some(isJsonObject) && findTokens(keys).length === 0
}
