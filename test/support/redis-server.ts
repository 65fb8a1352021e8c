import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { findInstalled } from './find-installed.ts'
import { freePort } from './start-demo-process.ts'

/** A Redis of its own, on loopback, that keeps nothing on disk. */
export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Sends a command as an administrator does, on a connection of its own. */
  ask(...command: string[]): Promise<unknown>
  /** Stops answering, with every connection open. */
  freeze(): void
  thaw(): void
  /** Ends it; what it held is gone. */
  stop(): Promise<void>
}

const places = [
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/usr/bin/valkey-server',
  '/usr/local/bin/valkey-server',
]

async function askOnce(url: string, command: string[]): Promise<unknown> {
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

async function untilItAnswers(url: string): Promise<void> {
  for (let count = 0; count < 100; count += 1) {
    const answer = await askOnce(url, ['PING']).catch(() => undefined)
    if (answer === 'PONG') return
    await sleep(50)
  }
  throw new Error('redis-server does not answer')
}

/**
 * Starts Redis and resolves when it answers.
 * @param settings further settings, as on its command line
 */
export async function startRedis(port?: number, settings: string[] = []): Promise<RedisServer> {
  const command = findInstalled(places, 'redis-server')
  const own = port ?? (await freePort())
  const folder = mkdtempSync(join(tmpdir(), 'prefill-redis-'))
  const fixed = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const child = spawn(command, ['--port', String(own), ...fixed, ...settings], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const url = `redis://127.0.0.1:${own}`
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  await untilItAnswers(url).catch(async (error) => {
    await stop()
    throw error
  })
  return {
    port: own,
    url,
    ask: (...words) => askOnce(url, words),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop,
  }
}
