import type { Decision } from '../domain/choices.ts'
import { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import { attemptHash, type LoginAttempt } from './login-attempt.ts'
import type { LoginOutcomes } from './login-outcomes.ts'
import { dropReview, reviewLifetimeSeconds, type SubmitReview } from './review.ts'

export interface FinishReviewDependencies {
  readonly store: OneTimeStore
  readonly submitReview: SubmitReview
  readonly outcomes: LoginOutcomes
}

/** The end of a review, proof against a second click. All give the way back to the form. */
export interface FinishReview {
  /** @throws ServiceError as `again` does, and `at_capacity` */
  finish(form: Form, attempt: LoginAttempt, decision: Decision): Promise<string>
  /**
   * Ends it with nothing passed on: what was gathered is forgotten, and no code is made.
   * @param location the way back to the form, with the error that says so
   * @throws ServiceError as `again` does, where it was sent before
   */
  leave(attempt: LoginAttempt, location: string): Promise<string>
  /**
   * For who comes when nothing waits any more: the same way as the first time.
   * @throws ServiceError `login_already_done` a minute after it was sent, `login_interrupted` where it never was
   */
  again(attempt: LoginAttempt): Promise<string>
}

const againMilliseconds = 2000

const sentName = (attempt: LoginAttempt) => `sent:${attemptHash(attempt)}`

/** Makes the end of a review: of two submissions one counts, and both lead to the same place. */
export function createFinishReview(dependencies: FinishReviewDependencies): FinishReview {
  const { store, submitReview, outcomes } = dependencies

  const again = async (attempt: LoginAttempt): Promise<string> => {
    const isSent = (await store.get(sentName(attempt))) !== undefined
    if (!isSent) throw new ServiceError('login_interrupted')
    const outcome = await outcomes.waitForForm(attempt, againMilliseconds)
    if (outcome === undefined) throw new ServiceError('login_already_done')
    return outcome.location
  }

  const once = async (attempt: LoginAttempt, end: () => Promise<string>): Promise<string> => {
    const isFirst = await store.claim(sentName(attempt), reviewLifetimeSeconds)
    if (!isFirst) return again(attempt)
    const location = await end()
    await outcomes.note(attempt, { location })
    return location
  }

  return {
    again,
    finish: (form, attempt, decision) => once(attempt, () => submitReview(form, attempt, decision)),
    leave: (attempt, location) =>
      once(attempt, async () => {
        await dropReview(store, attempt)
        return location
      }),
  }
}
