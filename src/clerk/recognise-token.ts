import type { Refusal } from '../domain/clerk-messages.ts'
import { memberOf } from '../domain/json-object.ts'
import { prefillTokenType } from '../domain/prefill-claims.ts'
import { readJson } from './read-json.ts'

const largestToken = 64 * 1024
const longestIssuer = 200

/** Whether a text has the shape of a compact JWS or JWE; its first part then begins with `{"`. */
export function looksLikeToken(text: string): boolean {
  return /^eyJ[\w-]*(?:\.[\w-]*){2,4}$/.test(text)
}

function readPart(part: string | undefined): unknown {
  try {
    const binary = atob((part ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const read = readJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return 'value' in read ? read.value : undefined
  } catch {
    return undefined
  }
}

/** Who a token says that it is from; nothing proves it yet. Undefined for a token over 64 KiB. */
export function claimedIssuer(token: string): string | undefined {
  if (token.length > largestToken) return undefined
  const issuer = memberOf(readPart(token.split('.')[1]), 'iss')
  return typeof issuer === 'string' ? issuer.slice(0, longestIssuer) : undefined
}

/** Whether a token says in its header that it is a prefill token. */
export function isPrefillToken(token: string): boolean {
  if (token.length > largestToken) return false
  return memberOf(readPart(token.split('.')[0]), 'typ') === prefillTokenType
}

function isOfFranceConnect(issuer: string | undefined): boolean {
  if (issuer === undefined || !URL.canParse(issuer)) return false
  const { hostname } = new URL(issuer)
  return hostname === 'franceconnect.gouv.fr' || hostname.endsWith('.franceconnect.gouv.fr')
}

/**
 * Says why a token is no prefill token where its looks are enough to know: encrypted (five parts,
 * RFC 7516 §3.1), too large, another signed token.
 * @param ownIssuer the issuer of the service that serves the page
 * @returns undefined for what has to be verified, good or bad
 */
export function recogniseToken(token: string, ownIssuer: string): Refusal | undefined {
  const parts = token.split('.', 6)
  if (parts.length === 5) return 'encrypted'
  if (token.length > largestToken) return 'too_large'
  if (parts.length !== 3 || readPart(parts[0]) === undefined || isPrefillToken(token))
    return undefined
  const issuer = claimedIssuer(token)
  if (issuer === ownIssuer) return 'login_token'
  return isOfFranceConnect(issuer) ? 'franceconnect_token' : 'other_token'
}
