import { ServiceError } from '../domain/errors.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import {
  type Callback,
  failedOutcome,
  type LoginListener,
  type LoginOutcome,
} from './complete-login.ts'
import type { Sleep } from './gather.ts'
import { attemptPage, type LoginAttempt } from './login-attempt.ts'
import type { LoginOutcomes } from './login-outcomes.ts'
import { withSignsOfLife } from './sign-of-life.ts'

export interface SettleCallbackDependencies {
  readonly completeLogin: (callback: Callback, listener: LoginListener) => Promise<LoginOutcome>
  readonly outcomes: LoginOutcomes
  readonly issuer: string
  readonly store: OneTimeStore
  readonly pause: Sleep
}

/** How long a second callback waits for the first one's outcome before it shows that it is waiting. */
const quietMilliseconds = 2000

const again = (outcome: LoginOutcome): LoginOutcome => ({ ...outcome, isAgain: true })

/**
 * Makes the callback proof against reloads. FranceConnect revokes the tokens of a code that is sent
 * twice, so the code is spent under a marker; who comes second waits for the first one's outcome and
 * gives the same answer. A marker whose owner died is never respent: the citizen is told within seconds, and
 * clicks once more.
 * The returned function never throws: every failure is a way back to the form.
 */
export function createSettleCallback(dependencies: SettleCallbackDependencies) {
  const { completeLogin, outcomes, issuer, store, pause } = dependencies

  const settled = async (callback: Callback, work: () => Promise<LoginOutcome>) => {
    try {
      return await work()
    } catch (error) {
      return failedOutcome(callback, issuer, ServiceError.from(error))
    }
  }

  const outcomeOfFirst = async (attempt: LoginAttempt): Promise<LoginOutcome> => {
    const outcome = await outcomes.wait(attempt, quietMilliseconds)
    if (outcome === 'none') throw new ServiceError('login_interrupted')
    const waiting = { location: `${issuer}/continue/${attemptPage(attempt)}` }
    return again(outcome === 'under_way' ? waiting : outcome)
  }

  const spendOnce = async (callback: Callback, listener: LoginListener): Promise<LoginOutcome> => {
    const { attempt } = callback
    if (!(await outcomes.begin(attempt))) return outcomeOfFirst(attempt)
    const complete = () => completeLogin(callback, listener)
    const outcome = await settled(callback, () =>
      withSignsOfLife({ store, pause }, attempt, complete),
    )
    await outcomes.note(attempt, outcome)
    return outcome
  }

  return function settleCallback(
    callback: Callback,
    listener: LoginListener,
  ): Promise<LoginOutcome> {
    const { attempt, parameters } = callback
    const outcome = settled(callback, async () => {
      const earlier = attempt.isDone ? await outcomes.wait(attempt, 0) : 'none'
      if (earlier === 'under_way') return outcomeOfFirst(attempt)
      if (earlier !== 'none') return again(earlier)
      // An error answer spends nothing: it needs no marker, and says the same again when it is reloaded.
      if (parameters.has('error')) return completeLogin(callback, listener)
      if (attempt.isDone) throw new ServiceError('login_already_done')
      return spendOnce(callback, listener)
    })
    return attempt.isDone ? outcome.then(again) : outcome
  }
}
