import { generateSigningKey } from '../../src/signing/generate-signing-keys.ts'
import { type PrivateKey, readKeyFile } from '../../src/signing/key-file.ts'
import type { KeyLife } from '../../src/signing/key-lifecycle.ts'
import type { SigningAlgorithm } from '../../src/signing/signing-keys.ts'

/** 23 November 2026, 10:00 UTC, as NumericDate. */
export const start = 1_795_428_000

export const hour = 3600
export const day = 24 * hour

/** Makes a private key named at will, with a life of its own. */
export async function aKey(
  kid: string,
  life: Partial<KeyLife> = {},
  alg: SigningAlgorithm = 'ES256',
): Promise<PrivateKey> {
  const made = await generateSigningKey(alg, start - day)
  const [key] = readKeyFile({ keys: [{ ...made, kid, ...life }] })
  return key!
}

/** The lives of keys by their names, without what is undefined. */
export const livesOf = (keys: readonly object[]) =>
  Object.fromEntries(
    (keys as readonly PrivateKey[]).map(({ kid, valid_from, valid_until, revoked_at }) => [
      kid,
      {
        valid_from,
        ...(valid_until !== undefined && { valid_until }),
        ...(revoked_at !== undefined && { revoked_at }),
      },
    ]),
  )
