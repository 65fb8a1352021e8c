import { beforeAll, describe, expect, test } from '@jest/globals'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, importJWK } from 'jose'
import { decryptToken } from '../../src/signing/decrypt-token.ts'
import { encryptToken } from '../../src/signing/encrypt-token.ts'
import { aFormKeyPair, type FormKeyPair } from '../support/encryption-keys.ts'

const jws = 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA'
let pair: FormKeyPair
let other: FormKeyPair
beforeAll(async () => {
  ;[pair, other] = await Promise.all([aFormKeyPair('form-1'), aFormKeyPair()])
})

describe('a token encrypted', () => {
  test('when it is encrypted, then its header says how, and for which key', async () => {
    const header = decodeProtectedHeader(await encryptToken(jws, pair.key))
    expect(header).toEqual({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      cty: 'JWT',
      kid: 'form-1',
      epk: {
        kty: 'EC',
        crv: 'P-256',
        x: expect.stringMatching(/^[\w-]{43}$/),
        y: expect.stringMatching(/^[\w-]{43}$/),
      },
    })
    expect(decodeProtectedHeader(await encryptToken(jws, other.key))).not.toHaveProperty('kid')
  })

  test('when a stock library has the private key, then it reads the signed token', async () => {
    const key = await importJWK(pair.privateJwk, 'ECDH-ES')
    const { plaintext } = await compactDecrypt(await encryptToken(jws, pair.key), key)
    expect(new TextDecoder().decode(plaintext)).toBe(jws)
  })

  test('when it is encrypted twice, then nothing but the header of the form is the same', async () => {
    const [one, two] = await Promise.all([encryptToken(jws, pair.key), encryptToken(jws, pair.key)])
    const parts = one.split('.').map((part, index) => part === two.split('.')[index])
    // With direct agreement there is no encrypted key: that part is empty.
    expect(parts).toEqual([false, true, false, false, false])
    expect(one).not.toContain(jws.split('.')[0])
  })
})

describe('a token opened', () => {
  test('when the key is a JWK, a CryptoKey or one of several, then it opens', async () => {
    const jwe = await encryptToken(jws, pair.key)
    const imported = (await importJWK(pair.privateJwk, 'ECDH-ES')) as CryptoKey
    const { kid: _, ...unnamed } = pair.privateJwk
    for (const key of [pair.privateJwk, imported, [other.privateJwk, imported], unnamed])
      expect(await decryptToken(jwe, key)).toBe(jws)
    expect(await decryptToken(` ${jwe}\n`, pair.privateJwk)).toBe(jws)
  })

  test('when no key fits, then there is nothing', async () => {
    const jwe = await encryptToken(jws, pair.key)
    const noKeys = [null, undefined, 1, {}, { kty: 'EC' }, { kty: 'oct', k: 'AAAA' }]
    for (const key of [other.privateJwk, [], pair.published, ...noKeys])
      expect(await decryptToken(jwe, key as never)).toBeUndefined()
  })

  test.each([[undefined], [null], [''], [jws], ['a.b.c.d'], ['a.b.c.d.e.f'], [42], [{}]])(
    'when the token is %j, then it comes back as it is',
    async (token) => {
      expect(await decryptToken(token, pair.privateJwk)).toBe(token)
    },
  )

  test('when any part is changed, then there is nothing', async () => {
    const parts = (await encryptToken(jws, pair.key)).split('.')
    for (const index of [0, 1, 2, 3, 4]) {
      const changed = parts.map((part, at) =>
        at === index ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part,
      )
      expect(await decryptToken(changed.join('.'), pair.privateJwk)).toBeUndefined()
    }
  })

  test('when it is no text within, or longer than 96 KiB, then there is nothing', async () => {
    const encrypt = async (bytes: Uint8Array) =>
      new CompactEncrypt(bytes)
        .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
        .encrypt(await importJWK(pair.published, 'ECDH-ES'))
    expect(
      await decryptToken(await encrypt(new Uint8Array([255])), pair.privateJwk),
    ).toBeUndefined()
    const long = await encrypt(new TextEncoder().encode('A'.repeat(73 * 1024)))
    expect(await decryptToken(long, pair.privateJwk)).toBeUndefined()
    const short = await encrypt(new TextEncoder().encode('A'.repeat(64 * 1024)))
    expect(await decryptToken(short, pair.privateJwk)).toBe('A'.repeat(64 * 1024))
  })
})
