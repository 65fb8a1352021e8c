import { type CryptoKey, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import { PublishedKey } from '../domain/published-key.ts'

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/)

const shared = {
  kid: z.string().min(1),
  use: z.literal('sig').default('sig'),
  status: z.enum(['next', 'active', 'retiring', 'retired']).default('active'),
  valid_from: z.int().min(0).default(0),
  valid_until: z.int().optional(),
  revoked_at: z.int().optional(),
}

// 2048 bits of modulus are 342 base64url characters.
const PrivateKey = z.discriminatedUnion('kty', [
  z.looseObject({
    ...shared,
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    alg: z.literal('ES256').default('ES256'),
    x: Base64Url,
    y: Base64Url,
    d: Base64Url,
  }),
  z.looseObject({
    ...shared,
    kty: z.literal('RSA'),
    alg: z.literal('RS256').default('RS256'),
    n: Base64Url.min(342, 'expected an RSA key of at least 2048 bits'),
    e: Base64Url,
    d: Base64Url,
  }),
])
type PrivateKey = z.infer<typeof PrivateKey>

const PrivateKeySet = z.object({ keys: z.array(PrivateKey).min(1) })

export type SigningAlgorithm = 'ES256' | 'RS256'

interface ActiveKey {
  readonly kid: string
  readonly key: CryptoKey | Uint8Array
}

/** The keys that sign, and what the world may know of them. */
export interface SigningKeys {
  readonly active: Readonly<Partial<Record<SigningAlgorithm, ActiveKey>>>
  /** `GET /jwks`: public keys that may meet a client, now or soon. */
  readonly current: readonly JWK[]
  /** `GET /jwks/history`: the same and earlier ones, with their periods, for evidence. */
  readonly history: readonly PublishedKey[]
}

/** A key set that must not be signed with; the message says why. */
export class SigningKeysError extends Error {
  constructor(message: string) {
    super(`SIGNING_KEYS_FILE: ${message}`)
    this.name = 'SigningKeysError'
  }
}

function toJwk({
  status: _s,
  valid_from: _f,
  valid_until: _u,
  revoked_at: _r,
  ...jwk
}: PublishedKey): JWK {
  return jwk
}

interface ImportedKey extends ActiveKey {
  readonly published: PublishedKey
}

async function importKey(key: PrivateKey): Promise<ImportedKey> {
  const published = PublishedKey.safeParse(key)
  try {
    if (!published.success) throw published.error
    return { kid: key.kid, key: await importJWK(key, key.alg), published: published.data }
  } catch {
    throw new SigningKeysError(
      `the ${key.alg} key ${key.kid} cannot be used: its numbers do not fit together`,
    )
  }
}

function activeKey(keys: readonly ImportedKey[], alg: SigningAlgorithm): ActiveKey | undefined {
  const active = keys.filter(
    ({ published }) =>
      published.alg === alg && published.status === 'active' && published.revoked_at === undefined,
  )
  if (active.length > 1)
    throw new SigningKeysError(`expected one active ${alg} key, found ${active.length}`)
  return active[0]
}

/**
 * Reads the private keys of SIGNING_KEYS_FILE, once: importing a key costs more than signing with it.
 * @param value the parsed file
 * @throws SigningKeysError when a key is malformed, weak or doubled, or none can sign ES256
 */
export async function importSigningKeys(value: unknown): Promise<SigningKeys> {
  const parsed = PrivateKeySet.safeParse(value)
  if (!parsed.success)
    throw new SigningKeysError(
      `expected a JWK Set of private keys, as \`keys init\` makes them\n${z.prettifyError(parsed.error)}`,
    )
  const kids = parsed.data.keys.map(({ kid }) => kid)
  if (new Set(kids).size < kids.length) throw new SigningKeysError('two keys share one kid')
  const keys = await Promise.all(parsed.data.keys.map(importKey))
  const es256 = activeKey(keys, 'ES256')
  const rs256 = activeKey(keys, 'RS256')
  if (es256 === undefined) throw new SigningKeysError('expected an active ES256 key')
  const history = keys.map(({ published }) => published)
  return {
    active: { ES256: es256, ...(rs256 !== undefined && { RS256: rs256 }) },
    current: history
      .filter(({ status, revoked_at }) => status !== 'retired' && revoked_at === undefined)
      .map(toJwk),
    history,
  }
}
