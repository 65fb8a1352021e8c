import { generateSigningKey } from './generate-signing-keys.ts'
import type { PrivateKey } from './key-file.ts'
import { isRemembered, stateAt } from './key-lifecycle.ts'
import type { SigningAlgorithm } from './signing-keys.ts'

/** A key file as it is to be written. */
export interface ChangedKeys {
  readonly keys: readonly object[]
}

/** What a change of keys cannot do, as the operator reads it. */
export class KeyChangeError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'KeyChangeError'
  }
}

// A key that takes over at once counts from a little earlier: instances whose clocks are behind can sign with
// it too, and a token that was begun just before finds its key.
const takeoverSeconds = 60

const isIn = (state: string, instant: number) => (key: PrivateKey) =>
  key.revoked_at === undefined && stateAt(key, instant) === state

const until = (key: PrivateKey, instant: number | undefined): PrivateKey => {
  const { valid_until: _, ...rest } = key
  return instant === undefined ? (rest as PrivateKey) : { ...key, valid_until: instant }
}

/**
 * Schedules the successors of the keys that sign: published at once, signing after the lead, when the
 * present ones stop. Keys that evidence needs no more are dropped.
 * @param leadSeconds longer than every client and instance takes to see the new public keys
 * @throws KeyChangeError where a successor is already scheduled
 */
export async function scheduleRotation(
  keys: readonly PrivateKey[],
  instant: number,
  leadSeconds: number,
): Promise<ChangedKeys> {
  const active = keys.filter(isIn('active', instant))
  if (active.length === 0)
    throw new KeyChangeError('no key signs now; make new ones with `keys init`')
  const waiting = keys.find(isIn('next', instant))
  if (waiting !== undefined)
    throw new KeyChangeError(`${waiting.kid} is already waiting to sign; let it begin first`)
  const begin = instant + leadSeconds
  const successors = await Promise.all(
    active.map(({ alg }) => generateSigningKey(alg as SigningAlgorithm, begin)),
  )
  const kept = keys.filter((key) => isRemembered(key, instant))
  return {
    keys: [...successors, ...kept.map((key) => (active.includes(key) ? until(key, begin) : key))],
  }
}

/**
 * Revokes a key for good. Where it is the one that signs another does from now on: the successor that
 * waits, or a new one. Where it is the successor, the present one goes on.
 * @throws KeyChangeError where there is no such key, or it is revoked already
 */
export async function revokeKey(
  keys: readonly PrivateKey[],
  kid: string,
  instant: number,
): Promise<ChangedKeys> {
  const revoked = keys.find((key) => key.kid === kid)
  if (revoked === undefined) throw new KeyChangeError(`there is no key ${kid}`)
  if (revoked.revoked_at !== undefined) throw new KeyChangeError(`${kid} is revoked already`)
  const state = stateAt(revoked, instant)
  const others = keys.filter((key) => key !== revoked)
  const ended = {
    ...until(revoked, state === 'active' ? instant : revoked.valid_until),
    revoked_at: instant,
  }
  if (state === 'next') return { keys: [...others.map((key) => goOn(key, revoked)), ended] }
  if (state !== 'active') return { keys: [...others, ended] }
  const begin = Math.max(revoked.valid_from, instant - takeoverSeconds)
  const isSuccessor = (key: PrivateKey) => key.alg === revoked.alg && isIn('next', instant)(key)
  if (others.some(isSuccessor)) {
    const begun = others.map((key) => (isSuccessor(key) ? { ...key, valid_from: begin } : key))
    return { keys: [...begun, ended] }
  }
  const fresh = await generateSigningKey(revoked.alg as SigningAlgorithm, begin)
  return { keys: [fresh, ...others, ended] }
}

const goOn = (key: PrivateKey, successor: PrivateKey): PrivateKey =>
  key.alg === successor.alg && key.valid_until === successor.valid_from
    ? until(key, undefined)
    : key
