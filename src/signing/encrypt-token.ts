import { CompactEncrypt, importJWK } from 'jose'
import type { EncryptionKey } from '../domain/encryption-key.ts'

const alg = 'ECDH-ES'

/**
 * Encrypts a signed token to a form's key: a nested JWT (RFC 7519 §5.2), ECDH-ES on P-256 with A256GCM. Only
 * the form's back end can read it; the signature within is what it files.
 */
export async function encryptToken(jws: string, key: EncryptionKey): Promise<string> {
  const { kid, ...jwk } = key
  return new CompactEncrypt(new TextEncoder().encode(jws))
    .setProtectedHeader({ alg, enc: 'A256GCM', cty: 'JWT', ...(kid !== undefined && { kid }) })
    .encrypt(await importJWK({ ...jwk, alg }, alg))
}
