import { createClient } from '@redis/client'
import { reasonOf } from './redis-failure.ts'

/** What a Redis says of itself when it is used as the store uses it. */
export interface ExaminedRedis {
  /** Why it cannot be reached or used at all, in a word; the rest is then not known. */
  readonly away?: string
  /** The commands of the store that it refuses, with its word for why. */
  readonly refused: readonly { readonly command: string; readonly reason: string }[]
  /** Its clock, in NumericDate; undefined where our user may not ask. */
  readonly time?: number
  /** Its `maxmemory-policy`; undefined where our user may not ask. */
  readonly policy?: string
}

export interface ExamineRedisOptions {
  readonly url: string
  /** A name for the entry that is written and taken away again. */
  readonly key: string
  readonly limitMilliseconds: number
}

const makeClient = ({ url, limitMilliseconds }: ExamineRedisOptions) =>
  createClient({
    url,
    RESP: 2,
    socket: { connectTimeout: limitMilliseconds, reconnectStrategy: false },
    disableOfflineQueue: true,
    commandOptions: { timeout: limitMilliseconds },
    disableClientInfo: true,
    maintNotifications: 'disabled',
  })

type Client = ReturnType<typeof makeClient>

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('TIMEOUT of Redis')), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The store's own commands (redis-store.ts), on an entry that nobody else has and that ends by itself. */
const commandsOn = (key: string): readonly string[][] => [
  ['SET', key, 'doctor', 'PX', '5000'],
  ['GET', key],
  ['GETDEL', key],
  ['SET', key, '', 'NX', 'PX', '1000'],
]

async function ask(client: Client, { key, limitMilliseconds }: ExamineRedisOptions) {
  const send = (command: string[]) => within(client.sendCommand(command), limitMilliseconds)
  const asked = async (command: string[]) => send(command).catch(() => undefined)
  const refused: { command: string; reason: string }[] = []
  for (const command of commandsOn(`franceconnect-prefill:${key}`)) {
    const reason = await send(command).then(() => undefined, reasonOf)
    if (reason !== undefined) refused.push({ command: command[0] ?? '', reason })
  }
  const [seconds] = ((await asked(['TIME'])) ?? []) as string[]
  const [, policy] = ((await asked(['CONFIG', 'GET', 'maxmemory-policy'])) ?? []) as string[]
  return {
    refused,
    ...(seconds !== undefined && { time: Number(seconds) }),
    ...(policy !== undefined && { policy }),
  }
}

/**
 * Uses a Redis as the store does, once, and asks what our user may know of it. It never throws, keeps nothing, and
 * ends in bounded time whatever answers.
 */
export async function examineRedis(options: ExamineRedisOptions): Promise<ExaminedRedis> {
  const { limitMilliseconds } = options
  const client = makeClient(options)
  client.on('error', () => undefined)
  try {
    await within(
      client.connect().then(() => client.ping()),
      limitMilliseconds,
    )
    return await ask(client, options)
  } catch (error) {
    return { away: reasonOf(error), refused: [] }
  } finally {
    client.destroy()
  }
}
