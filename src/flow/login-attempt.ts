import { hash } from 'node:crypto'
import { type Language, languages } from '../domain/languages.ts'
import { expandKey } from '../sealing/derived-keys.ts'
import { makeLoginState } from '../sealing/login-state.ts'

/** One trip to FranceConnect. It lives in an encrypted cookie: an unfinished login costs no memory. */
export interface LoginAttempt {
  readonly clientId: string
  /** Which of the form's registered addresses asked, by its hash: the cookie stays small. */
  readonly redirectUriHash: string
  readonly language: Language
  /** NumericDate. */
  readonly startedAt: number
  /** 32 random bytes in base64url: state, nonce and the outcome's key are derived from it. */
  readonly secret: string
  readonly codeChallenge: string | undefined
  readonly state: string | undefined
  readonly nonce: string | undefined
  /** The state sources that the citizen wants asked. */
  readonly sources: readonly string[]
  /** What the citizen told before the login because a source needs it, by the question's name. */
  readonly answers: Readonly<Record<string, string>>
  /** Whether it has come to an end; then it only leads back to the form. */
  readonly isDone: boolean
}

/** How long a citizen may take at FranceConnect. */
export const attemptLifetimeSeconds = 3600

const separator = '\n'

/** Writes an attempt for its cookie. No value can hold a line break: they were checked as printable ASCII. */
export function writeAttempt(attempt: LoginAttempt): string {
  return [
    attempt.isDone ? 'done' : 'open',
    attempt.clientId,
    attempt.redirectUriHash,
    attempt.language,
    attempt.startedAt,
    attempt.secret,
    attempt.codeChallenge ?? '',
    attempt.nonce ?? '',
    attempt.state ?? '',
    attempt.sources.join(' '),
    new URLSearchParams(attempt.answers).toString(),
  ].join(separator)
}

const optional = (text: string | undefined) => (text === '' ? undefined : text)

/** Reads what `writeAttempt` wrote; undefined for anything else, such as an earlier version's cookie. */
export function readAttempt(text: string): LoginAttempt | undefined {
  const parts = text.split(separator)
  const [status, clientId, redirectUriHash, tag, startedAt, secret, ...asked] = parts
  const [codeChallenge, nonce, state, sources = '', answers = ''] = asked
  const language = languages.find((known) => known === tag)
  if (parts.length !== 11 || !clientId || !redirectUriHash || !secret || !language) return undefined
  return {
    clientId,
    redirectUriHash,
    language,
    startedAt: Number(startedAt),
    secret,
    codeChallenge: optional(codeChallenge),
    nonce: optional(nonce),
    state: optional(state),
    sources: sources === '' ? [] : sources.split(' '),
    answers: Object.fromEntries(new URLSearchParams(answers)),
    isDone: status === 'done',
  }
}

/** The short hash by which an attempt remembers its redirect URI. */
export function hashRedirectUri(redirectUri: string): string {
  return hash('sha256', redirectUri, 'base64url').slice(0, 16)
}

// What is only a name needs no HMAC: the secret has one length, a hash of it is as good, and ten times as quick.
const nameFor = (use: string, { secret }: LoginAttempt, encoding: 'base64url' | 'hex' = 'hex') =>
  hash('sha256', `${use} ${secret}`, encoding)

const keyFor = (use: string, { secret }: LoginAttempt) =>
  expandKey(Buffer.from(secret, 'base64url'), use)

/** The `state` that this attempt sends to FranceConnect: 64 hexadecimal characters. */
export function attemptState(attempt: LoginAttempt, stateKey: Buffer): string {
  const random = nameFor('state', attempt).slice(0, 40)
  return makeLoginState(stateKey, random, attempt.clientId)
}

/** The `nonce` that this attempt sends to FranceConnect: 64 hexadecimal characters. */
export function attemptNonce(attempt: LoginAttempt): string {
  return nameFor('nonce', attempt)
}

/** The name of this attempt in the log: it joins the lines of one login, and opens nothing. */
export function loginId(attempt: LoginAttempt): string {
  return nameFor('log', attempt).slice(0, 16)
}

/** The key that seals this attempt's outcome: only the cookie's holder has it. */
export function outcomeKey(attempt: LoginAttempt): Buffer {
  return keyFor('outcome', attempt)
}

/** The name of this attempt's marker and outcome in the store. */
export function attemptHash(attempt: LoginAttempt): string {
  return nameFor('attempt', attempt, 'base64url')
}

/** The name of this attempt in the addresses of our own pages; it opens nothing without the cookie. */
export function attemptPage(attempt: LoginAttempt): string {
  return nameFor('page', attempt).slice(0, 32)
}

/** The key that seals what waits for the citizen's review: only the cookie's holder has it. */
export function reviewKey(attempt: LoginAttempt): Buffer {
  return keyFor('review', attempt)
}

/** Under this name the store knows that the citizen will wait no longer for state sources. */
export function hurryName(attempt: LoginAttempt): string {
  return `hurry:${attemptHash(attempt)}`
}
