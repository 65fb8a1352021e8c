import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createClient } from '@redis/client'
import { parse } from 'yaml'
import { readKeyFile } from '../../src/signing/key-file.ts'
import { createRedisStore } from '../../src/stores/redis-store.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'prefill-compose-'))
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const make = () =>
  spawnSync(process.execPath, ['scripts/compose-secrets.mjs', folder], {
    cwd: root,
    encoding: 'utf8',
  })

let redis: RedisServer
beforeAll(async () => {
  expect(make()).toMatchObject({ status: 0, stderr: '' })
  const users = join(folder, 'redis-users')
  appendFileSync(users, 'user watcher on >watching ~* &* +@all\n')
  redis = await startRedis(undefined, ['--aclfile', users])
})
afterAll(async () => {
  await redis?.stop()
  rmSync(folder, { recursive: true })
})

const addressOf = (user: string) => `redis://${user}@127.0.0.1:${redis.port}`
const own = () => read('redis-url').trim().replace('@redis:6379', `@127.0.0.1:${redis.port}`)

async function ask(url: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

describe('the secrets of compose', () => {
  test('when they have been made, then each that compose mounts is there, and nobody else looks into the folder', () => {
    const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true }) as {
      secrets: Record<string, { file: string }>
    }
    const names = Object.values(compose.secrets).map(({ file }) => basename(file))
    expect(readdirSync(folder).sort()).toEqual(['.gitignore', ...names].sort())
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(read('.gitignore')).toBe('*\n')
    expect(readKeyFile(JSON.parse(read('signing-keys')))).toHaveLength(2)
  })

  test('when they are made again, then what is there stays', () => {
    const before = readdirSync(folder).map((name) => [name, read(name)])
    expect(make().status).toBe(0)
    expect(readdirSync(folder).map((name) => [name, read(name)])).toEqual(before)
  })
})

describe('the Redis user of compose', () => {
  test('when the store is used in every way, then its four commands are all that it needs', async () => {
    const store = createRedisStore({ url: own(), note: () => undefined })
    await store.open()
    await store.put('code:a', 'sealed', 60)
    expect([
      await store.get('code:a'),
      await store.take('code:a'),
      await store.claim('marker:a', 30),
      await store.claim('marker:a', 30),
    ]).toEqual(['sealed', 'sealed', true, false])
    await store.close()
    const watcher = addressOf('watcher:watching')
    expect(await ask(watcher, 'ACL', 'LOG')).toEqual([])
    const clients = String(await ask(watcher, 'INFO', 'commandstats'))
    const used = [...clients.matchAll(/^cmdstat_([a-z|]+):/gm)].map(([, name]) => name)
    const others = ['acl|log', 'client|setinfo', 'info', 'hello', 'auth']
    expect(used.filter((name) => !others.includes(name ?? '')).sort()).toEqual([
      'get',
      'getdel',
      'ping',
      'set',
    ])
  })

  test.each([[['KEYS', '*']], [['FLUSHALL']], [['CONFIG', 'GET', '*']], [['GET', 'another:key']]])(
    'when it asks for %j, then Redis refuses',
    async (command) => {
      await expect(ask(own(), ...command)).rejects.toThrow(/^NOPERM/)
    },
  )

  test('when somebody without a password asks, then only whether the server is there', async () => {
    const nobody = `redis://127.0.0.1:${redis.port}`
    expect(await ask(nobody, 'PING')).toBe('PONG')
    await expect(ask(nobody, 'GET', 'franceconnect-prefill:code:a')).rejects.toThrow(/^NOPERM/)
  })
})
