import { compactVerify, decodeProtectedHeader } from 'jose'
import type { OpenedToken, UnprovenToken } from '../domain/judge-token.ts'
import { PrefillClaims, prefillTokenType } from '../domain/prefill-claims.ts'
import type { PublishedKey } from '../domain/published-key.ts'

const largestToken = 64 * 1024

// Three parts, of which the last is an ES256 signature: 64 bytes (RFC 7518 §3.4).
const shape = /^[\w-]+\.[\w-]+\.[\w-]{86}$/

// Ways for a token to bring its own key or its own rules (RFC 7515 §4.1): never followed.
const forbiddenMembers = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64']

const tampered: UnprovenToken = { problem: 'tampered' }

/** A token that looks like one of ours; nothing in it is proven yet. */
export interface PresentedToken {
  readonly jws: string
  readonly kid: string
}

function readHeader(jws: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return { ...decodeProtectedHeader(jws) }
  } catch {
    return undefined
  }
}

/**
 * Looks at a submitted token before any cryptography: its size, then type and algorithm
 * (RFC 8725 §3.1, §3.11), then its header's other members and the length of its signature. Never throws.
 */
export function presentPrefillToken(token: unknown): PresentedToken | UnprovenToken {
  if (token === undefined || token === null || token === '') return { problem: 'missing' }
  if (typeof token !== 'string' || token.length > largestToken) return tampered
  const jws = token.trim()
  if (jws === '') return { problem: 'missing' }
  const header = readHeader(jws)
  if (header === undefined) return tampered
  if (header.typ !== prefillTokenType || header.alg !== 'ES256') return { problem: 'wrong_type' }
  if (forbiddenMembers.some((member) => Object.hasOwn(header, member))) return tampered
  return typeof header.kid === 'string' && shape.test(jws) ? { jws, kid: header.kid } : tampered
}

async function verifiedPayload(jws: string, key: PublishedKey): Promise<Uint8Array | undefined> {
  try {
    const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] })
    return payload
  } catch {
    return undefined
  }
}

function readClaims(payload: Uint8Array): PrefillClaims | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload)
    return PrefillClaims.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/**
 * Opens a prefill token with the keys of its service. Of several keys with one `kid` it is enough that
 * one verifies; all that do are handed on, since a revocation may stand on either.
 * Never throws: whatever is wrong is the answer.
 * @param keys of any period; revocation and periods are judged later
 */
export async function openPrefillToken(
  token: unknown,
  keys: readonly PublishedKey[],
): Promise<OpenedToken> {
  const presented = presentPrefillToken(token)
  if ('problem' in presented) return presented
  const { jws, kid } = presented
  const candidates = keys.filter((key) => key.kid === kid && key.alg === 'ES256')
  const payloads = await Promise.all(candidates.map((key) => verifiedPayload(jws, key)))
  const payload = payloads.find((one) => one !== undefined)
  const claims = payload && readClaims(payload)
  if (claims === undefined) return tampered
  return { jws, claims, keys: candidates.filter((_, index) => payloads[index] !== undefined) }
}
