import { type CryptoKey, compactDecrypt, importJWK, type JWK } from 'jose'

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
 * Opens a prefill token that was encrypted to a form. What is no JWE is handed back as it came.
 * Never throws.
 * @returns undefined for a JWE that none of the keys opens
 */
export async function decryptToken(token: unknown, keys: DecryptionKey): Promise<unknown> {
  const text = typeof token === 'string' ? token.trim() : ''
  if (!isEncrypted(text)) return token
  if (text.length > largestToken) return undefined
  const all = Array.isArray(keys) ? (keys as readonly (JWK | CryptoKey)[]) : [keys as JWK]
  for (const key of all) {
    const opened = await open(text, key)
    if (opened !== undefined) return opened
  }
  return undefined
}
