import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { createIdTokenHintReader } from '../../src/signing/read-id-token-hint.ts'
import { createTokenSigner } from '../../src/signing/sign-tokens.ts'
import {
  createKeyRing,
  importSigningKeys,
  type SigningKeys,
} from '../../src/signing/signing-keys.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { someClaims } from '../support/prefill-tokens.ts'

type Key = JWK & Record<string, unknown>

const start = 1_795_428_000
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']

const { now } = createFakeClock(new Date(start * 1000).toISOString())
const ringOf = async (all: readonly object[]) =>
  createKeyRing(await importSigningKeys({ keys: all }, start), now)

let ec: Key
let ec2: Key
let rsa: Key
let keys: SigningKeys

beforeAll(async () => {
  const [first, second] = await Promise.all([
    generateSigningKeys(start),
    generateSigningKeys(start),
  ])
  ec = { ...first.keys[0]! }
  rsa = { ...first.keys[1]! }
  ec2 = { ...second.keys[0]! }
  keys = await ringOf([ec, rsa])
})

const publicPart = (key: Key) =>
  Object.fromEntries(
    Object.entries(key).filter(([name]) => !privateMembers.includes(name)),
  ) as unknown as Key

describe('keys generated', () => {
  test('when they are made, then there is one of each kind, named after its thumbprint', async () => {
    const life = { use: 'sig', valid_from: start }
    expect([ec, rsa].map(publicPart)).toEqual([
      {
        ...life,
        kty: 'EC',
        crv: 'P-256',
        alg: 'ES256',
        x: ec.x,
        y: ec.y,
        kid: await calculateJwkThumbprint(ec),
      },
      {
        ...life,
        kty: 'RSA',
        alg: 'RS256',
        n: rsa.n,
        e: 'AQAB',
        kid: await calculateJwkThumbprint(rsa),
      },
    ])
    expect(Buffer.from(String(rsa.n), 'base64url')).toHaveLength(256)
    expect(ec.kid).not.toBe(ec2.kid)
  })
})

describe('what is published', () => {
  test('when anything is published, then no private member of any key is', () => {
    const text = JSON.stringify([keys.current, keys.history])
    for (const member of privateMembers) expect(text).not.toContain(`"${member}":`)
    for (const key of [ec, rsa])
      for (const member of privateMembers)
        if (key[member] !== undefined) expect(text).not.toContain(String(key[member]))
  })

  test('when a key says only what it must, then it is an active one for signatures', async () => {
    const { kid, kty, crv, x, y, d } = ec
    const ring = await ringOf([{ kid, kty, crv, x, y, d }])
    expect(ring.history).toEqual([
      { kid, kty, crv, x, y, alg: 'ES256', use: 'sig', status: 'active', valid_from: 0 },
    ])
  })
})

describe('keys that must not be signed with', () => {
  const refused = async (value: unknown, message: RegExp | string) => {
    const refusal = importSigningKeys(value, start)
    await expect(refusal).rejects.toMatchObject({ name: 'SigningKeysError' })
    await expect(refusal).rejects.toThrow(message)
  }

  test.each([
    ['nothing', undefined],
    ['no object', 'keys'],
    ['no list', { keys: {} }],
    ['an empty list', { keys: [] }],
  ])('when there is %s, then it is refused', async (_, value) => {
    await refused(value, '')
  })

  test('when two sign at once, then it is refused', async () => {
    await refused({ keys: [ec, ec2] }, 'sign at the same time')
  })

  test('when two share a kid, then it is refused', async () => {
    const next = { ...ec2, kid: ec.kid, valid_from: start + 9 }
    await refused({ keys: [{ ...ec, valid_until: start + 9 }, next] }, 'two keys share one kid')
  })

  test('when none signs ES256 now, then it is refused', async () => {
    const message = 'expected an ES256 key that signs now'
    await refused({ keys: [rsa] }, message)
    await refused({ keys: [{ ...ec, valid_from: start + 1 }] }, message)
    await refused({ keys: [{ ...ec, valid_from: 0, valid_until: start }, rsa] }, message)
    await refused({ keys: [{ ...ec, revoked_at: start }] }, message)
  })

  test('when the RSA key is weak, then it is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const strong = await exportJWK(privateKey)
    const weak = { ...strong, n: String(strong.n).slice(0, 171), kid: 'weak' }
    await refused({ keys: [ec, weak] }, 'expected an RSA key of at least 2048 bits')
  })

  test.each(['kid', 'x', 'y', 'd', 'crv', 'kty'])(
    'when %s is missing, then it is refused',
    async (member) => {
      await refused({ keys: [{ ...ec, [member]: undefined }] }, '')
    },
  )

  test.each([
    ['crv', 'P-384'],
    ['alg', 'ES384'],
    ['alg', 'none'],
    ['use', 'enc'],
    ['x', 'not base64url!'],
    ['kid', ''],
    ['valid_from', '2026-11-23'],
  ])('when %s is %j, then it is refused', async (member, value) => {
    await refused({ keys: [{ ...ec, [member]: value }] }, '')
  })

  test('when the numbers of the active key do not fit together, then it is refused', async () => {
    const message = 'its numbers do not fit together'
    await refused({ keys: [{ ...ec, x: ec.y, y: ec.x }] }, message)
    await refused({ keys: [{ ...ec, d: String(ec.d).slice(4) }] }, message)
    await refused({ keys: [ec, { ...rsa, p: undefined }] }, message)
  })

  test('when the private number belongs to another key, then it is refused', async () => {
    await refused({ keys: [{ ...ec, d: ec2.d }] }, 'its numbers do not fit together')
  })

  test('when a key that does not sign is broken, then it is refused the same way', async () => {
    const ended = { ...ec2, valid_from: 0, valid_until: 1 }
    await refused({ keys: [ec, { ...ended, x: 'A' }] }, 'its numbers do not fit together')
  })

  test('when a key is refused, then no private number is told', async () => {
    const broken = { ...ec, kty: 'EC', crv: 'P-384' }
    const message = await importSigningKeys({ keys: [broken] }, start).catch((error) =>
      String(error),
    )
    expect(message).not.toContain(ec.d)
  })
})

describe('tokens', () => {
  const idClaims = {
    iss: 'https://prefill.exemple.fr',
    sub: 'sub',
    aud: 'demo-cantine',
    nonce: 'n',
    iat: start,
    exp: start + 300,
    acr: 'eidas1',
    auth_time: start - 5,
  }

  test.each(['ES256', 'RS256'] as const)(
    'when an ID token is signed %s, then header and claims are exactly these',
    async (alg) => {
      const token = await createTokenSigner(keys).signIdToken(idClaims, alg)
      const kid = alg === 'ES256' ? ec.kid : rsa.kid
      expect(decodeProtectedHeader(token)).toEqual({ alg, kid, typ: 'JWT' })
      expect(decodeJwt(token)).toEqual(idClaims)
      const key = await importJWK(keys.current.find((one) => one.kid === kid)!, alg)
      await expect(
        jwtVerify(token, key, { currentDate: new Date(start * 1000) }),
      ).resolves.toBeDefined()
    },
  )

  test('when a prefill token is signed, then it is ES256 of its own type', async () => {
    const token = await createTokenSigner(keys).signPrefillToken(someClaims())
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', kid: ec.kid, typ: 'prefill+jwt' })
    expect(decodeJwt(token)).toEqual(someClaims())
  })

  test('when there is no key for an algorithm, then that is a bug of ours', async () => {
    const without = await ringOf([ec])
    const sign = async () => createTokenSigner(without).signIdToken(idClaims, 'RS256')
    await expect(sign()).rejects.toThrow(new TypeError('no RS256 key signs now'))
  })
})

describe('an id_token_hint', () => {
  const issuer = 'https://prefill.exemple.fr'
  const claims = { iss: issuer, aud: 'demo-cantine', sub: 's', iat: start, exp: start + 300 }
  const named = { clientId: 'demo-cantine', sub: 's' }
  const read = (hint: string, from: SigningKeys = keys) =>
    createIdTokenHintReader(from, issuer)(hint)
  const sign = (payload: object, header: Record<string, unknown> = {}, jwk: Key = ec) =>
    importJWK(jwk, String(jwk.alg)).then((key) =>
      new SignJWT({ ...payload })
        .setProtectedHeader({ alg: String(jwk.alg), kid: String(jwk.kid), typ: 'JWT', ...header })
        .sign(key),
    )

  test('when it is ours, then it names the form, with either algorithm', async () => {
    expect(await read(await sign(claims))).toEqual(named)
    expect(await read(await sign(claims, {}, rsa))).toEqual(named)
  })

  test('when it has long expired, then it will do', async () => {
    expect(await read(await sign({ ...claims, iat: 1, exp: 2 }))).toEqual(named)
  })

  test('when its key is retiring, then it will do; when retired or revoked, it will not', async () => {
    const follows = (end: number) => ({ ...ec2, valid_from: end })
    const ended = (end: number) =>
      ringOf([follows(end), { ...ec, valid_from: 0, valid_until: end }])
    const hint = await sign(claims)
    expect(await read(hint, await ended(start - 86_399))).toEqual(named)
    expect(await read(hint, await ended(start - 86_400))).toBeUndefined()
    expect(await read(hint, await ringOf([ec2, { ...ec, revoked_at: start }]))).toBeUndefined()
  })

  test('when it is a prefill token of ours, then it is none', async () => {
    const token = await createTokenSigner(keys).signPrefillToken(someClaims())
    expect(await read(token)).toBeUndefined()
  })

  test.each([
    ['of another issuer', { ...claims, iss: 'https://autre.fr' }, {}],
    ['without issuer', { ...claims, iss: undefined }, {}],
    ['without form', { ...claims, aud: undefined }, {}],
    ['for several', { ...claims, aud: ['demo-cantine', 'x'] }, {}],
    ['without type', claims, { typ: undefined }],
    ['of another type', claims, { typ: 'at+jwt' }],
    ['with an unknown kid', claims, { kid: 'x' }],
  ])('when it is %s, then it is none', async (_, payload, header) => {
    expect(await read(await sign(payload, header))).toBeUndefined()
  })

  test('when it is signed by another, unsigned or no token, then it is none', async () => {
    expect(await read(await sign(claims, { kid: ec.kid }, ec2))).toBeUndefined()
    expect(await read(new UnsecuredJWT(claims).encode())).toBeUndefined()
    const [header, payload, signature] = (await sign(claims)).split('.')
    expect(await read(`${header}.${payload}.`)).toBeUndefined()
    expect(
      await read(
        `${header}.${payload}.${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}`,
      ),
    ).toBeUndefined()
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    expect(await read(`${none}.${payload}.${signature}`)).toBeUndefined()
    for (const text of ['', 'x', '..', 'a.b.c', 'é'.repeat(10)])
      expect(await read(text)).toBeUndefined()
  })
})
