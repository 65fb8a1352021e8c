import { SigningKeysError } from './key-file.ts'
import {
  canSign,
  type ImportedKeys,
  importSigningKeys,
  type KeyRing,
  type SigningAlgorithm,
  type SigningKeys,
} from './signing-keys.ts'

export interface ReloadKeysOptions {
  readonly ring: KeyRing
  readonly now: () => Date
  /** What the forms are registered with: a file that cannot sign one of them is not taken. */
  readonly needed: readonly SigningAlgorithm[]
}

/** What became of the keys when a file was taken over. */
export interface ReloadedKeys {
  readonly kids: readonly string[]
  /** Keys that were published and are no longer: what they signed can be verified nowhere now. */
  readonly dropped: readonly string[]
}

// An older copy of the file, put back by mistake, must not make a stolen key good again.
function checkRevocations(before: SigningKeys['history'], after: ImportedKeys): void {
  const isGoodAgain = (kid: string) =>
    after.some((key) => key.kid === kid && key.published.revoked_at === undefined)
  const known = before.find(({ kid, revoked_at }) => revoked_at !== undefined && isGoodAgain(kid))
  if (known !== undefined)
    throw new SigningKeysError(`${known.kid} was revoked, and this file does not say so`)
}

/**
 * Takes a new key file over, whole or not at all.
 * @throws SigningKeysError, and the former keys stay
 */
export async function reloadKeys(
  file: unknown,
  { ring, now, needed }: ReloadKeysOptions,
): Promise<ReloadedKeys> {
  const instant = now().getTime() / 1000
  const keys = await importSigningKeys(file, instant)
  const missing = needed.find((alg) => !canSign(keys, alg, instant))
  if (missing !== undefined) throw new SigningKeysError(`expected a ${missing} key that signs now`)
  const before = ring.history
  checkRevocations(before, keys)
  ring.replace(keys)
  const kids = keys.map(({ kid }) => kid)
  const dropped = before.map(({ kid }) => kid).filter((kid) => !kids.includes(kid))
  return { kids, dropped }
}
