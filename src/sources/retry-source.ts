import type { SourceAnswer } from '../domain/source-answer.ts'

/** How one try ended, and what of it a second try may cure. */
export interface Try {
  readonly answer: SourceAnswer
  /** HTTP status; undefined where the connection gave no answer. */
  readonly status?: number
  /** True where the connection broke, and the time was not over. */
  readonly isBroken?: boolean
}

export interface RetryTools {
  /** Ends early, by an error, when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** From 0 up to 1. */
  readonly random: () => number
}

type Cure = 'conflict' | 'gateway' | 'quota'

const mostTries: Readonly<Record<Cure, number>> = { conflict: 3, gateway: 1, quota: 1 }
const conflictMilliseconds = { least: 300, most: 1200 }
const longestWaitSeconds = 5
// A timer may wake a moment early by the clock, and the API's hold is over by the clock.
const lateMilliseconds = 50

const timeIsOver: SourceAnswer = { status: 'unavailable', reason: 'timeout' }

function cureOf({ status, isBroken }: Try): Cure | undefined {
  if (status === 409) return 'conflict'
  if (status === 429) return 'quota'
  return status === 502 || isBroken === true ? 'gateway' : undefined
}

/** How long to wait before the next try; undefined where there is none to make. */
function waitFor(cure: Cure, { answer }: Try, random: () => number): number | undefined {
  const { least, most } = conflictMilliseconds
  if (cure === 'gateway') return 0
  if (cure === 'conflict') return Math.round(least + random() * (most - least))
  const seconds = answer.status === 'ok' ? undefined : answer.retryAfter
  if (seconds === undefined || seconds > longestWaitSeconds) return undefined
  return seconds * 1000 + lateMilliseconds
}

/**
 * Tries again what a second try may cure. API Particulier answers 409 when another citizen of the same
 * collectivite is being looked up: up to three more tries, apart by chance. A 502 or a broken connection:
 * one more. A 429: one more, when it says to come back within five seconds; API Particulier bans who
 * insists. A time that ran out is not spent twice.
 * @param attempt one try; `number` is 1 for the first
 * @param signal ends the waiting; then the answer is `unavailable`, for `timeout`
 */
export async function retrySource(
  attempt: (number: number) => Promise<Try>,
  { sleep, random }: RetryTools,
  signal: AbortSignal,
): Promise<SourceAnswer> {
  const left = { ...mostTries }
  for (let number = 1; ; number++) {
    const tried = await attempt(number)
    const cure = cureOf(tried)
    if (cure === undefined || left[cure] === 0) return tried.answer
    const wait = waitFor(cure, tried, random)
    if (wait === undefined) return tried.answer
    left[cure] -= 1
    if (wait > 0) await sleep(wait, signal).catch(() => undefined)
    if (signal.aborted) return timeIsOver
  }
}
