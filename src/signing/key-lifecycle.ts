/** The life of a signing key, in NumericDate. Its state follows from it: nobody has to turn a switch. */
export interface KeyLife {
  /** From here on it signs. Until then it is only published. */
  readonly valid_from: number
  /** From here on another signs in its place. */
  readonly valid_until?: number | undefined
  /** From here on it proves nothing, whatever date a token claims. */
  readonly revoked_at?: number | undefined
}

export type KeyState = 'next' | 'active' | 'retiring' | 'retired'

/** How long a key stays in `/jwks` after its last signature: any stock library accepts what stands there. */
export const retiringSeconds = 24 * 3600

/** How long it stays in `/jwks/history` after its last signature: thirteen months, so that a year's forms can be checked. */
export const historySeconds = 397 * 24 * 3600

/**
 * The state of a key at an instant: published before its first signature, signing, no longer signing, no
 * longer in `/jwks`. Revocation is beside it: a revoked key signs nothing and is in no `/jwks`.
 */
export function stateAt({ valid_from, valid_until }: KeyLife, instant: number): KeyState {
  if (instant < valid_from) return 'next'
  if (valid_until === undefined || instant < valid_until) return 'active'
  return instant < valid_until + retiringSeconds ? 'retiring' : 'retired'
}

/** Whether evidence may still need a key. A revoked one stays as long, so that it is known as revoked. */
export function isRemembered({ valid_until, revoked_at }: KeyLife, instant: number): boolean {
  const end = Math.min(valid_until ?? Infinity, revoked_at ?? Infinity)
  return instant < end + historySeconds
}

/** Whether two keys sign during a common time; revoked ones sign nothing. */
export function doOverlap(one: KeyLife, other: KeyLife): boolean {
  if (one.revoked_at !== undefined || other.revoked_at !== undefined) return false
  const end = (life: KeyLife) => life.valid_until ?? Infinity
  return one.valid_from < end(other) && other.valid_from < end(one)
}
