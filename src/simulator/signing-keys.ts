import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'

/** Private JSON Web Keys, one per algorithm. */
export interface SigningKeys {
  ES256: JsonWebKey
  RS256: JsonWebKey
}

/** New signing keys, under the key identifiers of FranceConnect's security module (they hold colons). */
export function generateSigningKeys(): SigningKeys {
  return {
    ES256: toJwk('ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    RS256: toJwk('RS256', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  }
}

function toJwk(alg: string, key: KeyObject): JsonWebKey {
  return { ...key.export({ format: 'jwk' }), alg, use: 'sig', kid: `pkcs11:${alg}:hsm` }
}
