import { hkdfSync } from 'node:crypto'

/** The keys made of one secret, one for each use so that none can stand in for another. */
export interface DerivedKeys {
  /** AES-256-GCM, for cookies. */
  readonly cookie: Buffer
  /** HMAC-SHA-256, for the `state` sent to FranceConnect. */
  readonly state: Buffer
}

/** Derives 32 bytes for one use from secret bytes (HKDF-SHA-256, RFC 5869). */
export function deriveKey(secret: string | Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `franceconnect-prefill ${use}`, 32))
}

/** Derives the keys of every secret, in the order given: the first one is written with, all are read with. */
export function deriveKeys(secrets: readonly string[]): DerivedKeys[] {
  return secrets.map((secret) => ({
    cookie: deriveKey(secret, 'cookie'),
    state: deriveKey(secret, 'state'),
  }))
}
