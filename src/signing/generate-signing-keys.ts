import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'

/** A JWK Set with private keys, as SIGNING_KEYS_FILE holds it. */
export interface PrivateKeySet {
  readonly keys: readonly (JWK & { readonly status: 'active'; readonly valid_from: number })[]
}

async function generate(
  alg: 'ES256' | 'RS256',
  validFrom: number,
): Promise<PrivateKeySet['keys'][number]> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { ...jwk, kid, alg, use: 'sig', status: 'active', valid_from: validFrom }
}

/**
 * Makes a new set: one ES256 key for prefill tokens, one RS256 key for the ID tokens of libraries that
 * know no ES256. Key ids are thumbprints (RFC 7638).
 * @param validFrom NumericDate from which they sign
 */
export async function generateSigningKeys(validFrom: number): Promise<PrivateKeySet> {
  return { keys: await Promise.all([generate('ES256', validFrom), generate('RS256', validFrom)]) }
}
