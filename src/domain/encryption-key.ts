import { z } from 'zod'
import { isOnP256 } from './p256.ts'

/** A public key to encrypt to: ECDH-ES on P-256 (RFC 7518 §4.6). */
export const EncryptionKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.base64url().length(43),
  y: z.base64url().length(43),
  kid: z.string().min(1).max(255).optional(),
})
export type EncryptionKey = z.infer<typeof EncryptionKey>

const Members = z.looseObject({
  use: z.string().optional(),
  alg: z.string().optional(),
})

// Private members of any kind of key (RFC 7518 §6): none has a place in what a form publishes.
const privateMembers = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth']

const isPrivate = (key: unknown): boolean =>
  typeof key === 'object' &&
  key !== null &&
  privateMembers.some((member) => Object.hasOwn(key, member))

const KeySet = z.object({ keys: z.array(z.unknown()).max(20) })

const isForEncryption = (key: z.infer<typeof Members>) =>
  (key.use ?? 'enc') === 'enc' && (key.alg ?? 'ECDH-ES') === 'ECDH-ES'

/**
 * Finds the key of a form's key set that prefill tokens are encrypted to: the first one of P-256 that is
 * registered for encryption with ECDH-ES, or registered for nothing else.
 * @returns the key, or the sentence that says what is wrong
 */
export function findEncryptionKey(keySet: unknown): EncryptionKey | string {
  const parsed = KeySet.safeParse(keySet)
  if (!parsed.success) return 'expected a JWK Set: {keys: […]}'
  if (parsed.data.keys.some(isPrivate)) return 'this is a private key: register the public one only'
  for (const one of parsed.data.keys) {
    const members = Members.safeParse(one)
    if (!members.success) continue
    const key = EncryptionKey.safeParse(one)
    if (!key.success || !isForEncryption(members.data)) continue
    const { x, y } = key.data
    return isOnP256(x, y) ? key.data : 'x and y of this key are not on the curve P-256'
  }
  return 'expected an EC key of P-256 with alg ECDH-ES and use enc'
}
