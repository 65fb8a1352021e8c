import { z } from 'zod'
import { errorCodes, ServiceError } from '../domain/errors.ts'
import { open, seal } from '../sealing/seal.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import { type Callback, failedOutcome, type LoginOutcome } from './complete-login.ts'
import { attemptHash, type LoginAttempt, outcomeKey } from './login-attempt.ts'

export interface SettleCallbackDependencies {
  readonly completeLogin: (callback: Callback) => Promise<LoginOutcome>
  readonly store: OneTimeStore
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly issuer: string
}

// FranceConnect's code lives 30 seconds: a marker of that age guards nothing any more.
const markerLifetimeSeconds = 30
const outcomeLifetimeSeconds = 60
const pollMilliseconds = 100
const longestWaitMilliseconds = 12_000

const StoredOutcome = z.object({
  location: z.string(),
  idTokenHint: z.string().optional(),
  error: z.enum(errorCodes).optional(),
})

const outcomeName = (attempt: LoginAttempt) => `outcome:${attemptHash(attempt)}`

/**
 * Makes the callback proof against reloads. FranceConnect revokes the tokens of a code that is sent
 * twice, so the code is spent under a marker; who comes second waits for the first one's outcome and
 * gives the same answer. A marker whose owner died is never respent: the citizen clicks once more.
 * The returned function never throws: every failure is a way back to the form.
 */
export function createSettleCallback(dependencies: SettleCallbackDependencies) {
  const { completeLogin, store, sleep, issuer } = dependencies

  const earlierOutcome = async (attempt: LoginAttempt): Promise<LoginOutcome | undefined> => {
    const sealed = await store.get(outcomeName(attempt))
    const text = sealed === undefined ? undefined : open(sealed, outcomeKey(attempt), 'outcome')
    if (text === undefined) return undefined
    const { location, idTokenHint, error } = StoredOutcome.parse(JSON.parse(text))
    return {
      location,
      ...(idTokenHint !== undefined && { idTokenHint }),
      ...(error !== undefined && { error: new ServiceError(error) }),
    }
  }

  const waitForOutcome = async (attempt: LoginAttempt): Promise<LoginOutcome> => {
    for (let waited = 0; waited <= longestWaitMilliseconds; waited += pollMilliseconds) {
      const outcome = await earlierOutcome(attempt)
      if (outcome !== undefined) return outcome
      await sleep(pollMilliseconds)
    }
    throw new ServiceError('login_interrupted')
  }

  // The note serves a reload only: where the store does not take it, this login is complete all the same.
  const noteOutcome = async (attempt: LoginAttempt, sealed: string): Promise<void> => {
    try {
      await store.put(outcomeName(attempt), sealed, outcomeLifetimeSeconds)
    } catch {
      return
    }
  }

  const spendOnce = async (callback: Callback): Promise<LoginOutcome> => {
    const { attempt } = callback
    const isFirst = await store.claim(`marker:${attemptHash(attempt)}`, markerLifetimeSeconds)
    if (!isFirst) return waitForOutcome(attempt)
    const outcome = await settled(callback, () => completeLogin(callback))
    const { location, idTokenHint, error } = outcome
    const note = JSON.stringify({ location, idTokenHint, error: error?.code })
    const sealed = seal(note, outcomeKey(attempt), 'outcome')
    await noteOutcome(attempt, sealed)
    return outcome
  }

  const settled = async (callback: Callback, work: () => Promise<LoginOutcome>) => {
    try {
      return await work()
    } catch (error) {
      return failedOutcome(callback, issuer, ServiceError.from(error))
    }
  }

  return function settleCallback(callback: Callback): Promise<LoginOutcome> {
    return settled(callback, async () => {
      const { attempt, parameters } = callback
      const outcome = attempt.isDone ? await earlierOutcome(attempt) : undefined
      if (outcome !== undefined) return outcome
      // An error answer spends nothing: it needs no marker, and says the same again when it is reloaded.
      if (parameters.has('error')) return completeLogin(callback)
      if (attempt.isDone) throw new ServiceError('login_already_done')
      return spendOnce(callback)
    })
  }
}
