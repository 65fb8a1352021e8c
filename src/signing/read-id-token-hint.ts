import { createLocalJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { SigningKeys } from './signing-keys.ts'

/** Whom an ID token of ours speaks of, and to which form. */
export interface IdTokenHint {
  readonly clientId: string
  readonly sub: string
}

// Ours are thin: the nonce of 256 characters is the longest that one holds.
const largestHint = 4096
const algorithms = ['ES256', 'RS256']

/** Whether a hint says of itself that it is ours; anybody may send one, and a signature costs to check. */
function claimsToBeOurs(hint: string, { current }: SigningKeys): boolean {
  if (hint.length > largestHint) return false
  const { alg = '', typ, kid } = decodeProtectedHeader(hint)
  return typ === 'JWT' && algorithms.includes(alg) && current.some((key) => key.kid === kid)
}

/**
 * Reads an `id_token_hint` of ours (OpenID Connect RP-Initiated Logout §2). An expired one will do:
 * it only says which form asks, for whom. A prefill token is no hint. Its size and header are looked at before
 * any cryptography.
 * @returns undefined for anything that we did not sign as an ID token
 */
export function createIdTokenHintReader(keys: SigningKeys, issuer: string) {
  return async function readIdTokenHint(hint: string): Promise<IdTokenHint | undefined> {
    try {
      if (!claimsToBeOurs(hint, keys)) return undefined
      // The keys may have changed since the last log-out.
      const keySet = createLocalJWKSet({ keys: [...keys.current] })
      const { payload } = await jwtVerify(hint, keySet, {
        issuer,
        typ: 'JWT',
        algorithms,
        currentDate: new Date(0),
      })
      const { aud, sub } = payload
      return typeof aud === 'string' && sub !== undefined ? { clientId: aud, sub } : undefined
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined
      throw error
    }
  }
}
