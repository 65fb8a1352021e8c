import { beforeAll, describe, expect, test } from '@jest/globals'
import { type PrivateKey, readKeyFile, SigningKeysError } from '../../src/signing/key-file.ts'
import { importSigningKeys } from '../../src/signing/signing-keys.ts'
import { aKey, hour, start } from '../support/key-files.ts'

let ec: PrivateKey
let other: PrivateKey
let rsa: PrivateKey
beforeAll(async () => {
  ;[ec, other, rsa] = await Promise.all([aKey('ec'), aKey('other'), aKey('rsa', {}, 'RS256')])
})

function refusal(value: unknown): string {
  try {
    readKeyFile(value)
  } catch (error) {
    if (error instanceof SigningKeysError) return error.message
  }
  throw new Error('not refused')
}

describe('a key file that can be read', () => {
  test('when a key says only what it must, then the rest is told', () => {
    const { kid, kty, crv, x, y, d } = ec as Record<string, unknown>
    expect(readKeyFile({ keys: [{ kid, kty, crv, x, y, d }] })).toEqual([
      { kid, kty, crv, x, y, d, alg: 'ES256', use: 'sig', valid_from: 0 },
    ])
  })

  test('when two algorithms sign at once, then both are kept, in order', () => {
    expect(readKeyFile({ keys: [rsa, ec] })).toEqual([rsa, ec])
  })

  test('when one key follows another, or is revoked, then they share no time', () => {
    const ends = { ...ec, valid_until: start }
    const follows = { ...other, valid_from: start }
    expect(readKeyFile({ keys: [follows, ends] })).toHaveLength(2)
    expect(readKeyFile({ keys: [ec, { ...other, revoked_at: start }] })).toHaveLength(2)
  })

  test('when there are a thousand keys, then they are read; one more is too many', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      ...ec,
      kid: `${index}`,
      valid_from: index,
      valid_until: index + 1,
    }))
    expect(readKeyFile({ keys: many })).toHaveLength(1000)
    expect(refusal({ keys: [...many, { ...ec, valid_from: 1000 }] })).toContain('<=1000')
  })
})

describe('a key file that is refused', () => {
  test.each([[undefined], [null], ['keys'], [[]], [{ keys: {} }], [{ keys: [] }], [{ keys: [1] }]])(
    'when it is %j, then it says how to make one',
    (value) => {
      expect(refusal(value)).toMatch(
        /^SIGNING_KEYS_FILE: expected a JWK Set of private keys, as `keys init` makes them\n/,
      )
    },
  )

  test('when two keys share a kid, then that is told', () => {
    const next = { ...other, kid: 'ec', valid_from: start }
    expect(refusal({ keys: [{ ...ec, valid_until: start }, next] })).toBe(
      'SIGNING_KEYS_FILE: two keys share one kid',
    )
  })

  test('when two keys sign at the same time, then both are named', () => {
    const overlapping = { ...other, valid_from: start - 1 }
    expect(refusal({ keys: [rsa, { ...ec, valid_until: start }, overlapping] })).toBe(
      'SIGNING_KEYS_FILE: the ES256 keys ec and other sign at the same time; `keys rotate` gives each its own',
    )
  })

  test.each<[string, unknown]>([
    ['kid', ''],
    ['kid', undefined],
    ['kty', 'oct'],
    ['crv', 'P-384'],
    ['alg', 'ES384'],
    ['alg', 'none'],
    ['use', 'enc'],
    ['x', 'no base64url!'],
    ['d', undefined],
    ['valid_from', '2026-11-23'],
    ['valid_from', -1],
    ['valid_from', 0.5],
    ['valid_until', 'never'],
    ['revoked_at', true],
  ])('when %s is %j, then that is told', (member, value) => {
    expect(refusal({ keys: [{ ...ec, [member]: value }] })).toContain(`keys[0].${member}`)
  })

  test('when a key is refused, then the message quotes nothing of it', () => {
    const texts = [
      refusal({ keys: [{ ...ec, crv: 'P-384' }] }),
      refusal({ keys: [{ ...ec, d: `${ec.d}!` }] }),
      refusal({ keys: [{ ...rsa, n: 'AAAA' }] }),
      refusal(JSON.stringify(ec)),
      refusal([ec]),
    ]
    for (const text of texts)
      for (const secret of [ec.d, rsa.d]) expect(text).not.toContain(secret.slice(0, 12))
  })

  test('when an RSA key is short, or its exponent weak, then that is told', () => {
    const { n } = rsa as { n: string }
    expect(refusal({ keys: [{ ...rsa, n: n.slice(1) }] })).toContain(
      'expected an RSA key of at least 2048 bits',
    )
    for (const e of ['AQ', 'Aw', 'AA'])
      expect(refusal({ keys: [{ ...rsa, e }] })).toContain('expected the public exponent 65537')
  })

  test('when a short RSA key is padded to look long, then it is refused all the same', async () => {
    const { generateKeyPairSync } = await import('node:crypto')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const weak = privateKey.export({ format: 'jwk' })
    const n = Buffer.concat([Buffer.alloc(128), Buffer.from(weak.n!, 'base64url')])
    const padded = { ...weak, n: n.toString('base64url'), kid: 'weak', valid_from: start - hour }
    await expect(importSigningKeys({ keys: [ec, padded] }, start)).rejects.toThrow(
      'the RS256 key weak cannot be used',
    )
  })
})
