import { z } from 'zod'
import { errorCodes, ServiceError } from '../domain/errors.ts'
import { open } from '../sealing/seal.ts'
import type { LoginOutcome } from './complete-login.ts'
import {
  attemptHash,
  attemptLifetimeSeconds,
  type LoginAttempt,
  outcomeKey,
} from './login-attempt.ts'
import { reviewLifetimeSeconds } from './review.ts'
import type { SealedStore } from './sealed-store.ts'
import { isAlive, silenceMilliseconds } from './sign-of-life.ts'

// FranceConnect's code lives 30 seconds: a marker of that age guards nothing any more.
const markerLifetimeSeconds = 30
const outcomeLifetimeSeconds = 60
const pollMilliseconds = 100

// An attempt whose code was refused is over: else its cookie would carry made-up codes to FranceConnect for an hour.
const isRefused = ({ error }: LoginOutcome) => error?.code === 'franceconnect_code_expired'

function lifetimeOf(ended: LoginOutcome): number {
  if (isRefused(ended)) return attemptLifetimeSeconds
  return ended.isReview ? reviewLifetimeSeconds : outcomeLifetimeSeconds
}

const StoredOutcome = z.object({
  location: z.string(),
  idTokenHint: z.string().optional(),
  isReview: z.boolean().optional(),
  error: z.enum(errorCodes).optional(),
})

/** What the instances and tabs that hold one attempt know of how it ended. */
export interface LoginOutcomes {
  /** Takes the marker under which FranceConnect's code may be spent: of two callers one gets true. */
  begin(attempt: LoginAttempt): Promise<boolean>
  /** Writes the outcome down for reloads. Where the store does not take it, the login is complete all the same. */
  note(attempt: LoginAttempt, outcome: LoginOutcome): Promise<void>
  /** Waits for an outcome; `none` where nobody is working on one, or whoever was has died. */
  wait(attempt: LoginAttempt, milliseconds: number): Promise<LoginOutcome | 'under_way' | 'none'>
  /** Waits for the way back to the form while a review is being sent; undefined where none comes. */
  waitForForm(attempt: LoginAttempt, milliseconds: number): Promise<LoginOutcome | undefined>
}

const nameOf = (attempt: LoginAttempt) => `outcome:${attemptHash(attempt)}`
const markerOf = (attempt: LoginAttempt) => `marker:${attemptHash(attempt)}`

function readOutcome(sealed: string | undefined, attempt: LoginAttempt): LoginOutcome | undefined {
  const text = sealed === undefined ? undefined : open(sealed, outcomeKey(attempt), 'outcome')
  if (text === undefined) return undefined
  const { location, idTokenHint, isReview, error } = StoredOutcome.parse(JSON.parse(text))
  return {
    location,
    ...(idTokenHint !== undefined && { idTokenHint }),
    ...(isReview !== undefined && { isReview }),
    ...(error !== undefined && { error: new ServiceError(error) }),
  }
}

/** Makes the outcomes: sealed so that only the attempt's own cookie opens them. */
export function createLoginOutcomes(
  { store, seal }: SealedStore,
  sleep: (milliseconds: number) => Promise<void>,
): LoginOutcomes {
  const find = async (attempt: LoginAttempt) =>
    readOutcome(await store.get(nameOf(attempt)), attempt)
  const isSilent = async (attempt: LoginAttempt, waited: number) =>
    waited >= silenceMilliseconds && !(await isAlive(store, attempt))
  return {
    begin: (attempt) => store.claim(markerOf(attempt), markerLifetimeSeconds),
    note: async (attempt, ended) => {
      const { error, ...outcome } = ended
      const text = JSON.stringify({ ...outcome, error: error?.code })
      const sealed = seal(text, outcomeKey(attempt), 'outcome')
      const lifetime = lifetimeOf(ended)
      try {
        await store.put(nameOf(attempt), sealed, lifetime)
        if (isRefused(ended)) await store.put(markerOf(attempt), '', lifetime)
      } catch {
        return
      }
    },
    wait: async (attempt, milliseconds) => {
      for (let waited = 0; ; waited += pollMilliseconds) {
        const outcome = await find(attempt)
        if (outcome !== undefined) return outcome
        if ((await store.get(markerOf(attempt))) === undefined) return 'none'
        if (waited >= milliseconds) return (await isSilent(attempt, waited)) ? 'none' : 'under_way'
        await sleep(pollMilliseconds)
      }
    },
    waitForForm: async (attempt, milliseconds) => {
      for (let waited = 0; ; waited += pollMilliseconds) {
        const outcome = await find(attempt)
        if (outcome?.isReview !== true) return outcome
        if (waited >= milliseconds) return undefined
        await sleep(pollMilliseconds)
      }
    },
  }
}
