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
import { importSigningKeys, type SigningKeys } from '../../src/signing/signing-keys.ts'
import { someClaims } from '../support/prefill-tokens.ts'

type Key = JWK & Record<string, unknown>

const start = 1_795_428_000
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']

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
  keys = await importSigningKeys({ keys: [ec, rsa] })
})

const publicPart = (key: Key) =>
  Object.fromEntries(
    Object.entries(key).filter(([name]) => !privateMembers.includes(name)),
  ) as unknown as Key

/** The public members of a JWK without the key's life. */
const bare = ({ status: _s, valid_from: _f, valid_until: _u, revoked_at: _r, ...jwk }: Key) =>
  publicPart(jwk as Key)

describe('keys generated', () => {
  test('when they are made, then there is one of each kind, named after its thumbprint', async () => {
    const life = { use: 'sig', status: 'active', valid_from: start }
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
  test('when keys have different lives, then each stands where it may be seen', async () => {
    const lives = {
      active: { status: 'active' },
      next: { status: 'next', valid_from: start + 100 },
      retiring: { status: 'retiring', valid_until: start + 50 },
      retired: { status: 'retired', valid_until: start - 100 },
      revoked: { status: 'active', revoked_at: start + 10 },
      revokedNext: { status: 'next', revoked_at: start + 10 },
    }
    const all = Object.entries(lives).map(([kid, life]) => ({ ...ec, ...life, kid }))
    const imported = await importSigningKeys({ keys: all })
    expect(imported.current).toEqual(
      all.filter(({ kid }) => ['active', 'next', 'retiring'].includes(kid)).map(bare),
    )
    expect(imported.history).toEqual(all.map(publicPart))
    expect(imported.active.ES256?.kid).toBe('active')
    expect(imported.active.RS256).toBeUndefined()
  })

  test('when anything is published, then no private member of any key is', () => {
    const text = JSON.stringify([keys.current, keys.history])
    for (const member of privateMembers) expect(text).not.toContain(`"${member}":`)
    for (const key of [ec, rsa])
      for (const member of privateMembers)
        if (key[member] !== undefined) expect(text).not.toContain(String(key[member]))
  })

  test('when a key says only what it must, then it is an active one for signatures', async () => {
    const { kid, kty, crv, x, y, d } = ec
    const imported = await importSigningKeys({ keys: [{ kid, kty, crv, x, y, d }] })
    expect(imported.history).toEqual([
      { kid, kty, crv, x, y, alg: 'ES256', use: 'sig', status: 'active', valid_from: 0 },
    ])
  })
})

describe('keys that must not be signed with', () => {
  const refused = async (value: unknown, message: RegExp | string) => {
    const refusal = importSigningKeys(value)
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

  test('when two are active, then it is refused', async () => {
    await refused({ keys: [ec, ec2] }, 'expected one active ES256 key, found 2')
  })

  test('when two share a kid, then it is refused', async () => {
    await refused({ keys: [ec, { ...ec2, kid: ec.kid, status: 'next' }] }, 'two keys share one kid')
  })

  test('when none is active for ES256, then it is refused', async () => {
    const message = 'expected an active ES256 key'
    await refused({ keys: [rsa] }, message)
    await refused({ keys: [{ ...ec, status: 'next' }] }, message)
    await refused({ keys: [{ ...ec, status: 'retired' }, rsa] }, message)
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
    ['status', 'sleeping'],
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
    await refused({ keys: [ec, { ...ec2, x: 'A', status: 'retired' }] }, '')
  })

  test('when a key is refused, then no private number is told', async () => {
    const broken = { ...ec, kty: 'EC', crv: 'P-384' }
    const message = await importSigningKeys({ keys: [broken] }).catch((error) => String(error))
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
    const without = await importSigningKeys({ keys: [ec] })
    const sign = async () => createTokenSigner(without).signIdToken(idClaims, 'RS256')
    await expect(sign()).rejects.toThrow(new TypeError('no active RS256 key'))
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
    const withLife = (life: object) => importSigningKeys({ keys: [ec2, { ...ec, ...life }] })
    const hint = await sign(claims)
    expect(await read(hint, await withLife({ status: 'retiring' }))).toEqual(named)
    expect(await read(hint, await withLife({ status: 'retired' }))).toBeUndefined()
    expect(
      await read(hint, await withLife({ status: 'retiring', revoked_at: start })),
    ).toBeUndefined()
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
