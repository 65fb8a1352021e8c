import type { KeyObject } from 'node:crypto'
import { compactDecrypt, createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { z } from 'zod'

/** What an API of the State is to FranceConnect: a data provider with a secret and a key of its own. */
export interface DataProviderCredentials {
  readonly client_id: string
  readonly client_secret: string
  readonly privateKey: KeyObject
}

const Introspection = z.object({
  active: z.literal(true),
  jti: z.string(),
  scope: z.string().transform((scope) => scope.split(' ')),
  gender: z.string().optional(),
  family_name: z.string().optional(),
  given_name: z.string().optional(),
  birthdate: z.string().optional(),
  birthplace: z.string().optional(),
  birthcountry: z.string().optional(),
})
/** What FranceConnect says of a token that is active: its scopes, and the civil status of the citizen. */
export type Introspection = z.infer<typeof Introspection>

/** Why a token says nothing: FranceConnect does not take it for one, it is over, or FranceConnect's answer is no use. */
export type TokenProblem = 'malformed' | 'inactive' | 'unavailable'

/** Asks FranceConnect what a citizen's access token allows. */
export type CheckToken = (token: string) => Promise<Introspection | TokenProblem>

/**
 * Makes the check of one data provider: FranceConnect's `POST /checktoken`, over HTTP, whose answer is decrypted with
 * the data provider's key and verified with FranceConnect's published keys (RFC 9701 §5, nested in a JWE).
 */
export function createTokenCheck(issuer: string, provider: DataProviderCredentials): CheckToken {
  const verify = createVerifier(issuer, provider.client_id)
  return async (token) => {
    const { client_id, client_secret, privateKey } = provider
    try {
      const response = await fetch(`${issuer}/checktoken`, {
        method: 'POST',
        body: new URLSearchParams({ token, client_id, client_secret }),
      })
      if (response.status === 400) return 'malformed'
      // API Particulier tells its own wrong secret from a token that is over as little as this.
      if (response.status === 401) return 'inactive'
      const { plaintext } = await compactDecrypt(await response.text(), privateKey)
      const { token_introspection } = await verify(Buffer.from(plaintext).toString())
      const known = Introspection.safeParse(token_introspection)
      return known.success ? known.data : 'inactive'
    } catch {
      return 'unavailable'
    }
  }
}

/** Verifies with the keys that it holds, and fetches them again once when they do not fit: they may have been rotated. */
function createVerifier(issuer: string, audience: string) {
  let keys: JSONWebKeySet | undefined
  const fetchKeys = async () => {
    keys = (await (await fetch(`${issuer}/jwks`)).json()) as JSONWebKeySet
    return keys
  }
  const verifyWith = async (jws: string, set: JSONWebKeySet) =>
    (await jwtVerify(jws, createLocalJWKSet(set), { issuer, audience })).payload
  return async (jws: string) => {
    if (keys !== undefined) {
      try {
        return await verifyWith(jws, keys)
      } catch {
        // Below, with the keys of now.
      }
    }
    return await verifyWith(jws, await fetchKeys())
  }
}
