import { sign as signBytes } from 'node:crypto'
import { type PrefillClaims, prefillTokenType } from '../domain/prefill-claims.ts'
import type { SigningAlgorithm, SigningKeys } from './signing-keys.ts'

/** The claims of an ID token: who, for whom, when. Nothing personal (OpenID Connect Core §2). */
export interface IdTokenClaims {
  readonly iss: string
  readonly sub: string
  readonly aud: string
  readonly nonce?: string
  readonly iat: number
  readonly exp: number
  readonly acr: string
  readonly auth_time: number
  /** How the citizen logged in (RFC 8176), where the collectivite asks FranceConnect for it. */
  readonly amr?: readonly string[]
}

/** Signs both tokens of a token response. */
export interface TokenSigner {
  signIdToken(claims: IdTokenClaims, alg: SigningAlgorithm): Promise<string>
  signPrefillToken(claims: PrefillClaims): Promise<string>
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

// RFC 7518 §3.4: an ECDSA signature is its two numbers side by side. RSA signatures have one form only.
const dsaEncoding = 'ieee-p1363'

/**
 * Makes a signer of JWTs (RFC 7519; compact JWS, RFC 7515 §7.1). It signs in place: WebCrypto, which jose signs by,
 * makes the same signature on another thread, and the way there and back costs more than the signature. All signing
 * goes through the one function within, behind which a key that stays in a vault could stand. It takes the key of
 * the moment that the token claims (`iat`), so that no token is signed outside its key's period when the keys change
 * while it is made.
 */
export function createTokenSigner(keys: SigningKeys): TokenSigner {
  const sign = async (
    claims: { readonly iat: number },
    alg: SigningAlgorithm,
    typ: string,
  ): Promise<string> => {
    const signing = keys.signingAt(alg, claims.iat)
    if (signing === undefined) throw new TypeError(`no ${alg} key signs now`)
    const { kid, key } = signing
    const input = `${encode({ alg, kid, typ })}.${encode(claims)}`
    const signature = signBytes('sha256', Buffer.from(input), { key, dsaEncoding })
    return `${input}.${signature.toString('base64url')}`
  }
  return {
    signIdToken: (claims, alg) => sign(claims, alg, 'JWT'),
    signPrefillToken: (claims) => sign(claims, 'ES256', prefillTokenType),
  }
}
