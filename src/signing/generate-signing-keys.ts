import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { SigningAlgorithm } from './signing-keys.ts'

/** A new private key, as SIGNING_KEYS_FILE holds it. */
export interface GeneratedKey extends JWK {
  readonly kid: string
  readonly alg: SigningAlgorithm
  readonly valid_from: number
}

/** Makes one key. Key ids are thumbprints (RFC 7638). @param validFrom NumericDate from which it signs */
export async function generateSigningKey(
  alg: SigningAlgorithm,
  validFrom: number,
): Promise<GeneratedKey> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { ...jwk, kid, alg, use: 'sig', valid_from: validFrom }
}

/**
 * Makes a new set: one ES256 key for prefill tokens, one RS256 key for the ID tokens of libraries that
 * know no ES256.
 * @param validFrom NumericDate from which they sign
 */
export async function generateSigningKeys(
  validFrom: number,
): Promise<{ readonly keys: readonly GeneratedKey[] }> {
  const keys = [generateSigningKey('ES256', validFrom), generateSigningKey('RS256', validFrom)]
  return { keys: await Promise.all(keys) }
}
