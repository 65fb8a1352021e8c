import type { Sleep } from './flow/gather.ts'

/**
 * Waits; rejects with the signal's own reason when it is given up. Node's `timers/promises` makes two errors with
 * their stacks each time, and every login gives up the progress page that it was too quick for.
 */
export const pause: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const giveUp = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', giveUp)
  })
