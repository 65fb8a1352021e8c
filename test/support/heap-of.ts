import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ServiceInstance } from './service-instance.ts'

/** What an instance is started with, so that `heapOf` can ask it. */
export const askableHeap = {
  NODE_OPTIONS: `--import ${fileURLToPath(new URL('./collect-garbage.mjs', import.meta.url))}`,
}

/** What is left of an instance's heap when all garbage is collected, in megabytes. */
export async function heapOf(instance: ServiceInstance): Promise<number> {
  const answers = () => instance.output().match(/^\{"collected".*$/gm) ?? []
  const before = answers().length
  instance.child.kill('SIGUSR2')
  for (let count = 0; count < 200; count += 1) {
    const answer = answers()[before]
    if (answer !== undefined) return JSON.parse(answer).heapUsed / 1024 / 1024
    await sleep(25)
  }
  throw new Error('the instance does not tell its heap')
}
