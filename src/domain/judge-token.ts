import type { Environment, PrefillClaims } from './prefill-claims.ts'
import type { PublishedKey } from './published-key.ts'
import { type FieldVerdict, type Inputs, judgeFields } from './verdict.ts'

/**
 * Everything that can be wrong with a submitted token, in the order in which it is told.
 * `keys_unavailable` says nothing against the token: it could not be checked now, and only whoever
 * fetches the public keys can meet it.
 */
export const problems = [
  'expired',
  'retired_key',
  'revoked_key',
  'other_form',
  'other_nonce',
  'reused',
  'test_token',
  'tampered',
  'wrong_type',
  'missing',
  'keys_unavailable',
] as const
export type Problem = (typeof problems)[number]

/** A token whose signature holds, with every published key under which it holds. */
export interface ProvenToken {
  /** The token itself, decrypted where it was encrypted. */
  readonly jws: string
  readonly claims: PrefillClaims
  readonly keys: readonly PublishedKey[]
}

/** A token that proves nothing, and why. */
export interface UnprovenToken {
  readonly problem: 'tampered' | 'wrong_type' | 'missing' | 'keys_unavailable'
}

export type OpenedToken = ProvenToken | UnprovenToken

/** The `jti` of earlier submissions: a set, or a function that looks one up. Neither is written to. */
export type Seen = ReadonlySet<string> | ((jti: string) => boolean | Promise<boolean>)

/**
 * Whether a form's own record shows that it filed this very token before the key was revoked: then no thief
 * of the key can have made it. Compare the token, which is handed over as it was submitted, not its `jti`
 * alone, which a thief could repeat.
 */
export type Recorded = (jti: string, token: string) => boolean | Promise<boolean>

/** What the token is held against. */
export interface JudgeOptions {
  /** The prefill service's `PUBLIC_URL`. */
  readonly issuer: string
  readonly clientId: string
  /** When the form was submitted, which may be years before it is judged. */
  readonly submittedAt: Date
  /** The page's `form-nonce`; not looked at where it is not given. */
  readonly nonce?: string | undefined
  readonly seen?: Seen | undefined
  /** Asked only where the key was revoked. */
  readonly recorded?: Recorded | undefined
  /** Accepts tokens about test people. */
  readonly allowTest?: boolean | undefined
  readonly inputs?: Inputs | undefined
}

/** The whole answer about one submission. Without proof `demarche`, `environment` and `jti` are null. */
export interface Verification {
  readonly valid: boolean
  readonly problems: readonly Problem[]
  readonly demarche: string | null
  readonly environment: Environment | null
  readonly jti: string | null
  readonly fields: Readonly<Record<string, FieldVerdict>>
  readonly added: readonly string[]
}

const toleranceInSeconds = 60

// Written so that an invalid date is outside.
const isWithin = (time: number, from: number, until: number) => time >= from && time <= until

function isInTime({ iat, exp }: PrefillClaims, submittedAt: Date): boolean {
  return isWithin(new Date(submittedAt).getTime() / 1000, iat - toleranceInSeconds, exp)
}

function signedInPeriod({ iat }: PrefillClaims, keys: readonly PublishedKey[]): boolean {
  return keys.some((key) =>
    isWithin(iat, key.valid_from, key.valid_until ?? Number.POSITIVE_INFINITY),
  )
}

async function isSeen(jti: string, seen: Seen | undefined): Promise<boolean> {
  if (seen === undefined) return false
  return typeof seen === 'function' ? seen(jti) : seen.has(jti)
}

const isRevoked = ({ keys }: ProvenToken) => keys.some((key) => key.revoked_at !== undefined)

async function isOnRecord({ claims, jws }: ProvenToken, { recorded }: JudgeOptions) {
  return recorded !== undefined && (await recorded(claims.jti, jws))
}

const isForForm = ({ claims }: ProvenToken, { issuer, clientId }: JudgeOptions) =>
  claims.iss === issuer && claims.aud === clientId

async function problemsOf(token: ProvenToken, options: JudgeOptions): Promise<Problem[]> {
  const { claims, keys } = token
  const isOurs = isForForm(token, options)
  const found: Readonly<Partial<Record<Problem, boolean>>> = {
    expired: !isInTime(claims, options.submittedAt),
    retired_key: !signedInPeriod(claims, keys),
    other_form: !isOurs,
    other_nonce: options.nonce !== undefined && claims.nonce !== options.nonce,
    reused: isOurs && (await isSeen(claims.jti, options.seen)),
    test_token: claims.environment === 'test' && options.allowTest !== true,
  }
  return problems.filter((problem) => found[problem] === true)
}

function unproven(problem: Problem, submitted: unknown, inputs: Inputs | undefined): Verification {
  return {
    valid: false,
    problems: [problem],
    demarche: null,
    environment: null,
    jti: null,
    ...judgeFields({}, submitted, inputs),
  }
}

/**
 * Judges an opened token and the submission that came with it.
 * Fields are judged whenever the token is proven and for this form, also where it came late, twice or
 * is about test people: the clerk decides. With a revoked key anybody may have signed, so that such a
 * token proves nothing and says nothing. `seen` is asked about proven tokens of this form only.
 * @throws only what `seen` or `recorded` throws
 */
export async function judgeToken(
  token: OpenedToken,
  submitted: unknown,
  options: JudgeOptions,
): Promise<Verification> {
  if ('problem' in token) return unproven(token.problem, submitted, options.inputs)
  if (isRevoked(token) && !(await isOnRecord(token, options)))
    return unproven('revoked_key', submitted, options.inputs)
  const found = await problemsOf(token, options)
  const { demarche, environment, jti, fields } = token.claims
  return {
    valid: found.length === 0,
    problems: found,
    demarche,
    environment,
    jti,
    ...judgeFields(isForForm(token, options) ? fields : {}, submitted, options.inputs),
  }
}
