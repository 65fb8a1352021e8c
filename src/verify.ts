import { type JudgeOptions, judgeToken, type Verification } from './domain/judge-token.ts'
import { type PublishedKey, type PublishedKeys, readPublishedKeys } from './domain/published-key.ts'
import { judgePrefill } from './flow/judge-prefill.ts'
import { type DecryptionKey, decryptToken } from './signing/decrypt-token.ts'
import { createIssuerKeys, type IssuerKeys } from './signing/issuer-keys.ts'
import { presentPrefillToken } from './signing/open-prefill-token.ts'

export type { Problem, Recorded, Seen, Verification } from './domain/judge-token.ts'
export type { PublishedKey, PublishedKeys } from './domain/published-key.ts'
export type { FieldVerdict, Inputs, Verdict } from './domain/verdict.ts'
export type { DecryptionKey } from './signing/decrypt-token.ts'

/** What a submission is held against, and where the public keys come from. */
export interface VerifyOptions extends JudgeOptions {
  /** A saved answer of `GET /jwks/history`; without it the keys are fetched from `issuer`. */
  readonly keys?: readonly PublishedKey[] | PublishedKeys | undefined
  readonly fetch?: typeof fetch | undefined
  /** The form's private key, where its tokens are encrypted: a P-256 JWK or CryptoKey, or several. */
  readonly decryptionKey?: DecryptionKey | undefined
}

const keysByFetch = new WeakMap<typeof fetch, Map<string, IssuerKeys>>()

function issuerKeys(issuer: string, fetchIt: typeof fetch): IssuerKeys {
  const byIssuer = keysByFetch.get(fetchIt) ?? new Map<string, IssuerKeys>()
  keysByFetch.set(fetchIt, byIssuer)
  const known =
    byIssuer.get(issuer) ?? createIssuerKeys({ issuer, fetch: fetchIt, now: () => new Date() })
  byIssuer.set(issuer, known)
  return known
}

async function findKeys(
  kid: string,
  { issuer, keys, fetch: fetchIt = fetch }: VerifyOptions,
): Promise<readonly PublishedKey[] | undefined> {
  return keys === undefined ? issuerKeys(issuer, fetchIt).forKid(kid) : readPublishedKeys(keys)
}

/**
 * Says what became of each prefilled field in a submitted form. It labels and never refuses, and takes
 * anything at all as token and submission. Call it when the form is submitted, and file the token with
 * the answer; `jti` is for you to remember, so that one token serves one submission.
 *
 * Where the keys can neither be fetched nor read the only problem is `keys_unavailable`, which says
 * nothing against the citizen: ask again later with the same `submittedAt`.
 * @param token the `prefill_token` that came with the form
 * @param submitted the form's values by name: an object, FormData, URLSearchParams or Map
 * @throws only what `options.seen` or `options.recorded` throws
 */
export async function verifyPrefill(
  token: unknown,
  submitted: unknown,
  options: VerifyOptions,
): Promise<Verification> {
  const jws = await openedBy(options.decryptionKey, token)
  if (jws === unopened) return judgeToken({ problem: 'tampered' }, submitted, options)
  const presented = presentPrefillToken(jws)
  if ('problem' in presented) return judgeToken(presented, submitted, options)
  const keys = await findKeys(presented.kid, options)
  if (keys === undefined) return judgeToken({ problem: 'keys_unavailable' }, submitted, options)
  return judgePrefill(jws, submitted, asFiled(token, options), keys)
}

// What a form has on record is the token as it came, encrypted where it was.
function asFiled(token: unknown, options: VerifyOptions): VerifyOptions {
  const { recorded } = options
  if (recorded === undefined || typeof token !== 'string') return options
  return { ...options, recorded: (jti) => recorded(jti, token.trim()) }
}

const unopened = Symbol('unopened')

async function openedBy(key: DecryptionKey | undefined, token: unknown): Promise<unknown> {
  if (key === undefined) return token
  const opened = await decryptToken(token, key)
  return opened === undefined && token !== undefined ? unopened : opened
}
