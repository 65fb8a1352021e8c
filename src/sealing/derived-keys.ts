import { createHmac, hkdfSync } from 'node:crypto'

/** The keys made of one secret, one for each use so that none can stand in for another. */
export interface DerivedKeys {
  /** AES-256-GCM, for cookies. */
  readonly cookie: Buffer
  /** HMAC-SHA-256, for the `state` sent to FranceConnect. */
  readonly state: Buffer
}

const info = (use: string) => `franceconnect-prefill ${use}`

/** Derives 32 bytes for one use from a secret of any shape (HKDF-SHA-256, RFC 5869). */
export function deriveKey(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', info(use), 32))
}

/**
 * Derives 32 bytes for one use from 32 random bytes of ours: HKDF's second half (RFC 5869 §2.3), one block of it.
 * What is random already needs no extracting (§3.3), and every login derives several.
 */
export function expandKey(secret: Buffer, use: string): Buffer {
  return createHmac('sha256', secret)
    .update(`${info(use)}\x01`)
    .digest()
}

/** Derives the keys of every secret, in the order given: the first one is written with, all are read with. */
export function deriveKeys(secrets: readonly string[]): DerivedKeys[] {
  return secrets.map((secret) => ({
    cookie: deriveKey(secret, 'cookie'),
    state: deriveKey(secret, 'state'),
  }))
}
