import { z } from 'zod'

const named = { kid: z.string().min(1), use: z.literal('sig') }

const period = {
  /** Published before its first signature, signing, no longer signing, no longer in `/jwks`. */
  status: z.enum(['next', 'active', 'retiring', 'retired']),
  /** NumericDate of the first moment that it signs. */
  valid_from: z.int(),
  /** NumericDate of the last moment that it signed. */
  valid_until: z.int().optional(),
  /** NumericDate: from then on nothing signed with it proves anything, whatever date it claims. */
  revoked_at: z.int().optional(),
}

const elliptic = {
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.base64url(),
  y: z.base64url(),
  alg: z.literal('ES256'),
}

const rsa = {
  kty: z.literal('RSA'),
  n: z.base64url(),
  e: z.base64url(),
  alg: z.literal('RS256'),
}

/**
 * A public signing key with its life, as `GET /jwks/history` publishes it (RFC 7517, and our members).
 * Other members are dropped, private ones above all.
 */
export const PublishedKey = z.discriminatedUnion('kty', [
  z.object({ ...elliptic, ...named, ...period }),
  z.object({ ...rsa, ...named, ...period }),
])
export type PublishedKey = z.infer<typeof PublishedKey>

/** The answer of `GET /jwks/history`. */
export const PublishedKeys = z.object({ keys: z.array(PublishedKey) })
export type PublishedKeys = z.infer<typeof PublishedKeys>

/** The answer of `GET /jwks`: those that may meet a client now or soon (RFC 7517 §5). */
export const PublicKeySet = z.object({
  keys: z.array(
    z.discriminatedUnion('kty', [
      z.object({ ...elliptic, ...named }),
      z.object({ ...rsa, ...named }),
    ]),
  ),
})
export type PublicKeySet = z.infer<typeof PublicKeySet>

const KeyList = z.array(z.unknown()).or(z.object({ keys: z.array(z.unknown()) }))

/**
 * Reads a key history, with or without the object around it. Keys that are not understood are left
 * out and cost the others nothing (RFC 7517 §5).
 * @returns undefined where not one key can be read
 */
export function readPublishedKeys(history: unknown): readonly PublishedKey[] | undefined {
  const list = KeyList.safeParse(history)
  if (!list.success) return undefined
  const members = Array.isArray(list.data) ? list.data : list.data.keys
  const keys = members.flatMap((member) => {
    const key = PublishedKey.safeParse(member)
    return key.success ? [key.data] : []
  })
  return keys.length > 0 ? keys : undefined
}
