import type { ChildProcess } from 'node:child_process'
import { on } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What Node is started with, so that `heapOf` can ask the process. */
export const askableHeap = [
  '--import',
  fileURLToPath(new URL('./collect-garbage.mjs', import.meta.url)),
]

/**
 * What is left of a process's heap when all garbage is collected, in megabytes.
 * @throws Error where it does not tell within five seconds
 */
export async function heapOf(child: ChildProcess): Promise<number> {
  if (child.stderr === null) throw new Error('the process has nothing to tell its heap by')
  const chunks = on(child.stderr, 'data', { signal: AbortSignal.timeout(5000) })
  child.kill('SIGUSR2')
  let heard = ''
  for await (const [chunk] of chunks) {
    heard += chunk
    const [answer] = /^\{"collected".*\n/m.exec(heard) ?? []
    if (answer !== undefined) return JSON.parse(answer).heapUsed / 1024 / 1024
  }
  throw new Error('the process does not tell its heap')
}
