import { type CryptoKey, compactDecrypt, decodeProtectedHeader, importJWK, type JWK } from 'jose'

/** A form's private key, or several where it is changing them. */
export type DecryptionKey = JWK | CryptoKey | readonly (JWK | CryptoKey)[]

const largestToken = 96 * 1024
const options = {
  keyManagementAlgorithms: ['ECDH-ES'],
  contentEncryptionAlgorithms: ['A256GCM'],
  // The service compresses nothing; a small text that opens to a large one is somebody else's.
  maxDecompressedLength: 0,
}

const isEncrypted = (token: string) => token.split('.', 6).length === 5

// No encrypted key with ECDH-ES, an IV of 12 bytes, a tag of 16 (RFC 7516 §3.1, RFC 7518 §4.6, §5.3).
const shape = /^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/

/** Whether a JWE is one as the service makes them, by its header and the lengths of its parts. */
function looksLikeOurs(jwe: string): boolean {
  if (jwe.length > largestToken || !shape.test(jwe)) return false
  try {
    const { alg, enc, zip, crit, epk } = decodeProtectedHeader(jwe)
    const isPlain = zip === undefined && crit === undefined
    return alg === 'ECDH-ES' && enc === 'A256GCM' && isPlain && (epk as JWK).crv === 'P-256'
  } catch {
    return false
  }
}

async function open(token: string, key: JWK | CryptoKey): Promise<string | undefined> {
  try {
    const imported = 'kty' in key ? await importJWK(key, 'ECDH-ES') : key
    const { plaintext } = await compactDecrypt(token, imported, options)
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext)
  } catch {
    return undefined
  }
}

/**
 * Opens a prefill token that was encrypted to a form. What is no JWE is handed back as it came; size, header
 * and shape are looked at before any cryptography.
 * Never throws.
 * @returns undefined for a JWE that none of the keys opens
 */
export async function decryptToken(token: unknown, keys: DecryptionKey): Promise<unknown> {
  const text = typeof token === 'string' ? token.trim() : ''
  if (!isEncrypted(text)) return token
  if (!looksLikeOurs(text)) return undefined
  const all = Array.isArray(keys) ? (keys as readonly (JWK | CryptoKey)[]) : [keys as JWK]
  for (const key of all) {
    const opened = await open(text, key)
    if (opened !== undefined) return opened
  }
  return undefined
}
