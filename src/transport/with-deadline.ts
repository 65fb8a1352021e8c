import { TransportError } from './keep-alive-fetch.ts'

/**
 * Bounds work of several calls as a whole. Work that comes too late goes on unheard.
 * @throws TransportError `deadline` when the time is over first
 */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransportError('deadline')), milliseconds)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
