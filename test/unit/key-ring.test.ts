import { beforeAll, describe, expect, test } from '@jest/globals'
import { decodeProtectedHeader } from 'jose'
import type { PrivateKey } from '../../src/signing/key-file.ts'
import { historySeconds } from '../../src/signing/key-lifecycle.ts'
import { createTokenSigner } from '../../src/signing/sign-tokens.ts'
import { createKeyRing, importSigningKeys } from '../../src/signing/signing-keys.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aKey, day, hour, start } from '../support/key-files.ts'
import { someClaims } from '../support/prefill-tokens.ts'

const change = start + day
let ec: PrivateKey
let next: PrivateKey
let rsa: PrivateKey
beforeAll(async () => {
  ;[ec, next, rsa] = await Promise.all([
    aKey('ec', { valid_until: change }),
    aKey('next', { valid_from: change }),
    aKey('rsa', {}, 'RS256'),
  ])
})

async function ringAt(instant: number, keys: readonly object[] = [ec, next, rsa]) {
  const clock = createFakeClock(new Date(instant * 1000).toISOString())
  const ring = createKeyRing(await importSigningKeys({ keys }, start), clock.now)
  const seen = () => ({
    signs: ring.signingAt('ES256', clock.now().getTime() / 1000)?.kid,
    current: ring.current.map(({ kid }) => kid),
    history: ring.history.map(({ kid, status }) => `${kid} ${status}`),
  })
  return { ring, clock, seen }
}

const both = ['ec', 'next', 'rsa']

test.each([
  ['a day before', start, 'ec', both, ['ec active', 'next next', 'rsa active']],
  ['a moment before', change - 0.001, 'ec', both, ['ec active', 'next next', 'rsa active']],
  ['at', change, 'next', both, ['ec retiring', 'next active', 'rsa active']],
  [
    'a moment less than a day after',
    change + day - 0.001,
    'next',
    both,
    ['ec retiring', 'next active', 'rsa active'],
  ],
  [
    'a day after',
    change + day,
    'next',
    ['next', 'rsa'],
    ['ec retired', 'next active', 'rsa active'],
  ],
  [
    'a moment less than 13 months after',
    change + historySeconds - 0.001,
    'next',
    ['next', 'rsa'],
    ['ec retired', 'next active', 'rsa active'],
  ],
  [
    '13 months after',
    change + historySeconds,
    'next',
    ['next', 'rsa'],
    ['next active', 'rsa active'],
  ],
])(
  'when it is %s the change, then it signs and publishes exactly this',
  async (_, instant, signs, current, history) => {
    const { seen } = await ringAt(instant)
    expect(seen()).toEqual({ signs, current, history })
  },
)

describe('what is published', () => {
  test('when it is a current key, then it is a bare public key', async () => {
    const { ring } = await ringAt(start)
    const { x, y } = ec as { x: string; y: string }
    const { n } = rsa as { n: string }
    expect([ring.current[0], ring.current[2]]).toEqual([
      { kid: 'ec', kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', x, y },
      { kid: 'rsa', kty: 'RSA', alg: 'RS256', use: 'sig', n, e: 'AQAB' },
    ])
  })

  test('when it is a key of the history, then it has its period and its revocation', async () => {
    const { ring } = await ringAt(start, [rsa, { ...ec, revoked_at: start }, aside()])
    expect(ring.history[1]).toEqual({
      kid: 'ec',
      kty: 'EC',
      crv: 'P-256',
      alg: 'ES256',
      use: 'sig',
      x: (ec as { x: string }).x,
      y: (ec as { y: string }).y,
      status: 'active',
      valid_from: start - day,
      valid_until: change,
      revoked_at: start,
    })
  })

  test('when a key is revoked, in whatever state, then no client meets it and it signs nothing', async () => {
    const revoked = { revoked_at: start }
    const { seen, clock } = await ringAt(start, [
      { ...ec, ...revoked },
      { ...next, ...revoked },
      aside(),
    ])
    expect(seen()).toMatchObject({ signs: 'aside', current: ['aside'] })
    clock.advance(day + hour)
    expect(seen()).toMatchObject({ signs: 'aside', current: ['aside'] })
  })

  test('when anything is published, then nothing private is', async () => {
    const { ring } = await ringAt(start)
    const text = JSON.stringify([ring.current, ring.history])
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'])
      expect(text).not.toContain(`"${member}":`)
  })
})

const aside = () => ({ ...next, kid: 'aside', valid_from: 0 })

describe('the keys that sign', () => {
  test('when a token claims an instant, then the key of that instant signs it, whatever the clock says', async () => {
    const { ring } = await ringAt(change + 5)
    const signer = createTokenSigner(ring)
    const kidAt = async (iat: number) =>
      decodeProtectedHeader(await signer.signPrefillToken(someClaims({ iat }))).kid
    expect([await kidAt(change - 1), await kidAt(change)]).toEqual(['ec', 'next'])
  })

  test('when an algorithm has no key at an instant, then there is none', async () => {
    const { ring, clock } = await ringAt(start, [ec, { ...rsa, valid_until: start + 10 }])
    expect(ring.algorithms).toEqual(['ES256', 'RS256'])
    clock.advance(10)
    expect(ring.algorithms).toEqual(['ES256'])
    expect(ring.signingAt('RS256', start + 10)).toBeUndefined()
    expect(ring.signingAt('RS256', start + 9)?.kid).toBe('rsa')
  })

  test('when the keys are replaced, then whoever holds the ring has the new ones', async () => {
    const { ring, seen } = await ringAt(start, [ec])
    ring.replace(await importSigningKeys({ keys: [aside()] }, start))
    expect(seen()).toEqual({ signs: 'aside', current: ['aside'], history: ['aside active'] })
  })

  test('when none signs ES256 now, then they are not even imported', async () => {
    const message = 'SIGNING_KEYS_FILE: expected an ES256 key that signs now'
    for (const keys of [[rsa], [next], [{ ...ec, revoked_at: 1 }], [{ ...ec, valid_until: start }]])
      await expect(importSigningKeys({ keys }, start)).rejects.toThrow(message)
  })
})
