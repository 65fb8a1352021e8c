import { toBase64url } from './base64url.ts'

/** 32 random bytes in base64url: a `state`, a `nonce` or a code verifier (RFC 7636 §4.1). */
export function randomToken(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)))
}

/** The S256 code challenge of a verifier (RFC 7636 §4.2). Needs a secure context. */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return toBase64url(new Uint8Array(digest))
}
