import type { Refusal } from '../domain/clerk-messages.ts'
import { isJsonObject, type JsonObject, memberOf } from '../domain/json-object.ts'
import { type PublishedKey, readPublishedKeys } from '../domain/published-key.ts'
import { readSubmitted } from '../domain/read-submitted.ts'
import { type FoundToken, findTokens } from './find-tokens.ts'
import { readJson } from './read-json.ts'
import { looksLikeToken } from './recognise-token.ts'

/** As much as `POST /verify` takes. */
export const largestPaste = 256 * 1024

/** What a clerk pasted, told apart: the token, and what came with it. */
export interface Submission {
  /** Absent where the form was submitted without one. */
  readonly token?: string | undefined
  /** The form's values by name; absent where the token stands alone. */
  readonly submitted?: JsonObject | undefined
  /** Of a body of `POST /verify`. */
  readonly clientId?: string | undefined
  readonly submittedAt?: Date | undefined
  readonly nonce?: string | undefined
}

export type Paste =
  | { readonly submission: Submission }
  | { readonly keys: readonly PublishedKey[] }
  | { readonly refusal: Refusal }

const textMember = (value: JsonObject, name: string): string | undefined => {
  const member = memberOf(value, name)
  return typeof member === 'string' ? member : undefined
}

function dateMember(value: JsonObject, name: string): Date | undefined {
  const date = new Date(textMember(value, name) ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

// The page's names are those of the object that holds the token under its own name; where a page calls it
// otherwise, they begin at the outermost (`wpforms[fields][3]`).
function valuesAround(value: JsonObject, found: FoundToken | undefined): JsonObject | undefined {
  const holder =
    found?.name === 'prefill_token' && isJsonObject(found.holder) ? found.holder : value
  const isAlone = found !== undefined && readSubmitted(holder).size <= 1
  return isAlone ? undefined : holder
}

function readObject(value: JsonObject): Paste {
  const found = findTokens(value)
  if (new Set(found.map(({ token }) => token)).size > 1) return { refusal: 'several_tokens' }
  const token = found[0]?.token
  const submitted = memberOf(value, 'submitted')
  if (!isJsonObject(submitted))
    return { submission: { token, submitted: valuesAround(value, found[0]) } }
  return {
    submission: {
      token,
      submitted,
      clientId: textMember(value, 'client_id'),
      submittedAt: dateMember(value, 'submitted_at'),
      nonce: textMember(value, 'nonce'),
    },
  }
}

// A form may have an input of that name, with texts in it.
function isKeyHistory(value: unknown): boolean {
  const members = Array.isArray(value) ? value : memberOf(value, 'keys')
  return Array.isArray(members) && members.some(isJsonObject)
}

function readParsed(value: unknown): Paste {
  if (typeof value === 'string') return readPaste(value)
  if (isKeyHistory(value)) {
    const keys = readPublishedKeys(value)
    return keys === undefined ? { refusal: 'unreadable_keys' } : { keys }
  }
  return isJsonObject(value) ? readObject(value) : { refusal: 'unreadable' }
}

function readFormEncoding(text: string): Paste {
  const values = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const known = values.get(name)
    if (known === undefined) values.set(name, [value])
    else known.push(value)
  }
  return readObject(Object.fromEntries(values))
}

/**
 * Tells what was pasted or dropped: a token (line breaks of an e-mail within it are forgiven), a submission as
 * JSON or form encoding, a body of `POST /verify`, a saved answer of `GET /jwks/history`. Takes anything,
 * bounds it before any work, and never throws.
 */
export function readPaste(text: string): Paste {
  if (text.length > largestPaste) return { refusal: 'too_large' }
  const trimmed = text.trim()
  if (trimmed === '') return { refusal: 'empty' }
  if (/^[{["]/.test(trimmed)) {
    const read = readJson(trimmed)
    return 'refusal' in read ? read : readParsed(read.value)
  }
  const joined = trimmed.replace(/\s+/g, '')
  if (looksLikeToken(joined) || joined.startsWith('eyJ')) return { submission: { token: joined } }
  return trimmed.includes('=') ? readFormEncoding(trimmed) : { refusal: 'unreadable' }
}
