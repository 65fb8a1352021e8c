import type { Logger } from 'pino'
import { createMemoryStore } from './stores/memory-store.ts'
import type { OneTimeStore } from './stores/one-time-store.ts'
import { createRedisStore } from './stores/redis-store.ts'

export interface ChooseStoreOptions {
  /** Where the shared store is; undefined for a single instance. */
  readonly redisUrl: string | undefined
  readonly now: () => Date
  readonly log: Pick<Logger, 'info' | 'error'>
}

/** The one-time store of this process, and how it is doing. */
export interface ChosenStore {
  readonly store: OneTimeStore
  /** Whether the shared store answers; absent where the store is this process's memory. */
  readonly isRedisUp?: () => boolean
  /** Resolves within seconds, whether the store answers or not. */
  open(): Promise<void>
  close(): Promise<void>
}

const capacity = 100_000

/** Chooses the store: in Redis where there is one, else in memory. Its comings and goings are logged, one line each. */
export function chooseStore({ redisUrl, now, log }: ChooseStoreOptions): ChosenStore {
  if (redisUrl === undefined) {
    const nothing = async () => undefined
    return { store: createMemoryStore(now, capacity), open: nothing, close: nothing }
  }
  const store = createRedisStore({
    url: redisUrl,
    note: ({ isUp, reason }) => {
      if (isUp) log.info({ event: 'store' }, 'Redis is back')
      else log.error({ event: 'store', reason }, 'Redis is away')
    },
  })
  return { store, isRedisUp: store.isUp, open: store.open, close: store.close }
}
