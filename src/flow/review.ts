import { type Decision, decide } from '../domain/choices.ts'
import { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import { open } from '../sealing/seal.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import { formRedirect } from './form-redirect.ts'
import { Handover, storeHandover } from './handover.ts'
import { attemptHash, type LoginAttempt, reviewKey } from './login-attempt.ts'
import type { SealedStore } from './sealed-store.ts'

/** How long gathered values wait for the citizen. */
export const reviewLifetimeSeconds = 900

const nameOf = (attempt: LoginAttempt) => `review:${attemptHash(attempt)}`

const opened = (sealed: string | undefined, attempt: LoginAttempt): Handover | undefined => {
  const text = sealed === undefined ? undefined : open(sealed, reviewKey(attempt), 'review')
  return text === undefined ? undefined : Handover.parse(JSON.parse(text))
}

/** Leaves a login's values for the citizen to review, sealed so that only their browser's cookie opens them. */
export async function storeReview(
  { store, seal }: SealedStore,
  attempt: LoginAttempt,
  handover: Handover,
): Promise<void> {
  const sealed = seal(JSON.stringify(handover), reviewKey(attempt), 'review')
  await store.put(nameOf(attempt), sealed, reviewLifetimeSeconds)
}

/** What waits for a citizen's review; undefined where nothing does, or no longer. */
export async function readReview(
  store: OneTimeStore,
  attempt: LoginAttempt,
): Promise<Handover | undefined> {
  return opened(await store.get(nameOf(attempt)), attempt)
}

/** Forgets what waits for a citizen's review: they want none of it passed on. */
export async function dropReview(store: OneTimeStore, attempt: LoginAttempt): Promise<void> {
  await store.take(nameOf(attempt))
}

/** Ends a review: gives the way back to the form. */
export type SubmitReview = (
  form: Form,
  attempt: LoginAttempt,
  decision: Decision,
) => Promise<string>

export interface SubmitReviewDependencies extends SealedStore {
  readonly random: (bytes: number) => Buffer
  readonly issuer: string
}

/**
 * Makes the end of a review: what the citizen decided is left behind a one-time code, and the rest is gone.
 * The returned function gives the way back to the form.
 * @throws ServiceError (from the returned function) `login_already_done` when nothing waits any more
 */
export function createSubmitReview(dependencies: SubmitReviewDependencies): SubmitReview {
  const { store, random, issuer } = dependencies
  return async function submitReview(form, attempt, decision) {
    const handover = opened(await store.take(nameOf(attempt)), attempt)
    if (handover === undefined) throw new ServiceError('login_already_done')
    const fields = decide(form.demarche, handover.fields, decision, attempt.language)
    const code = random(32).toString('base64url')
    await storeHandover(dependencies, 'code', code, { ...handover, fields })
    return formRedirect(handover.redirect_uri, issuer, { code, state: attempt.state })
  }
}
