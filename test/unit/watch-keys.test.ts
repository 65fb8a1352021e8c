import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from '@jest/globals'
import type { FileWatch } from '../../src/configuration/watch-files.ts'
import type { PrivateKey } from '../../src/signing/key-file.ts'
import { createKeyRing, importSigningKeys } from '../../src/signing/signing-keys.ts'
import { watchKeys } from '../../src/watch-keys.ts'
import { writeFolder } from '../support/configuration-folder.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aKey, start } from '../support/key-files.ts'

let first: PrivateKey
let second: PrivateKey
beforeAll(async () => {
  ;[first, second] = await Promise.all([aKey('first'), aKey('second')])
})

let watch: FileWatch | undefined
afterEach(() => watch?.stop())

/** A watch over a file that was read as one key; `look` is what the watch does by itself every few milliseconds. */
async function stage(everyMilliseconds = 3_600_000) {
  const file = join(writeFolder({ 'keys.json': { keys: [first] } }), 'keys.json')
  const taken = { keys: [first] }
  const clock = createFakeClock(new Date(start * 1000).toISOString())
  const ring = createKeyRing(await importSigningKeys(taken, start), clock.now)
  const said: unknown[] = []
  const note = (level: string) => (line: object, message: string) =>
    void said.push({ level, message, ...line })
  const log = { info: note('info'), warn: note('warn'), error: note('error') } as never
  const needed = ['ES256'] as const
  watch = watchKeys({ file, taken, ring, now: clock.now, needed, log, everyMilliseconds })
  const kids = () => ring.history.map(({ kid }) => kid)
  const write = (value: unknown) =>
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return { check: watch.check, clock, said, kids, write, file }
}

const kept = (reason: string) => ({
  level: 'error',
  message: 'signing keys kept',
  event: 'reload',
  file: 'SIGNING_KEYS_FILE',
  reason: `SIGNING_KEYS_FILE: ${reason}`,
})

test('when the file is as it was read, then nothing is said', async () => {
  const { check, said } = await stage()
  await check()
  expect(said).toEqual([])
})

test('when the file had changed before it was watched, then the change is taken over', async () => {
  const { check, said, kids, write } = await stage()
  write({ keys: [second] })
  await check()
  expect(kids()).toEqual(['second'])
  expect(said).toEqual([
    {
      level: 'info',
      message: 'signing keys reloaded',
      event: 'reload',
      file: 'SIGNING_KEYS_FILE',
      kids: ['second'],
    },
    {
      level: 'warn',
      message: 'signing keys no longer published',
      event: 'reload',
      file: 'SIGNING_KEYS_FILE',
      dropped: ['first'],
    },
  ])
})

test('when the file is bad, then the keys stay, it says why without quoting, and the next good one is taken', async () => {
  const { check, said, kids, write, file } = await stage()
  write(`{"d": "${first.d}`)
  await check()
  write({ keys: [] })
  await check()
  expect(kids()).toEqual(['first'])
  expect(said).toEqual([
    kept(`${file} is not JSON`),
    { ...kept(''), reason: expect.stringContaining('expected a JWK Set of private keys') },
  ])
  expect(JSON.stringify(said)).not.toContain(first.d)
  write({ keys: [second] })
  await check()
  expect(kids()).toEqual(['second'])
})

test('when a clock is behind the file, then the file is taken as soon as the clock is there', async () => {
  const { check, said, kids, write, clock } = await stage()
  write({
    keys: [
      { ...first, revoked_at: start },
      { ...second, valid_from: start + 2 },
    ],
  })
  await check()
  expect(kids()).toEqual(['first'])
  clock.advance(2)
  await check()
  expect(kids()).toEqual(['first', 'second'])
  expect(said).toHaveLength(2)
})

test('when a bad file is looked at again and again, then it says so once, and once more when asked', async () => {
  const { check, said, write } = await stage(5)
  write('no JSON')
  await check()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(said).toHaveLength(1)
  await check()
  expect(said).toHaveLength(2)
})
