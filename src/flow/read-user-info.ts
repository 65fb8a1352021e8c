import type { UserInfo } from '../domain/user-info.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import { readHandover } from './handover.ts'

/**
 * Makes `/userinfo` (OpenID Connect Core §5.3): `sub` and each field flat, with the form's own word where
 * it has one, and the prefill token, for libraries that read claims only and drop other members of the token
 * response. A field without a value is left out.
 * The returned function gives undefined for a token that is unknown or older than 60 seconds.
 */
export function createReadUserInfo(store: OneTimeStore) {
  return async function readUserInfo(accessToken: string): Promise<UserInfo | undefined> {
    const handover = await readHandover(store, 'access-token', accessToken)
    if (handover === undefined) return undefined
    const flat = Object.entries(handover.fields).flatMap(([name, field]) =>
      field.value === null ? [] : [[name, ('text' in field && field.text) || field.value]],
    )
    const { prefill_token, sub } = handover
    return {
      ...Object.fromEntries(flat),
      ...(prefill_token !== undefined && { prefill_token }),
      sub,
    }
  }
}
