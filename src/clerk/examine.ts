import type { Refusal } from '../domain/clerk-messages.ts'
import type { FormDescription } from '../domain/form-description.ts'
import { judgeToken, type OpenedToken, type Verification } from '../domain/judge-token.ts'
import type { Language } from '../domain/languages.ts'
import type { PrefillClaims } from '../domain/prefill-claims.ts'
import type { PublishedKey } from '../domain/published-key.ts'
import { openPrefillToken, presentPrefillToken } from '../signing/open-prefill-token.ts'
import type { OwnService } from './own-service.ts'
import type { KeyFile } from './read-key-file.ts'
import type { Submission } from './read-paste.ts'
import { claimedIssuer, recogniseToken } from './recognise-token.ts'

/** The page's own service, clock and language, and what the clerk gave beside the submission. */
export interface ExamineOptions {
  /** The `PUBLIC_URL` of the service that serves the page. */
  readonly issuer: string
  readonly service: OwnService
  readonly now: () => Date
  readonly language: Language
  /** A saved key history; with it nothing at all is fetched. */
  readonly keyFile?: KeyFile | undefined
  /** When the form was received, where the clerk says so. */
  readonly receivedAt?: Date | undefined
}

/** All that the page knows about a submission that it looked at. */
export interface Examined {
  readonly verification: Verification
  readonly checkedAt: Date
  /** Where the token was held against its keys, and not against the service's own. */
  readonly keyFile: KeyFile | undefined
  readonly submission: Submission
  readonly receivedAt: Date | undefined
  /** Whether that date stands in what was pasted; the clerk's own comes first. */
  readonly isDatePasted: boolean
  /** Only of a token that is proven, and whose key is not revoked. */
  readonly proven?: { readonly claims: PrefillClaims; readonly kid: string } | undefined
  readonly form?: FormDescription | undefined
  /** Another service that an unproven token says it is from. */
  readonly claimedIssuer?: string | undefined
}

export type Examination = Examined | { readonly refusal: Refusal }

async function open(token: string | undefined, options: ExamineOptions): Promise<OpenedToken> {
  const presented = presentPrefillToken(token)
  if ('problem' in presented) return presented
  const keys = options.keyFile?.keys ?? (await options.service.keys())
  return keys === undefined
    ? { problem: 'keys_unavailable' }
    : openPrefillToken(presented.jws, keys)
}

// Where nobody says when the form came, a token that is still in time came in time, and about an older one
// nothing is said: it is held against the moment of its signature.
function submittedAt(opened: OpenedToken, receivedAt: Date | undefined, now: Date): Date {
  if (receivedAt !== undefined) return receivedAt
  const isLate = 'claims' in opened && now.getTime() / 1000 > opened.claims.exp
  return isLate ? new Date(opened.claims.iat * 1000) : now
}

// Other problems are found before any key is tried.
const isAboutKeys = (opened: OpenedToken) => 'claims' in opened || opened.problem === 'tampered'

const isRevoked = ({ revoked_at }: PublishedKey) => revoked_at !== undefined

const otherIssuer = (token: string | undefined, issuer: string): string | undefined => {
  const claimed = token === undefined ? undefined : claimedIssuer(token)
  return claimed === issuer ? undefined : claimed
}

/**
 * Examines a submission as `POST /verify` would, within the browser. The form is the one the token was made
 * for, unless the submission itself names one. Form labels and the page's input names are fetched once the
 * signature holds, so that no unproven text ever reaches the network.
 */
export async function examine(
  submission: Submission,
  options: ExamineOptions,
): Promise<Examination> {
  const { issuer, service, language, keyFile } = options
  const { token, submitted, clientId, nonce } = submission
  const refusal = token === undefined ? undefined : recogniseToken(token, issuer)
  if (refusal !== undefined) return { refusal }
  const opened = await open(token, options)
  // With a revoked key anybody may have signed: such a token is as good as unproven.
  const proven = 'claims' in opened && !opened.keys.some(isRevoked) ? opened : undefined
  const claims = proven?.claims
  const checkedAt = options.now()
  const receivedAt = options.receivedAt ?? submission.submittedAt
  const isOurs = claims?.iss === issuer && keyFile === undefined
  const form = isOurs ? await service.form(claims.aud, language) : undefined
  const verification = await judgeToken(opened, submitted ?? {}, {
    issuer,
    clientId: clientId ?? claims?.aud ?? '',
    submittedAt: submittedAt(opened, receivedAt, checkedAt),
    nonce,
    inputs: form?.inputs,
  })
  return {
    verification,
    checkedAt,
    keyFile: isAboutKeys(opened) ? keyFile : undefined,
    submission,
    receivedAt,
    isDatePasted: options.receivedAt === undefined && receivedAt !== undefined,
    form,
    proven: proven && { claims: proven.claims, kid: proven.keys[0]?.kid ?? '' },
    claimedIssuer: proven === undefined ? otherIssuer(token, issuer) : undefined,
  }
}
