import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { CompactEncrypt, type CompactJWEHeaderParameters, importJWK } from 'jose'
import { decryptToken } from '../../src/signing/decrypt-token.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { openPrefillToken } from '../../src/signing/open-prefill-token.ts'
import { createIdTokenHintReader } from '../../src/signing/read-id-token-hint.ts'
import { createTokenSigner } from '../../src/signing/sign-tokens.ts'
import {
  createKeyRing,
  importSigningKeys,
  type SigningKeys,
} from '../../src/signing/signing-keys.ts'
import { aFormKeyPair, type FormKeyPair } from '../support/encryption-keys.ts'
import {
  assembleToken,
  makeTokenKey,
  signedAt,
  signToken,
  type TokenKey,
} from '../support/prefill-tokens.ts'

const signature = 'A'.repeat(86)
const operations = ['verify', 'importKey', 'deriveBits', 'decrypt', 'unwrapKey'] as const

/** How often cryptography is asked for while something is done. */
async function costOf(doing: () => Promise<unknown>): Promise<number> {
  const spies = operations.map((name) => jest.spyOn(crypto.subtle, name))
  await doing()
  return spies.reduce((count, { mock }) => count + mock.calls.length, 0)
}
afterEach(() => void jest.restoreAllMocks())

describe('a prefill token', () => {
  let key: TokenKey
  beforeAll(async () => {
    key = await makeTokenKey('k1')
  })
  const good = { alg: 'ES256', typ: 'prefill+jwt', kid: 'k1' }
  const cost = (token: unknown) => costOf(() => openPrefillToken(token, [key.published]))

  test('when it is a good one, then its signature is what it costs', async () => {
    expect(await cost(await signToken(key))).toBeGreaterThan(0)
  })

  test.each<[string, () => unknown]>([
    ['no text', () => 42],
    ['empty', () => ''],
    ['garbage', () => 'x'.repeat(5000)],
    ['larger than 64 KB', () => assembleToken(good, 'x'.repeat(64 * 1024), signature)],
    ['of another type', () => assembleToken({ ...good, typ: 'JWT' }, {}, signature)],
    ['unsigned', () => assembleToken({ ...good, alg: 'none' }, {}, '')],
    ['of another algorithm', () => assembleToken({ ...good, alg: 'RS256' }, {}, signature)],
    ['under no key', () => assembleToken({ ...good, kid: undefined }, {}, signature)],
    ['under a key of somebody else', () => assembleToken({ ...good, kid: 'k2' }, {}, signature)],
    ['bringing its own key', () => assembleToken({ ...good, jwk: {} }, {}, signature)],
    ['signed too shortly', () => assembleToken(good, {}, 'A'.repeat(85))],
    ['signed at length', () => assembleToken(good, {}, 'A'.repeat(40_000))],
    ['in four parts', () => `${assembleToken(good, {}, signature)}.x`],
    ['of a header that is no JSON', () => `eA.e30.${signature}`],
  ])('when it is %s, then no cryptography is spent on it', async (_, token) => {
    expect(await cost(token())).toBe(0)
  })
})

describe('an id_token_hint', () => {
  const issuer = 'https://prefill.exemple.fr'
  let keys: SigningKeys
  let idToken: string
  let prefillToken: string
  beforeAll(async () => {
    const imported = await importSigningKeys(await generateSigningKeys(signedAt), signedAt)
    keys = createKeyRing(imported, () => new Date(signedAt * 1000))
    const signer = createTokenSigner(keys)
    const claims = {
      iss: issuer,
      sub: 's',
      aud: 'f',
      iat: signedAt,
      exp: signedAt + 60,
      acr: 'eidas1',
      auth_time: 0,
    }
    idToken = await signer.signIdToken(claims, 'ES256')
    prefillToken = await signer.signPrefillToken({ ...claims, fields: {} } as never)
  })
  const read = (hint: string) => createIdTokenHintReader(keys, issuer)(hint)
  const good = () => JSON.parse(Buffer.from(idToken.split('.')[0]!, 'base64url').toString())

  test('when it is a good one, then its signature is what it costs', async () => {
    expect(await costOf(() => read(idToken))).toBeGreaterThan(0)
    expect(await read(idToken)).toEqual({ clientId: 'f', sub: 's' })
  })

  test.each<[string, () => string]>([
    ['garbage', () => 'x'.repeat(3000)],
    ['larger than 4 KB', () => assembleToken(good(), 'x'.repeat(4096), signature)],
    ['a prefill token', () => prefillToken],
    ['of no type', () => assembleToken({ ...good(), typ: undefined }, {}, signature)],
    ['unsigned', () => assembleToken({ ...good(), alg: 'none' }, {}, '')],
    ['of another algorithm', () => assembleToken({ ...good(), alg: 'HS256' }, {}, signature)],
    ['under no key', () => assembleToken({ ...good(), kid: undefined }, {}, signature)],
    ['under a key of somebody else', () => assembleToken({ ...good(), kid: 'x' }, {}, signature)],
  ])('when it is %s, then it is refused before any cryptography', async (_, hint) => {
    const one = hint()
    expect(await costOf(() => read(one))).toBe(0)
    expect(await read(one)).toBeUndefined()
  })
})

describe('an encrypted token', () => {
  let pair: FormKeyPair
  beforeAll(async () => {
    pair = await aFormKeyPair('form-1')
  })
  const encrypt = async (header: Partial<CompactJWEHeaderParameters> = {}, text = 'x.y.z') => {
    const protectedHeader = { alg: 'ECDH-ES', enc: 'A256GCM', ...header }
    const key = await importJWK(pair.published, protectedHeader.alg)
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader(protectedHeader)
      .encrypt(key)
  }
  const bent = async (change: (header: Record<string, unknown>) => object) => {
    const [head = '', ...parts] = (await encrypt()).split('.')
    const header = change(JSON.parse(Buffer.from(head, 'base64url').toString()))
    return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...parts].join('.')
  }

  test('when it is a good one, then it is opened', async () => {
    expect(await decryptToken(await encrypt(), pair.privateJwk)).toBe('x.y.z')
  })

  test.each<[string, () => Promise<string>]>([
    ['garbage', async () => 'a.b.c.d.e'],
    ['larger than 96 KB', () => encrypt({}, 'x'.repeat(96 * 1024))],
    ['with an encrypted key', () => encrypt({ alg: 'ECDH-ES+A256KW' })],
    ['of another encryption', () => encrypt({ enc: 'A128CBC-HS256' })],
    ['compressed', () => bent((header) => ({ ...header, zip: 'DEF' }))],
    ['critical', () => bent((header) => ({ ...header, crit: ['b64'] }))],
    ['made with a password', () => bent((header) => ({ ...header, alg: 'PBES2-HS256+A128KW' }))],
    ['without a key of its sender', () => bent(({ epk: _, ...header }) => header)],
    ['of another curve', () => bent((header) => ({ ...header, epk: { kty: 'EC', crv: 'P-521' } }))],
  ])('when it is %s, then no cryptography is spent on it', async (_, make) => {
    const token = await make()
    expect(await costOf(() => decryptToken(token, pair.privateJwk))).toBe(0)
    expect(await decryptToken(token, pair.privateJwk)).toBeUndefined()
  })
})
