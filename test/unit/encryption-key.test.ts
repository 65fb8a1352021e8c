import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { findEncryptionKey } from '../../src/domain/encryption-key.ts'
import { isOnP256 } from '../../src/domain/p256.ts'

// The public half of the first key of RFC 7517 Appendix A.1.
const x = 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4'
const y = '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM'
const point = { kty: 'EC', crv: 'P-256', x, y }
const noKey = 'expected an EC key of P-256 with alg ECDH-ES and use enc'
const isPrivate = 'this is a private key: register the public one only'
const noSet = 'expected a JWK Set: {keys: […]}'
const offCurve = 'x and y of this key are not on the curve P-256'

const exported = (type: 'ec' | 'rsa', options: object) =>
  (
    generateKeyPairSync as (
      type: string,
      options: object,
    ) => { publicKey: { export: (as: object) => object } }
  )(type, options).publicKey.export({ format: 'jwk' })
const rsa = exported('rsa', { modulusLength: 2048 })
const p384 = exported('ec', { namedCurve: 'P-384' })

test.each<[string, object[], object]>([
  ['a bare key', [point], point],
  ['a key for encryption', [{ ...point, use: 'enc', alg: 'ECDH-ES' }], point],
  ['a key with an id', [{ ...point, kid: 'a' }], { ...point, kid: 'a' }],
  [
    'one among others',
    [rsa, p384, { ...point, use: 'sig' }, { ...point, alg: 'ES256' }, { ...point, kid: 'b' }],
    { ...point, kid: 'b' },
  ],
  [
    'two that fit',
    [
      { ...point, kid: 'a' },
      { ...point, kid: 'b' },
    ],
    { ...point, kid: 'a' },
  ],
])('when a key set has %s, then that is the key', (_, keys, key) => {
  expect(findEncryptionKey({ keys })).toEqual(key)
})

test.each<[string, unknown, string]>([
  ['nothing', undefined, noSet],
  ['a key without a set', point, noSet],
  ['a text', JSON.stringify({ keys: [point] }), noSet],
  ['more than twenty keys', { keys: Array(21).fill(point) }, noSet],
  ['no key', { keys: [] }, noKey],
  ['strange members', { keys: [null, 1, 'x', []] }, noKey],
  ['RSA', { keys: [rsa] }, noKey],
  ['P-384', { keys: [p384] }, noKey],
  ['a key for signatures', { keys: [{ ...point, use: 'sig' }] }, noKey],
  ['a key of another algorithm', { keys: [{ ...point, alg: 'ECDH-ES+A256KW' }] }, noKey],
  ['a coordinate too short', { keys: [{ ...point, x: x.slice(1) }] }, noKey],
  ['a coordinate that is no base64url', { keys: [{ ...point, x: `${x.slice(1)}=` }] }, noKey],
  ['an empty id', { keys: [{ ...point, kid: '' }] }, noKey],
  ['a private key', { keys: [{ ...point, d: 'secret' }] }, isPrivate],
  ['a private key after a good one', { keys: [point, { ...point, d: 'secret' }] }, isPrivate],
  ['a private key of another kind', { keys: [point, { ...rsa, p: 'secret' }] }, isPrivate],
  ['a shared secret', { keys: [{ kty: 'oct', k: 'secret' }] }, isPrivate],
  ['a point beside the curve', { keys: [{ ...point, y: x }] }, offCurve],
  ['no point at all', { keys: [{ ...point, x: 'A'.repeat(43), y: 'A'.repeat(43) }] }, offCurve],
])('when a key set is or has %s, then it says so', (_, keySet, sentence) => {
  expect(findEncryptionKey(keySet)).toBe(sentence)
})

test('when points are made by OpenSSL, then they are on the curve, and changed ones are not', () => {
  for (let count = 0; count < 20; count += 1) {
    const made = exported('ec', { namedCurve: 'P-256' }) as { x: string; y: string }
    expect(isOnP256(made.x, made.y)).toBe(true)
    expect(isOnP256(made.y, made.x)).toBe(false)
  }
})

test('when a coordinate is beyond the field, then the point is none, though it is congruent to one', () => {
  // The point with x = 5, and x + p.
  const small = Buffer.alloc(32)
  small[31] = 5
  const ySmall = Buffer.from(
    '459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc',
    'hex',
  )
  const beyond = Buffer.from(
    'ffffffff00000001000000000000000000000001000000000000000000000004',
    'hex',
  )
  const text = (bytes: Buffer) => bytes.toString('base64url')
  expect(isOnP256(text(small), text(ySmall))).toBe(true)
  expect(isOnP256(text(beyond), text(ySmall))).toBe(false)
})
