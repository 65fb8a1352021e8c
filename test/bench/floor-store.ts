import { connect } from 'node:net'

/** Where the floor keeps a login behind its code, for a minute. */
export interface FloorStore {
  put(key: string, value: string): Promise<void>
  take(key: string): Promise<string | undefined>
}

const lifetimeMilliseconds = 60_000

function inMemory(): FloorStore {
  const entries = new Map<string, { value: string; until: number }>()
  return {
    put: async (key, value) => {
      const now = Date.now()
      // All live equally long: the oldest stand first.
      for (const [old, { until }] of entries) {
        if (until > now) break
        entries.delete(old)
      }
      entries.set(key, { value, until: now + lifetimeMilliseconds })
    },
    take: async (key) => {
      const found = entries.get(key)
      entries.delete(key)
      return found !== undefined && found.until > Date.now() ? found.value : undefined
    },
  }
}

const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
const command = (...words: string[]) => `*${words.length}\r\n${words.map(bulk).join('')}`

/** Redis as far as the floor needs it: one connection, RESP 2, answers in order. */
async function inRedis(port: number): Promise<FloorStore> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  const waiting: ((answer: string | undefined) => void)[] = []
  let received = Buffer.alloc(0)
  const next = (): boolean => {
    const end = received.indexOf('\r\n')
    if (end < 0) return false
    const line = received.subarray(0, end).toString()
    const length = line.startsWith('$') ? Number(line.slice(1)) : -1
    const whole = end + 2 + (length < 0 ? 0 : length + 2)
    if (received.length < whole) return false
    const answer = length < 0 ? undefined : received.subarray(end + 2, whole - 2).toString()
    received = received.subarray(whole)
    waiting.shift()?.(answer)
    return true
  }
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    while (next());
  })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const run = (...words: string[]) =>
    new Promise<string | undefined>((resolve) => {
      waiting.push(resolve)
      socket.write(command(...words))
    })
  return {
    put: async (key, value) => {
      await run('SET', key, value, 'PX', String(lifetimeMilliseconds))
    },
    take: (key) => run('GETDEL', key),
  }
}

/** Makes the floor's store: in Redis where it has a port, else in memory. */
export async function createFloorStore(redisPort: number | undefined): Promise<FloorStore> {
  return redisPort === undefined ? inMemory() : inRedis(redisPort)
}
