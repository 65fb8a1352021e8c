import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'
import { createRedisStore, type RedisStore } from '../../src/stores/redis-store.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'

let redis: RedisServer
let shared: RedisStore
let memory: OneTimeStore
const changes: unknown[] = []

beforeAll(async () => {
  redis = await startRedis()
  shared = createRedisStore({ url: redis.url, note: (change) => changes.push(change) })
  await shared.open()
})
beforeEach(async () => {
  memory = createMemoryStore(() => new Date(), 1000)
  await redis.ask('FLUSHALL')
})
afterAll(async () => {
  await shared.close()
  await redis.stop()
})

const unavailable = { name: 'ServiceError', code: 'store_unavailable', status: 503 }

async function until(is: () => boolean): Promise<void> {
  for (let count = 0; !is() && count < 400; count += 1) await sleep(20)
  expect(is()).toBe(true)
}

const methods: readonly (readonly [string, (store: OneTimeStore) => Promise<unknown>])[] = [
  ['put', (store) => store.put('k', 'v', 60)],
  ['get', (store) => store.get('k')],
  ['take', (store) => store.take('k')],
  ['claim', (store) => store.claim('k', 60)],
]

describe.each([
  ['in memory', () => memory],
  ['in Redis', () => shared as OneTimeStore],
] as const)('the store %s', (_where, storeOf) => {
  test('when something is put, then it is there until taken', async () => {
    const store = storeOf()
    await store.put('k', 'été "\n\u0000 😀', 60)
    await store.put('empty', '', 60)
    expect([await store.get('k'), await store.get('k'), await store.get('other')]).toEqual([
      'été "\n\u0000 😀',
      'été "\n\u0000 😀',
      undefined,
    ])
    expect([await store.take('k'), await store.take('k'), await store.get('k')]).toEqual([
      'été "\n\u0000 😀',
      undefined,
      undefined,
    ])
    expect([await store.get('empty'), await store.take('empty')]).toEqual(['', ''])
  })

  test('when it is put again, then the last value and lifetime count', async () => {
    const store = storeOf()
    await store.put('k', 'old', 0.1)
    await store.put('k', 'new', 60)
    await sleep(150)
    expect(await store.get('k')).toBe('new')
  })

  test('when its time is over, then nothing is there', async () => {
    const store = storeOf()
    await store.put('a', 'v', 0.3)
    await store.put('b', 'v', 0.3)
    await store.claim('c', 0.3)
    expect([await store.get('a'), await store.claim('c', 0.3)]).toEqual(['v', false])
    await sleep(350)
    expect([await store.get('a'), await store.take('b'), await store.claim('c', 1)]).toEqual([
      undefined,
      undefined,
      true,
    ])
  })

  test('when twenty take it at once, then one gets it', async () => {
    const store = storeOf()
    await store.put('k', 'v', 60)
    const taken = await Promise.all(Array.from({ length: 20 }, () => store.take('k')))
    expect(taken.filter((value) => value !== undefined)).toEqual(['v'])
  })

  test('when twenty claim at once, then one is first', async () => {
    const store = storeOf()
    const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim('k', 60)))
    expect(claims.filter((isFirst) => isFirst)).toEqual([true])
    expect([await store.get('k'), await store.claim('other', 60)]).toEqual(['', true])
  })

  test('when many work at once, then each gets its own', async () => {
    const store = storeOf()
    const names = Array.from({ length: 200 }, (_, index) => `k${index}`)
    await Promise.all(names.map((name) => store.put(name, `value of ${name}`, 60)))
    expect(await Promise.all(names.map((name) => store.take(name)))).toEqual(
      names.map((name) => `value of ${name}`),
    )
  })
})

describe('two instances on one Redis', () => {
  test('when both take or claim, then one of them does, and keys carry our name', async () => {
    const other = createRedisStore({ url: redis.url, note: () => undefined })
    await other.open()
    try {
      await shared.put('k', 'v', 60)
      const taken = await Promise.all([shared.take('k'), other.take('k')])
      expect(taken.filter((value) => value !== undefined)).toEqual(['v'])
      const claims = await Promise.all([shared.claim('m', 30), other.claim('m', 30)])
      expect([...claims].sort()).toEqual([false, true])
      expect(await redis.ask('KEYS', '*')).toEqual(['franceconnect-prefill:m'])
      const left = Number(await redis.ask('PTTL', 'franceconnect-prefill:m'))
      expect(left > 29_000 && left <= 30_000).toBe(true)
    } finally {
      await other.close()
    }
  })
})

describe('a Redis that fails', () => {
  test('when it is full and evicts nothing, then new work is turned away and nothing is lost', async () => {
    await shared.put('k', 'v', 60)
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1')
    try {
      const full = { name: 'ServiceError', code: 'at_capacity', detail: { redis: 'OOM' } }
      await expect(shared.put('more', 'v', 60)).rejects.toMatchObject(full)
      await expect(shared.claim('more', 60)).rejects.toMatchObject(full)
      expect([await shared.get('k'), await shared.take('k')]).toEqual(['v', 'v'])
    } finally {
      await redis.ask('CONFIG', 'SET', 'maxmemory', '0')
    }
  })

  test('when it refuses a command, then the store is unavailable, and the log gets one word', async () => {
    await redis.ask('CONFIG', 'SET', 'min-replicas-to-write', '3')
    try {
      const refused = { ...unavailable, detail: { redis: 'NOREPLICAS' } }
      await expect(shared.put('k', 'v', 60)).rejects.toMatchObject(refused)
    } finally {
      await redis.ask('CONFIG', 'SET', 'min-replicas-to-write', '0')
    }
  })

  test('when it hangs, then every method ends within its limit, it is told once, and it comes back', async () => {
    changes.length = 0
    redis.freeze()
    try {
      const began = Date.now()
      await Promise.all(
        methods.map(([, call]) => expect(call(shared)).rejects.toMatchObject(unavailable)),
      )
      expect(Date.now() - began).toBeLessThan(1500)
      await until(() => !shared.isUp())
      await sleep(1600)
      expect(changes).toEqual([{ isUp: false, reason: 'TIMEOUT' }])
    } finally {
      redis.thaw()
    }
    await until(() => shared.isUp())
    expect(changes).toEqual([{ isUp: false, reason: 'TIMEOUT' }, { isUp: true }])
    await shared.put('back', 'v', 60)
    expect(await shared.take('back')).toBe('v')
  })

  test('when it is killed, then every method says so at once, and nothing waits for its return', async () => {
    changes.length = 0
    const { port } = redis
    await redis.stop()
    await until(() => !shared.isUp())
    const began = Date.now()
    for (const [, call] of methods) await expect(call(shared)).rejects.toMatchObject(unavailable)
    expect(Date.now() - began).toBeLessThan(200)
    redis = await startRedis(port)
    await until(() => shared.isUp())
    expect(await redis.ask('DBSIZE')).toBe(0)
    expect(changes).toEqual([
      { isUp: false, reason: expect.stringMatching(/^[A-Za-z]+$/) },
      { isUp: true },
    ])
  })

  test('when it is not there at the start, then opening ends all the same, and closing too', async () => {
    const told: unknown[] = []
    const url = 'redis://127.0.0.1:1'
    const lonely = createRedisStore({ url, note: (change) => told.push(change) })
    await lonely.open()
    expect([lonely.isUp(), told]).toEqual([false, [{ isUp: false, reason: 'ECONNREFUSED' }]])
    await expect(lonely.get('k')).rejects.toMatchObject(unavailable)
    await lonely.close()
    expect(told).toHaveLength(1)
  })
})

describe('who may come in', () => {
  const rights = ['~franceconnect-prefill:*', '+get', '+set', '+getdel', '+ping', '+select']

  test.each([
    ['user and password', 'prefill:mot%20de%2Fpasse', undefined],
    ['a wrong password', 'prefill:faux', 'WRONGPASS'],
    ['none', '', 'NOAUTH'],
  ])('when the address has %s, then it is let in or says why not', async (_what, who, reason) => {
    await redis.ask('ACL', 'SETUSER', 'prefill', 'reset', 'on', '>mot de/passe', ...rights)
    const closed = reason === 'NOAUTH' ? await startRedis() : undefined
    if (closed) await closed.ask('CONFIG', 'SET', 'requirepass', 'secret')
    const told: unknown[] = []
    const url = `redis://${who === '' ? '' : `${who}@`}127.0.0.1:${(closed ?? redis).port}/1`
    const store = createRedisStore({ url, note: (change) => told.push(change) })
    await store.open()
    try {
      expect(told).toEqual(reason === undefined ? [] : [{ isUp: false, reason }])
      if (reason !== undefined) return
      await store.put('k', 'v', 60)
      expect([await store.claim('m', 1), await store.get('k'), await store.take('k')]).toEqual([
        true,
        'v',
        'v',
      ])
    } finally {
      await store.close()
      await closed?.stop()
    }
  })
})
