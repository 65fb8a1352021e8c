import { SigningKeysError } from './key-file.ts'
import { canSign, importSigningKeys, type KeyRing, type SigningAlgorithm } from './signing-keys.ts'

export interface ReloadKeysOptions {
  readonly ring: KeyRing
  readonly now: () => Date
  /** What the forms are registered with: a file that cannot sign one of them is not taken. */
  readonly needed: readonly SigningAlgorithm[]
}

/**
 * Takes a new key file over, whole or not at all.
 * @returns the ids of its keys
 * @throws SigningKeysError, and the former keys stay
 */
export async function reloadKeys(
  file: unknown,
  { ring, now, needed }: ReloadKeysOptions,
): Promise<readonly string[]> {
  const instant = now().getTime() / 1000
  const keys = await importSigningKeys(file, instant)
  const missing = needed.find((alg) => !canSign(keys, alg, instant))
  if (missing !== undefined) throw new SigningKeysError(`expected a ${missing} key that signs now`)
  ring.replace(keys)
  return keys.map(({ kid }) => kid)
}
