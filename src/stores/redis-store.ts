import type { OneTimeStore } from './one-time-store.ts'
import {
  createRedisConnection,
  type RedisClient,
  type RedisConnection,
  type RedisConnectionOptions,
} from './redis-connection.ts'
import { toStoreFailure } from './redis-failure.ts'

/** A store that several instances share. */
export type RedisStore = OneTimeStore & Pick<RedisConnection, 'open' | 'isUp' | 'close'>

const expiring = (lifetimeSeconds: number) =>
  ({ type: 'PX', value: Math.ceil(lifetimeSeconds * 1000) }) as const

/**
 * Makes the store in Redis (6.2 or later) or Valkey. Each method is one atomic command, and is never repeated.
 * Every method throws ServiceError `store_unavailable` when Redis does not answer within a second, and
 * `at_capacity` when it is full.
 */
export function createRedisStore(options: RedisConnectionOptions): RedisStore {
  const connection = createRedisConnection(options)

  const run = async <T>(command: (client: RedisClient) => Promise<T>): Promise<T> => {
    const answer = connection.run(command)
    if (answer === undefined) throw toStoreFailure(new Error('NOTCONNECTED to Redis'))
    try {
      return await answer
    } catch (error) {
      throw toStoreFailure(error)
    }
  }

  return {
    open: connection.open,
    isUp: connection.isUp,
    close: connection.close,
    put: async (key, value, lifetimeSeconds) => {
      await run((client) => client.set(key, value, { expiration: expiring(lifetimeSeconds) }))
    },
    get: async (key) => (await run((client) => client.get(key))) ?? undefined,
    take: async (key) => (await run((client) => client.getDel(key))) ?? undefined,
    claim: async (key, lifetimeSeconds) => {
      const options = { condition: 'NX', expiration: expiring(lifetimeSeconds) } as const
      return (await run((client) => client.set(key, '', options))) !== null
    },
  }
}
