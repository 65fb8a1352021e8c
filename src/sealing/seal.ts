import { createCipheriv, createDecipheriv } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

/**
 * Seals a text.
 * @param key 32 bytes
 * @param context bound to the sealed text: it opens in the same context only
 * @returns base64url of IV, tag and ciphertext
 */
export type Seal = (text: string, key: Buffer, context: string) => string

/**
 * Makes a seal with AES-256-GCM (NIST SP 800-38D, random 96-bit IV).
 * @param random cryptographically secure: an IV that comes back under one key would give both texts away
 */
export function createSeal(random: (bytes: number) => Buffer): Seal {
  return (text, key, context) => {
    const iv = random(ivLength)
    const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(context))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
  }
}

/**
 * Opens what was sealed.
 * @returns undefined for anything that was not sealed with this key in this context, unaltered
 */
export function open(sealed: string, key: Buffer, context: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < ivLength + tagLength) return undefined
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
  try {
    const opened = decipher.update(bytes.subarray(ivLength + tagLength))
    return Buffer.concat([opened, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
