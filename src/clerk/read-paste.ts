import type { Refusal } from '../domain/clerk-messages.ts'
import { isJsonObject, type JsonObject, memberOf } from '../domain/json-object.ts'
import { readSubmitted } from '../domain/read-submitted.ts'
import { type FoundToken, findTokens } from './find-tokens.ts'
import { isKeyHistory } from './is-key-history.ts'
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

export type Paste = { readonly submission: Submission } | { readonly refusal: Refusal }

const textMember = (value: JsonObject, name: string): string | undefined => {
  const member = memberOf(value, name)
  return typeof member === 'string' ? member : undefined
}

function dateMember(value: JsonObject, name: string): Date | undefined {
  const date = new Date(textMember(value, name) ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

const bodyMembers: ReadonlySet<string> = new Set([
  'client_id',
  'prefill_token',
  'submitted',
  'submitted_at',
  'nonce',
])

// Citizens add inputs of any name to a form. One more member, and it is a form with inputs called so: else they
// would choose which values are judged, and by which date.
function isVerifyBody(value: JsonObject): value is JsonObject & { readonly submitted: JsonObject } {
  const isKnown = Object.keys(value).every((name) => bodyMembers.has(name))
  const token = memberOf(value, 'prefill_token') ?? ''
  return isKnown && typeof token === 'string' && isJsonObject(memberOf(value, 'submitted'))
}

// What wraps the holder of the token and nothing else hides nothing.
function isOnlyContent(value: unknown, holder: object): boolean {
  if (value === holder) return true
  const members = isJsonObject(value) ? Object.values(value) : []
  return members.length === 1 && isOnlyContent(members[0], holder)
}

/**
 * A page's names begin at the outermost of what its browser sent. Where `prefill_token` itself stands deeper in
 * JSON, somebody wrapped the form, and only the town hall's programs know at which level its values are: one
 * level may be a citizen's decoy. Judging the outermost would be as wrong as judging the holder (the decoy can be
 * either), so both are refused unless nothing stands beside. So is a token in several places.
 */
function readForm(value: JsonObject, found: readonly FoundToken[]): Paste {
  const [first, ...others] = found
  if (first === undefined) return { submission: { submitted: value } }
  const { token, name, holder } = first
  if (others.some((other) => other.holder !== holder || other.name !== name))
    return { refusal: 'repeated_token' }
  const isWrapped = name === 'prefill_token' && holder !== value
  if (isWrapped && !isOnlyContent(value, holder)) return { refusal: 'nested_token' }
  const values = isWrapped && isJsonObject(holder) ? holder : value
  const isAlone = readSubmitted(values).size <= 1
  return { submission: { token, submitted: isAlone ? undefined : values } }
}

function readObject(value: JsonObject): Paste {
  const found = findTokens(value)
  if (new Set(found.map(({ token }) => token)).size > 1) return { refusal: 'several_tokens' }
  if (!isVerifyBody(value)) return readForm(value, found)
  return {
    submission: {
      token: found[0]?.token,
      submitted: value.submitted,
      clientId: textMember(value, 'client_id'),
      submittedAt: dateMember(value, 'submitted_at'),
      nonce: textMember(value, 'nonce'),
    },
  }
}

function readParsed(value: unknown): Paste {
  if (typeof value === 'string') return readPaste(value)
  // Whoever brings the token must not bring the keys: those are chosen in a control of their own.
  if (isKeyHistory(value)) return { refusal: 'keys_as_text' }
  return isJsonObject(value) ? readObject(value) : { refusal: 'unreadable' }
}

// What serialisers leave unescaped. Anything else is another format, in which a citizen's text could pass for
// names and values (`&nom=…` in a comment).
const formEncoding = /^[\w*.~!'()[\]:;,@/?$|%+&=-]*=[\w*.~!'()[\]:;,@/?$|%+&=-]*$/

// Lists of texts only, which no reading takes for a body of `POST /verify`.
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
 * JSON or form encoding, a body of `POST /verify`. All of it may be a citizen's work: it says nothing about how
 * it is to be read. Takes anything, bounds it before any work, and never throws.
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
  return formEncoding.test(trimmed) ? readFormEncoding(trimmed) : { refusal: 'unreadable' }
}
