import { createHmac } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { CompactEncrypt, generateKeyPair, importJWK, type JWK } from 'jose'
import { encryptToken } from '../../src/signing/encrypt-token.ts'
import { type VerifyOptions, verifyPrefill } from '../../src/verify.ts'
import { aFormKeyPair, type FormKeyPair } from '../support/encryption-keys.ts'
import {
  assembleToken,
  at,
  makeTokenKey,
  proven,
  signToken,
  someClaims,
  submitted,
  type TokenKey,
  unproven,
  verifyOptions,
  withProblems,
} from '../support/prefill-tokens.ts'

let key: TokenKey
let pair: FormKeyPair
let jws: string
beforeAll(async () => {
  ;[key, pair] = await Promise.all([makeTokenKey('k1'), aFormKeyPair('form-1')])
  jws = await signToken(key)
})

const verify = (token: unknown, changes: Partial<VerifyOptions> = {}) =>
  verifyPrefill(
    token,
    submitted,
    verifyOptions(key, { decryptionKey: pair.privateJwk, ...changes }),
  )

type Header = { alg: string; enc: string } & Record<string, unknown>
const ecdh: Header = { alg: 'ECDH-ES', enc: 'A256GCM' }

async function encrypt(
  text: string,
  header: Header,
  jwk: JWK | CryptoKey | Uint8Array = pair.published,
) {
  const encryptor = new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader(header)
  return encryptor.encrypt(
    'kty' in jwk ? await importJWK(jwk as JWK, header.alg) : (jwk as CryptoKey),
  )
}

describe('an encrypted token', () => {
  test('when the form has its key, then the verdict is that of the token within', async () => {
    expect(await verify(await encryptToken(jws, pair.key))).toEqual(proven)
    expect(await verify(` ${await encryptToken(jws, pair.key)}\n`)).toEqual(proven)
  })

  test('when the form has no key, then the type is wrong', async () => {
    const jwe = await encryptToken(jws, pair.key)
    expect(await verify(jwe, { decryptionKey: undefined })).toEqual(unproven('wrong_type'))
  })

  test('when the form changes its key, then either opens', async () => {
    const next = await aFormKeyPair()
    const decryptionKey = [next.privateJwk, pair.privateJwk]
    expect(await verify(await encryptToken(jws, pair.key), { decryptionKey })).toEqual(proven)
    expect(await verify(await encryptToken(jws, next.key), { decryptionKey })).toEqual(proven)
    const late = { decryptionKey: next.privateJwk }
    expect(await verify(await encryptToken(jws, pair.key), late)).toEqual(unproven('tampered'))
  })

  test('when anybody encrypts, then it is the signature within that counts', async () => {
    const pirate = await makeTokenKey('k1')
    const forged = await signToken(pirate)
    expect(await verify(await encryptToken(forged, pair.key))).toEqual(unproven('tampered'))
    expect(await verify(await encryptToken(JSON.stringify(someClaims()), pair.key))).toEqual(
      unproven('tampered'),
    )
    const none = assembleToken({ alg: 'none', typ: 'prefill+jwt', kid: 'k1' })
    expect(await verify(await encryptToken(none, pair.key))).toEqual(unproven('wrong_type'))
  })

  test('when the token within is of another form, expired or of test people, then that is told', async () => {
    const other = await signToken(key, someClaims({ aud: 'autre' }))
    const { fields: _, added: __, ...found } = await verify(await encryptToken(other, pair.key))
    expect(found).toMatchObject({ valid: false, problems: ['other_form'] })
    const late = { submittedAt: at(86_401) }
    expect(await verify(await encryptToken(jws, pair.key), late)).toEqual(withProblems('expired'))
  })

  test('when the token came unencrypted all the same, then it proves what it proves', async () => {
    expect(await verify(jws)).toEqual(proven)
    expect(await verify('')).toEqual(unproven('missing'))
    expect(await verify(undefined)).toEqual(unproven('missing'))
  })

  test('when the key was revoked, then the record is asked about the token as it came', async () => {
    const jwe = await encryptToken(jws, pair.key)
    const keys = [{ ...key.published, revoked_at: 1 }]
    const asked: unknown[] = []
    const answering = (answer: boolean) => ({
      keys,
      recorded: (jti: string, token: string) => {
        asked.push([jti, token])
        return answer
      },
    })
    expect(await verify(jwe, { keys })).toEqual(unproven('revoked_key'))
    expect(await verify(jwe, answering(false))).toEqual(unproven('revoked_key'))
    expect(await verify(`${jwe}\n`, answering(true))).toEqual(proven)
    expect(await verify(jws, answering(true))).toEqual(proven)
    expect(asked).toEqual([
      ['jti-1', jwe],
      ['jti-1', jwe],
      ['jti-1', jws],
    ])
  })
})

const bomb = () => 'A'.repeat(64 * 1024 * 1024)

/** A JWE that inflates to 64 MiB, made by hand: its key is ours, its text is small. */
async function zipped(): Promise<string> {
  const small = await encrypt(jws, { ...ecdh, zip: 'DEF' })
  expect(small.length).toBeLessThan(5000)
  return small
}

describe('an encrypted attack', () => {
  const wrapping = new Uint8Array(32).fill(7)
  const rsa = () => generateKeyPair('RSA-OAEP-256').then(({ publicKey }) => publicKey)

  test.each<[string, () => Promise<string>, string]>([
    [
      'within another',
      async () => encryptToken(await encryptToken(jws, pair.key), pair.key),
      'wrong_type',
    ],
    ['compressed', zipped, 'tampered'],
    [
      'of a password',
      () => encrypt(jws, { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1000 }, wrapping),
      'tampered',
    ],
    ['of a shared key', () => encrypt(jws, { alg: 'dir', enc: 'A256GCM' }, wrapping), 'tampered'],
    [
      'of a wrapped key',
      () => encrypt(jws, { alg: 'A256KW', enc: 'A256GCM' }, wrapping),
      'tampered',
    ],
    [
      'to an RSA key',
      async () => encrypt(jws, { alg: 'RSA-OAEP-256', enc: 'A256GCM' }, await rsa()),
      'tampered',
    ],
    ['with key wrapping', () => encrypt(jws, { ...ecdh, alg: 'ECDH-ES+A256KW' }), 'tampered'],
    ['by AES-CBC', () => encrypt(jws, { ...ecdh, enc: 'A128CBC-HS256' }), 'tampered'],
    [
      'with an unknown critical member',
      async () => {
        const [, ...rest] = (await encrypt(jws, ecdh)).split('.')
        const head = JSON.stringify({ ...ecdh, crit: ['x'], x: 1 })
        return [Buffer.from(head).toString('base64url'), ...rest].join('.')
      },
      'tampered',
    ],
    [
      'with a point beside the curve',
      async () => {
        const [, ...rest] = (await encrypt(jws, ecdh)).split('.')
        const head = JSON.stringify({ ...ecdh, epk: { ...pair.published, y: pair.published.x } })
        return [Buffer.from(head).toString('base64url'), ...rest].join('.')
      },
      'tampered',
    ],
    ['of nothing', async () => '....', 'tampered'],
    ['of a million characters', async () => `${'A'.repeat(1024 * 1024)}....`, 'tampered'],
    ['of a million parts', async () => '.'.repeat(1024 * 1024), 'tampered'],
  ])('when the token is a JWE %s, then it is refused in bounded time', async (_, make, problem) => {
    const token = await make()
    const begun = performance.now()
    expect(await verify(token)).toEqual(unproven(problem))
    expect(performance.now() - begun).toBeLessThan(1000)
  })

  test('when it would inflate without end, then it is not inflated at all', async () => {
    const text = bomb()
    expect(deflateRawSync(text).length).toBeLessThan(72 * 1024)
    const token = await encrypt(text, { ...ecdh, zip: 'DEF' })
    const before = process.memoryUsage().rss
    const begun = performance.now()
    expect(await verify(token)).toEqual(unproven('tampered'))
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024)
  })
})

describe('an attack of another kind', () => {
  test('when two published keys bear one kid, then the one that signed is found, and a revocation of it', async () => {
    const twin = await makeTokenKey('k1')
    const keys = [twin.published, key.published]
    expect(await verify(jws, { keys })).toEqual(proven)
    expect(await verify(jws, { keys: [...keys].reverse() })).toEqual(proven)
    const revoked = { ...key.published, revoked_at: 1 }
    expect(await verify(jws, { keys: [twin.published, revoked, key.published] })).toEqual(
      unproven('revoked_key'),
    )
    expect(
      await verify(jws, { keys: [{ ...twin.published, revoked_at: 1 }, key.published] }),
    ).toEqual(proven)
  })

  test('when it is an ID token of FranceConnect, then the type is wrong', async () => {
    const claims = { iss: 'https://franceconnect.exemple.fr/api/v2', aud: 'client', sub: 'x' }
    for (const header of [{ typ: undefined, kid: 'pkcs11:ES256:hsm' }, { typ: 'JWT' }])
      expect(await verify(await signToken(key, claims, { header }))).toEqual(unproven('wrong_type'))
  })

  test('when it is a token of another form, then no field of it is judged', async () => {
    expect(await verify(await signToken(key, someClaims({ aud: 'autre' })))).toEqual({
      ...withProblems('other_form'),
      fields: {},
      added: ['nom', 'autre'],
    })
  })

  test('when HMAC is made with a public coordinate under our own header, then it is tampered with', async () => {
    const [head, body] = assembleToken({ alg: 'ES256', typ: 'prefill+jwt', kid: 'k1' }).split('.')
    const { x } = key.published as { x: string }
    const mac = createHmac('sha256', Buffer.from(x, 'base64url')).update(`${head}.${body}`).digest()
    const doubled = Buffer.concat([mac, mac]).toString('base64url')
    for (const signature of [mac.toString('base64url'), doubled])
      expect(await verify(`${head}.${body}.${signature}`)).toEqual(unproven('tampered'))
  })

  test('when the signature is all zeros, then it is tampered with', async () => {
    const [head, body] = jws.split('.')
    const zeros = Buffer.alloc(64).toString('base64url')
    expect(await verify(`${head}.${body}.${zeros}`)).toEqual(unproven('tampered'))
  })
})
