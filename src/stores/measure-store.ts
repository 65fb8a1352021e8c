import { ServiceError } from '../domain/errors.ts'
import type { OneTimeStore } from './one-time-store.ts'

/** What can be asked of a store. */
export type StoreOperation = 'put' | 'get' | 'take' | 'claim'

/** Is told every operation: `ok`, or the code of the error that it ended on; in seconds. */
export type ReportStore = (operation: StoreOperation, outcome: string, seconds: number) => void

/** Wraps a store so that every operation is timed and its end told; nothing else changes. */
export function measureStore(store: OneTimeStore, report: ReportStore): OneTimeStore {
  const timed = async <T>(operation: StoreOperation, work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const tell = (outcome: string) =>
      report(operation, outcome, (performance.now() - startedAt) / 1000)
    try {
      const answer = await work()
      tell('ok')
      return answer
    } catch (error) {
      tell(ServiceError.from(error).code)
      throw error
    }
  }
  return {
    put: (key, value, seconds) => timed('put', () => store.put(key, value, seconds)),
    get: (key) => timed('get', () => store.get(key)),
    take: (key) => timed('take', () => store.take(key)),
    claim: (key, seconds) => timed('claim', () => store.claim(key, seconds)),
  }
}
