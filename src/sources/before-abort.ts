/**
 * Waits for work that others may be waiting for too, and so is not ended with one of them.
 * @param late what to say where the signal aborts first
 */
export function beforeAbort<T>(work: Promise<T>, signal: AbortSignal, late: T): Promise<T> {
  if (signal.aborted) return Promise.resolve(late)
  return new Promise((resolve, reject) => {
    const end = () => resolve(late)
    signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
