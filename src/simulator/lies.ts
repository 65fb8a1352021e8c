import { CompactSign, decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload } from 'jose'
import type { Lie } from './faults.ts'
import type { SigningKeys } from './signing-keys.ts'

/** A lie, and how many seconds of it where it is about time. */
export interface ToldLie {
  name: Lie
  seconds: number
}

interface Forgery {
  claims: JWTPayload
  alg: keyof SigningKeys
  kid: string | undefined
  spoiled: boolean
}

export const impostor = 'https://impostor.example/api/v2'
const tenMinutes = 600

const shift =
  (seconds: number) =>
  ({ claims }: Forgery): void => {
    if (claims.iat !== undefined) claims.iat += seconds
    if (claims.exp !== undefined) claims.exp += seconds
  }

type Alteration = (forgery: Forgery, seconds: number) => void

/** What each lie changes in a token; those that are told otherwise are not here. */
const alterations: Partial<Record<Lie, Alteration>> = {
  wrong_iss: ({ claims }) => Object.assign(claims, { iss: impostor }),
  wrong_aud: ({ claims }) => Object.assign(claims, { aud: 'another-client' }),
  wrong_nonce: ({ claims }) => Object.assign(claims, { nonce: 'nonce-of-another-login' }),
  wrong_sub: ({ claims }) => Object.assign(claims, { sub: `${'0'.repeat(64)}v1` }),
  lower_acr: ({ claims }) => Object.assign(claims, { acr: 'eidas0' }),
  expired: shift(-tenMinutes),
  issued_in_future: shift(tenMinutes),
  clock_offset: (forgery, seconds) => shift(seconds)(forgery),
  wrong_alg: (forgery) => {
    forgery.alg = forgery.alg === 'ES256' ? 'RS256' : 'ES256'
  },
  unknown_kid: (forgery) => {
    forgery.kid = `pkcs11:${forgery.alg}:unknown`
  },
  bad_signature: (forgery) => {
    forgery.spoiled = true
  },
}

/** Whether a lie is told inside a token. */
export function altersToken(name: Lie): boolean {
  return alterations[name] !== undefined
}

/**
 * A token that FranceConnect has signed, with lies in it: signed again with FranceConnect's own key, so that each
 * lie stands alone, unless the lie is the signature.
 */
export async function forge(
  token: string,
  told: readonly ToldLie[],
  keys: SigningKeys,
): Promise<string> {
  const alg = decodeProtectedHeader(token).alg === 'RS256' ? 'RS256' : 'ES256'
  const forgery: Forgery = { claims: decodeJwt(token), alg, kid: undefined, spoiled: false }
  for (const { name, seconds } of told) alterations[name]?.(forgery, seconds)
  const key = keys[forgery.alg]
  const signed = await new CompactSign(Buffer.from(JSON.stringify(forgery.claims)))
    .setProtectedHeader({ alg: forgery.alg, kid: forgery.kid ?? String(key.kid) })
    .sign(await importJWK({ ...key }, forgery.alg))
  return forgery.spoiled ? spoil(signed) : signed
}

/** Changes one character in the middle of the signature: its last one may hold bits that count for nothing. */
function spoil(token: string): string {
  const place = token.lastIndexOf('.') + 20
  const other = token[place] === 'A' ? 'B' : 'A'
  return token.slice(0, place) + other + token.slice(place + 1)
}
