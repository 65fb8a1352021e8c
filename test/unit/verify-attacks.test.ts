import { beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type VerifyOptions, verifyPrefill } from '../../src/verify.ts'
import {
  aField,
  assembleToken,
  makeTokenKey,
  proven,
  signToken,
  someClaims,
  submitted,
  type TokenKey,
  unproven,
  verifyOptions,
} from '../support/prefill-tokens.ts'

let key: TokenKey

beforeAll(async () => {
  key = await makeTokenKey('k1')
})

const verify = (token: unknown, changes?: Partial<VerifyOptions>) =>
  verifyPrefill(token, submitted, verifyOptions(key, changes))

const header = { alg: 'ES256', typ: 'prefill+jwt', kid: 'k1' }

test.each([[undefined], [null], [''], [' \n']])(
  'when the token is %j, then it is missing',
  async (token) => {
    expect(await verify(token)).toEqual(unproven('missing'))
  },
)

test.each<[string, Record<string, unknown>]>([
  ['an ID token', { typ: 'JWT' }],
  ['no type', { typ: undefined }],
  ['another writing of the type', { typ: 'application/prefill+jwt' }],
])('when the token is %s signed with our key, then its type is wrong', async (_, changes) => {
  expect(await verify(await signToken(key, someClaims(), { header: changes }))).toEqual(
    unproven('wrong_type'),
  )
})

test.each(['none', 'None', 'HS256', 'RS256', 'ES384', 'EdDSA', '', undefined, ['ES256']])(
  'when the algorithm is %j, then the type is wrong',
  async (alg) => {
    expect(await verify(assembleToken({ ...header, alg }))).toEqual(unproven('wrong_type'))
  },
)

test('when HMAC is made with the public key, then the type is wrong', async () => {
  const { createHmac } = await import('node:crypto')
  const [head, body] = assembleToken({ ...header, alg: 'HS256' }).split('.')
  for (const secret of [JSON.stringify(key.published), JSON.stringify({ keys: [key.published] })]) {
    const mac = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')
    expect(await verify(`${head}.${body}.${mac}`)).toEqual(unproven('wrong_type'))
  }
})

test.each<[string, unknown]>([
  ['jwk', {}],
  ['jku', 'https://pirate.exemple/jwks'],
  ['x5u', 'https://pirate.exemple/cert'],
  ['x5c', ['AAAA']],
  ['crit', ['b64']],
  ['crit', []],
  ['b64', true],
])('when our own key signed a header with %s, then it is tampered with', async (member, value) => {
  const [, payload] = (await signToken(key)).split('.')
  const forged = { ...header, [member]: value }
  const head = Buffer.from(JSON.stringify(forged)).toString('base64url')
  const { createPrivateKey, sign } = await import('node:crypto')
  const privateKey = createPrivateKey({ key: key.privateJwk as never, format: 'jwk' })
  const signature = sign('sha256', Buffer.from(`${head}.${payload}`), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  const token = `${head}.${payload}.${signature.toString('base64url')}`
  expect(await verify(token)).toEqual(unproven('tampered'))
})

test('when a pirate signs with a key of their own, then it is tampered with', async () => {
  const pirate = await makeTokenKey('k1')
  expect(await verify(await signToken(pirate))).toEqual(unproven('tampered'))
  const header = { jwk: pirate.published as Record<string, unknown> }
  expect(await verify(await signToken(pirate, someClaims(), { header }))).toEqual(
    unproven('tampered'),
  )
})

test.each<[string, unknown]>([
  ['an unknown kid', 'k2'],
  ['no kid', undefined],
  ['a kid that is no text', 1],
  ['a kid of every object', '__proto__'],
])('when our own key signed under %s, then it is tampered with', async (_, kid) => {
  const token = await signToken(key, someClaims(), { header: { kid } })
  expect(await verify(token)).toEqual(unproven('tampered'))
})

test('when one claim is altered, then it is tampered with', async () => {
  const [head, , signature] = (await signToken(key)).split('.')
  const altered = someClaims({ fields: { nom: aField({ value: 'MARTIN' }) } })
  const body = Buffer.from(JSON.stringify(altered)).toString('base64url')
  expect(await verify(`${head}.${body}.${signature}`)).toEqual(unproven('tampered'))
})

const { jti: _, ...withoutJti } = someClaims()
test.each<[string, string]>([
  ['no JSON', 'prefill'],
  ['a list', '[]'],
  ['a claim too few', JSON.stringify(withoutJti)],
  ['another canon', JSON.stringify({ ...someClaims(), canon: 2 })],
  ['a time that is no number', JSON.stringify({ ...someClaims(), exp: '2027' })],
  ['JSON without end', '['.repeat(40_000)],
  ['JSON of great depth', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
])('when our own key signed %s, then it is tampered with', async (_, payload) => {
  expect(await verify(await signToken(key, undefined, { payload }))).toEqual(unproven('tampered'))
})

test.each<[string, () => unknown]>([
  ['1 MiB of base64', () => 'A'.repeat(1024 * 1024)],
  ['a good header before 1 MiB', () => `${assembleToken(header)}${'A'.repeat(1024 * 1024)}`],
  [
    'a header of great depth',
    () => `${Buffer.from('['.repeat(40_000)).toString('base64url')}.e30.AA`,
  ],
  ['two parts', () => assembleToken(header).split('.').slice(0, 2).join('.')],
  ['four parts', () => `${assembleToken(header)}.AA`],
  ['dots', () => '..'],
  ['no base64', () => '€.€.€'],
  ['a number', () => 42],
  ['an object', () => ({ toString: () => 'ey' })],
  ['two tokens', () => [assembleToken(header), assembleToken(header)]],
])('when the token is %s, then it is tampered with', async (_, token) => {
  expect(await verify(token())).toEqual(unproven('tampered'))
})

test('when a good token is more than 64 KiB, then it is not even looked at', async () => {
  const fields = { nom: aField(), long: aField({ value: 'A'.repeat(64 * 1024) }) }
  expect(await verify(await signToken(key, someClaims({ fields })))).toEqual(unproven('tampered'))
})

test('when an RSA key bears the kid, then it is not used', async () => {
  const { generateKeyPairSync } = await import('node:crypto')
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    format: 'jwk',
  })
  const rsa = { ...jwk, kid: 'k1', alg: 'RS256', use: 'sig', status: 'active', valid_from: 0 }
  const keys = [rsa, key.published] as VerifyOptions['keys']
  expect(await verify(await signToken(key), { keys })).toEqual(proven)
  expect(await verify(await signToken(key), { keys: [rsa] as VerifyOptions['keys'] })).toEqual(
    unproven('tampered'),
  )
})

test('when a published key is not on its curve, then it is passed over', async () => {
  const broken = { ...key.published, x: 'AAAA' } as typeof key.published
  expect(await verify(await signToken(key), { keys: [broken, key.published] })).toEqual(proven)
})

test('when anything at all is given, then there is an answer', async () => {
  const anything = fc.anything({ withNullPrototype: true, withDate: true, withMap: true })
  await fc.assert(
    fc.asyncProperty(anything, anything, async (token, form) => {
      const answer = await verifyPrefill(token, form, verifyOptions(key))
      expect(answer.valid).toBe(false)
    }),
  )
})

test('when any one character of a good token is changed, then its fields are not judged', async () => {
  const good = await signToken(key)
  await fc.assert(
    fc.asyncProperty(
      fc.nat(good.length - 1),
      fc.constantFrom('A', 'b', '9', '_', '.'),
      async (place, sign) => {
        const changed = good.slice(0, place) + sign + good.slice(place + 1)
        // The last character holds bits that base64url leaves unused (RFC 4648 §3.5).
        fc.pre(changed !== good && place < good.length - 1)
        const { valid, fields } = await verify(changed)
        expect({ valid, fields }).toEqual({ valid: false, fields: {} })
      },
    ),
  )
})
