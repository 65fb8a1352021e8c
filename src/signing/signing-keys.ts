import { KeyObject } from 'node:crypto'
import { type CryptoKey, importJWK } from 'jose'
import { type PublicKeySet, PublishedKey } from '../domain/published-key.ts'
import { type PrivateKey, readKeyFile, SigningKeysError } from './key-file.ts'
import { isRemembered, stateAt } from './key-lifecycle.ts'

export type SigningAlgorithm = 'ES256' | 'RS256'

const algorithms: readonly SigningAlgorithm[] = ['ES256', 'RS256']

interface SigningKey {
  readonly kid: string
  readonly key: KeyObject
}

/** The keys that sign, and what the world may know of them, as of now. */
export interface SigningKeys {
  /** The key that signs at an instant (NumericDate); undefined where there is none. */
  signingAt(alg: SigningAlgorithm, instant: number): SigningKey | undefined
  /** The algorithms that can be signed with now. */
  readonly algorithms: readonly SigningAlgorithm[]
  /** `GET /jwks`: public keys that may meet a client, now or soon. */
  readonly current: PublicKeySet['keys']
  /** `GET /jwks/history`: the same and earlier ones, with their periods, for evidence. */
  readonly history: readonly PublishedKey[]
}

interface ImportedKey extends SigningKey {
  readonly published: PublishedKey
}

/** A key file, imported: importing a key costs more than signing with it. */
export type ImportedKeys = readonly ImportedKey[]

function toJwk({
  status: _s,
  valid_from: _f,
  valid_until: _u,
  revoked_at: _r,
  ...jwk
}: PublishedKey): PublicKeySet['keys'][number] {
  return jwk
}

// Its text may be long and its number short: the modulus is what counts (RFC 7518 §3.3).
function isWeak({ asymmetricKeyDetails }: KeyObject): boolean {
  const { modulusLength } = asymmetricKeyDetails ?? {}
  return modulusLength !== undefined && modulusLength < 2048
}

async function importKey(key: PrivateKey): Promise<ImportedKey> {
  const published = PublishedKey.safeParse({ ...key, status: 'active' })
  try {
    if (!published.success) throw published.error
    // jose has it checked that the numbers fit together.
    const checked = await importJWK(key, key.alg, { extractable: true })
    const imported = KeyObject.from(checked as CryptoKey)
    if (isWeak(imported)) throw new TypeError('weak')
    return { kid: key.kid, key: imported, published: published.data }
  } catch {
    throw new SigningKeysError(
      `the ${key.alg} key ${key.kid} cannot be used: its numbers do not fit together, or it is weak`,
    )
  }
}

function signing(keys: ImportedKeys, alg: SigningAlgorithm, instant: number) {
  return keys.find(
    ({ published }) =>
      published.alg === alg &&
      published.revoked_at === undefined &&
      stateAt(published, instant) === 'active',
  )
}

/** Whether a key of an algorithm signs at an instant. */
export function canSign(keys: ImportedKeys, alg: SigningAlgorithm, instant: number): boolean {
  return signing(keys, alg, instant) !== undefined
}

/**
 * Imports the private keys of a SIGNING_KEYS_FILE.
 * @param value the parsed file
 * @param instant NumericDate of now
 * @throws SigningKeysError when a key is malformed, weak or doubled, or none can sign ES256 now
 */
export async function importSigningKeys(value: unknown, instant: number): Promise<ImportedKeys> {
  const keys = await Promise.all(readKeyFile(value).map(importKey))
  if (!canSign(keys, 'ES256', instant))
    throw new SigningKeysError('expected an ES256 key that signs now')
  return keys
}

/** Keys that can be replaced while the service runs: whoever holds them sees the new ones. */
export interface KeyRing extends SigningKeys {
  replace(keys: ImportedKeys): void
}

/** Makes the ring of keys. Their states follow the clock, so that every instance changes keys at the same moment. */
export function createKeyRing(first: ImportedKeys, now: () => Date): KeyRing {
  let keys = first
  const instant = () => now().getTime() / 1000
  const published = (): PublishedKey[] =>
    keys
      .map((key) => ({ ...key.published, status: stateAt(key.published, instant()) }))
      .filter((key) => isRemembered(key, instant()))
  return {
    replace: (others) => {
      keys = others
    },
    signingAt: (alg, at) => signing(keys, alg, at),
    get algorithms() {
      return algorithms.filter((alg) => canSign(keys, alg, instant()))
    },
    get current() {
      return published()
        .filter(({ status, revoked_at }) => status !== 'retired' && revoked_at === undefined)
        .map(toJwk)
    },
    get history() {
      return published()
    },
  }
}
