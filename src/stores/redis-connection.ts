import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { reasonOf } from './redis-failure.ts'

export interface RedisConnectionOptions {
  /** `redis://` or `rediss://`, with user and password where the server wants them. */
  readonly url: string
  /** Told once when the connection is lost, with a reason that holds no value, and once when it is back. */
  readonly note: (change: { readonly isUp: boolean; readonly reason?: string }) => void
}

export type RedisClient = ReturnType<typeof makeClient>

/** A connection that is looked after: found dead, it is made anew until it is closed. */
export interface RedisConnection {
  /** Resolves when the first attempt has succeeded or failed; the further ones go on alone. */
  open(): Promise<void>
  isUp(): boolean
  /** @throws whatever the command does, or Error `TIMEOUT …` after a second; undefined where it is down */
  run<T>(command: (client: RedisClient) => Promise<T>): Promise<T> | undefined
  close(): Promise<void>
}

/** For a connection with its handshake, and for each command. */
const limitMilliseconds = 1000
const heartbeatMilliseconds = 1000
const retryMilliseconds = 250
const mostCommandsWaiting = 10_000

// The library's own reconnection knows no limit for a server that accepts and then says nothing.
function makeClient(url: string) {
  return createClient({
    url,
    RESP: 2,
    keyPrefix: 'franceconnect-prefill:',
    socket: { connectTimeout: limitMilliseconds, reconnectStrategy: false },
    disableOfflineQueue: true,
    commandsQueueMaxLength: mostCommandsWaiting,
    commandOptions: { timeout: limitMilliseconds },
    disableClientInfo: true,
    maintNotifications: 'disabled',
  })
}

async function within<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController()
  const limit = sleep(limitMilliseconds, undefined, { signal: over.signal }).then(() => {
    throw new Error('TIMEOUT of Redis')
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    over.abort()
  }
}

/** Makes the connection; nothing is sent before `open`. An error of it never ends the process. */
export function createRedisConnection({ url, note }: RedisConnectionOptions): RedisConnection {
  const stopping = new AbortController()
  const { signal } = stopping
  let current: RedisClient | undefined
  let isToldLost = false
  let keeping: Promise<void> | undefined

  const up = (client: RedisClient) => {
    current = client
    if (isToldLost) note({ isUp: true })
    isToldLost = false
  }
  const down = (error: unknown) => {
    current = undefined
    if (isToldLost || signal.aborted) return
    isToldLost = true
    note({ isUp: false, reason: reasonOf(error) })
  }

  // A server that hangs, or a network that swallows packets, ends no connection by itself.
  const beat = async (client: RedisClient): Promise<never> => {
    for (;;) {
      await sleep(heartbeatMilliseconds, undefined, { signal })
      await within(client.ping())
    }
  }

  const connectOnce = async (attempted: () => void) => {
    const client = makeClient(url)
    const lost = new Promise<never>((_resolve, reject) => client.on('error', reject))
    lost.catch(() => undefined)
    try {
      // Without a password nothing is asked while connecting: only an answer proves that somebody is there.
      await within(client.connect().then(() => client.ping()))
      up(client)
      attempted()
      await Promise.race([lost, beat(client)])
    } catch (error) {
      down(error)
    } finally {
      client.destroy()
      attempted()
    }
  }

  const keep = async (attempted: () => void) => {
    while (!signal.aborted) {
      await connectOnce(attempted)
      await sleep(retryMilliseconds, undefined, { signal }).catch(() => undefined)
    }
  }

  return {
    open: () =>
      new Promise((resolve) => {
        keeping = keep(resolve)
      }),
    isUp: () => current !== undefined,
    run: (command) => (current === undefined ? undefined : within(command(current))),
    close: async () => {
      stopping.abort()
      await keeping
    },
  }
}
