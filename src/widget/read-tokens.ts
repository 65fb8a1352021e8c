import type { PrefillClaims } from '../domain/prefill-claims.ts'
import { textOfBase64url } from './base64url.ts'

type Json = Record<string, unknown>

/** Header and payload of a compact JWS (RFC 7515 §7.1), unverified; undefined where it is none. */
function readJws(token: unknown): Json[] | undefined {
  try {
    const [header = '', payload = '', signature] = String(token).split('.')
    return signature
      ? [header, payload].map((part) => JSON.parse(textOfBase64url(part)) as Json)
      : undefined
  } catch {
    return undefined
  }
}

/** What both tokens of an answer must say. */
export interface Expected {
  readonly issuer: string
  readonly clientId: string
  readonly nonce: string
}

function readToken(token: unknown, typ: string, expected: Expected): Json | undefined {
  const [header, payload] = readJws(token) ?? []
  return String(header?.typ).toLowerCase() === typ &&
    payload?.iss === expected.issuer &&
    payload.aud === expected.clientId &&
    payload.nonce === expected.nonce
    ? payload
    : undefined
}

/**
 * The claims of the prefill token of a token answer, where both tokens are ours: `typ`, `iss`, `aud` and
 * `nonce` (OpenID Connect Core §3.1.3.7). The signature is for the back end: here TLS to the issuer
 * vouches for the answer (ibid., item 6).
 */
export function readTokens(
  idToken: unknown,
  prefillToken: unknown,
  expected: Expected,
): PrefillClaims | undefined {
  if (!readToken(idToken, 'jwt', expected)) return undefined
  const claims = readToken(prefillToken, 'prefill+jwt', expected)
  return claims?.fields instanceof Object ? (claims as unknown as PrefillClaims) : undefined
}

/** The claims of a prefill token kept by an earlier page of this tab, which checked it. */
export function readKeptToken(prefillToken: string): PrefillClaims | undefined {
  return readJws(prefillToken)?.[1] as PrefillClaims | undefined
}
