import { beforeAll, expect, test } from '@jest/globals'
import type { PrivateKey } from '../../src/signing/key-file.ts'
import { reloadKeys } from '../../src/signing/reload-keys.ts'
import {
  createKeyRing,
  importSigningKeys,
  type SigningAlgorithm,
} from '../../src/signing/signing-keys.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aKey, start } from '../support/key-files.ts'

let former: PrivateKey
let ec: PrivateKey
let rsa: PrivateKey
beforeAll(async () => {
  const keys = [aKey('former'), aKey('ec'), aKey('rsa', {}, 'RS256')] as const
  ;[former, ec, rsa] = await Promise.all(keys)
})

async function stage(needed: readonly SigningAlgorithm[] = ['ES256']) {
  const clock = createFakeClock(new Date(start * 1000).toISOString())
  const ring = createKeyRing(await importSigningKeys({ keys: [former] }, start), clock.now)
  const reload = (file: unknown) => reloadKeys(file, { ring, now: clock.now, needed })
  return { clock, reload, kids: () => ring.history.map(({ kid }) => kid) }
}

test('when the file is good, then its keys take the place of the former ones', async () => {
  const { reload, kids } = await stage(['ES256', 'RS256'])
  expect(await reload({ keys: [ec, rsa] })).toEqual({ kids: ['ec', 'rsa'], dropped: ['former'] })
  expect(kids()).toEqual(['ec', 'rsa'])
})

test.each<[string, () => unknown, string]>([
  ['no key set', () => null, 'expected a JWK Set'],
  ['empty', () => ({ keys: [] }), 'expected a JWK Set'],
  ['of two keys at once', () => ({ keys: [ec, former] }), 'sign at the same time'],
  [
    'without the algorithm of a form',
    () => ({ keys: [ec] }),
    'expected a RS256 key that signs now',
  ],
  [
    'with that algorithm revoked',
    () => ({ keys: [ec, { ...rsa, revoked_at: 1 }] }),
    'expected a RS256 key that signs now',
  ],
  [
    'of numbers that do not fit',
    () => ({ keys: [{ ...ec, d: former.d }, rsa] }),
    'do not fit together',
  ],
])('when the file is %s, then the former keys stay, and it says why', async (_, file, why) => {
  const { reload, kids } = await stage(['ES256', 'RS256'])
  const refused = reload(file())
  await expect(refused).rejects.toMatchObject({ name: 'SigningKeysError' })
  await expect(refused).rejects.toThrow(why)
  expect(kids()).toEqual(['former'])
})

test('when the file begins in a second, then it is refused now and taken then', async () => {
  const { reload, kids, clock } = await stage()
  const file = { keys: [{ ...ec, valid_from: start + 1 }] }
  await expect(reload(file)).rejects.toThrow('expected an ES256 key that signs now')
  clock.advance(1)
  expect(await reload(file)).toMatchObject({ kids: ['ec'] })
  expect(kids()).toEqual(['ec'])
})

test('when a file makes a revoked key good again, then it is refused, and the key stays revoked', async () => {
  const { reload, kids } = await stage()
  const now = { ...ec, valid_from: start }
  const ended = { ...former, valid_until: start }
  expect(await reload({ keys: [now, { ...ended, revoked_at: start }] })).toEqual({
    kids: ['ec', 'former'],
    dropped: [],
  })
  await expect(reload({ keys: [now, ended] })).rejects.toThrow(
    'former was revoked, and this file does not say so',
  )
  expect(kids()).toEqual(['ec', 'former'])
})
