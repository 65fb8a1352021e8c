import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'

/** Private JSON Web Keys, one per algorithm. */
export interface SigningKeys {
  ES256: JsonWebKey
  RS256: JsonWebKey
}

/**
 * New signing keys, under the key identifiers of FranceConnect's security module (they hold colons).
 * @param generation 2 for the keys of the first rotation, and so on: no identifier comes twice.
 */
export function generateSigningKeys(generation = 1): SigningKeys {
  const suffix = generation === 1 ? '' : `:${generation}`
  const toJwk = (alg: string, key: KeyObject): JsonWebKey => {
    const kid = `pkcs11:${alg}:hsm${suffix}`
    return { ...key.export({ format: 'jwk' }), alg, use: 'sig', kid }
  }
  return {
    ES256: toJwk('ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    RS256: toJwk('RS256', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  }
}
