import { type JudgeOptions, judgeToken, type Verification } from './domain/judge-token.ts'
import { type PublishedKey, type PublishedKeys, readPublishedKeys } from './domain/published-key.ts'
import { judgePrefill } from './flow/judge-prefill.ts'
import { createIssuerKeys, type IssuerKeys } from './signing/issuer-keys.ts'
import { presentPrefillToken } from './signing/open-prefill-token.ts'

export type { Problem, Seen, Verification } from './domain/judge-token.ts'
export type { PublishedKey, PublishedKeys } from './domain/published-key.ts'
export type { FieldVerdict, Inputs, Verdict } from './domain/verdict.ts'

/** What a submission is held against, and where the public keys come from. */
export interface VerifyOptions extends JudgeOptions {
  /** A saved answer of `GET /jwks/history`; without it the keys are fetched from `issuer`. */
  readonly keys?: readonly PublishedKey[] | PublishedKeys | undefined
  readonly fetch?: typeof fetch | undefined
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
 * @throws only what `options.seen` throws
 */
export async function verifyPrefill(
  token: unknown,
  submitted: unknown,
  options: VerifyOptions,
): Promise<Verification> {
  const presented = presentPrefillToken(token)
  if ('problem' in presented) return judgeToken(presented, submitted, options)
  const keys = await findKeys(presented.kid, options)
  if (keys === undefined) return judgeToken({ problem: 'keys_unavailable' }, submitted, options)
  return judgePrefill(token, submitted, options, keys)
}
