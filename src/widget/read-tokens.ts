import type { PrefillClaims } from '../domain/prefill-claims.ts'
import { textOfBase64url } from './base64url.ts'

type Json = Record<string, unknown>

/** Header and payload of a compact JWS (RFC 7515 §7.1), unverified; undefined where it is none. */
function readJws(token: unknown): { header: Json; payload: Json } | undefined {
  try {
    const [header = '', payload = '', signature] = String(token).split('.')
    if (!signature) return undefined
    return {
      header: JSON.parse(textOfBase64url(header)) as Json,
      payload: JSON.parse(textOfBase64url(payload)) as Json,
    }
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
  const jws = readJws(token)
  return jws !== undefined &&
    String(jws.header.typ).toLowerCase() === typ &&
    jws.payload.iss === expected.issuer &&
    jws.payload.aud === expected.clientId &&
    jws.payload.nonce === expected.nonce
    ? jws.payload
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
  if (readToken(idToken, 'jwt', expected) === undefined) return undefined
  const claims = readToken(prefillToken, 'prefill+jwt', expected)
  return typeof claims?.fields === 'object' && claims.fields !== null
    ? (claims as unknown as PrefillClaims)
    : undefined
}

/** The claims of a prefill token kept by an earlier page of this tab, which checked it. */
export function readKeptToken(prefillToken: string): PrefillClaims | undefined {
  return readJws(prefillToken)?.payload as PrefillClaims | undefined
}
