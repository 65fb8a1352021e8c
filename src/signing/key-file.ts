import { z } from 'zod'
import { doOverlap } from './key-lifecycle.ts'

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/)

const shared = {
  kid: z.string().min(1),
  use: z.literal('sig').default('sig'),
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
    e: z.literal('AQAB', 'expected the public exponent 65537'),
    d: Base64Url,
  }),
])

// Two keys a day, for as long as evidence needs them; a verifier reads a history of this size.
const mostKeys = 1000

/** A private signing key with its life, as SIGNING_KEYS_FILE holds it. */
export type PrivateKey = z.infer<typeof PrivateKey>

const PrivateKeySet = z.object({ keys: z.array(PrivateKey).min(1).max(mostKeys) })

/** A key set that must not be signed with; the message says why. */
export class SigningKeysError extends Error {
  constructor(message: string) {
    super(`SIGNING_KEYS_FILE: ${message}`)
    this.name = 'SigningKeysError'
  }
}

function checkTogether(keys: readonly PrivateKey[]): void {
  const kids = keys.map(({ kid }) => kid)
  if (new Set(kids).size < kids.length) throw new SigningKeysError('two keys share one kid')
  keys.forEach((one, index) => {
    const other = keys.slice(index + 1).find((key) => key.alg === one.alg && doOverlap(one, key))
    if (other !== undefined)
      throw new SigningKeysError(
        `the ${one.alg} keys ${one.kid} and ${other.kid} sign at the same time; \`keys rotate\` gives each its own`,
      )
  })
}

/**
 * Reads the private keys of a SIGNING_KEYS_FILE.
 * @param value the parsed file
 * @throws SigningKeysError when a key is malformed, weak or doubled, or two would sign at once
 */
export function readKeyFile(value: unknown): readonly PrivateKey[] {
  const parsed = PrivateKeySet.safeParse(value)
  if (!parsed.success)
    throw new SigningKeysError(
      `expected a JWK Set of private keys, as \`keys init\` makes them\n${z.prettifyError(parsed.error)}`,
    )
  checkTogether(parsed.data.keys)
  return parsed.data.keys
}
