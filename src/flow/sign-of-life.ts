import type { OneTimeStore } from '../stores/one-time-store.ts'
import type { Sleep } from './gather.ts'
import { attemptHash, type LoginAttempt } from './login-attempt.ts'

/**
 * How long whoever spends a code may be silent, in milliseconds: the first sign comes after a second, which most
 * logins do not last, and whoever waits for as long as this without one waits for nobody.
 */
export const silenceMilliseconds = 1500

const everyMilliseconds = 1000
const lifetimeSeconds = 3

const nameOf = (attempt: LoginAttempt) => `alive:${attemptHash(attempt)}`

/** Whether somebody has been at work on an attempt within the last seconds. */
export async function isAlive(store: OneTimeStore, attempt: LoginAttempt): Promise<boolean> {
  return (await store.get(nameOf(attempt))) !== undefined
}

/**
 * Gives signs of life in the store while the work on an attempt lasts, so that a citizen whose instance was killed
 * is not kept waiting for it.
 * @param pause ends when its signal is aborted, too
 * @returns what the work comes to
 */
export async function withSignsOfLife<T>(
  { store, pause }: { readonly store: OneTimeStore; readonly pause: Sleep },
  attempt: LoginAttempt,
  work: () => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const beat = async () => {
    while (!over.signal.aborted) {
      await pause(everyMilliseconds, over.signal)
      await store.put(nameOf(attempt), '', lifetimeSeconds)
    }
  }
  // Without a sign a citizen clicks once more: no reason to fail.
  beat().catch(() => undefined)
  try {
    return await work()
  } finally {
    // Without a reason Node makes an error, with its stack.
    over.abort('over')
  }
}
