import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { ServiceError } from '../../src/domain/errors.ts'
import type { Form } from '../../src/domain/form.ts'
import { type Handover, storeHandover } from '../../src/flow/handover.ts'
import { createReadUserInfo } from '../../src/flow/read-user-info.ts'
import { createRedeemCode } from '../../src/flow/redeem-code.ts'
import { decryptToken } from '../../src/signing/decrypt-token.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { createTokenSigner, type TokenSigner } from '../../src/signing/sign-tokens.ts'
import { createKeyRing, importSigningKeys } from '../../src/signing/signing-keys.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { aSeal } from '../support/a-seal.ts'
import { aFormKeyPair, type FormKeyPair } from '../support/encryption-keys.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { provenBy } from '../support/form-authentication.ts'
import { aForm } from '../support/forms.ts'

const issuer = 'https://prefill.exemple.fr'
const aConfidentialForm = (changes: Partial<Form> = {}) =>
  aForm({ client_id: 'demo-etat-civil', authentication: provenBy(), ...changes })
const now = 1_795_428_000
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
// RFC 7636 Appendix B.
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const redirectUri = 'http://localhost:8080/cantine'

let signer: TokenSigner
let pair: FormKeyPair

beforeAll(async () => {
  const keys = await importSigningKeys(await generateSigningKeys(now), now)
  const clock = createFakeClock(new Date(now * 1000).toISOString())
  signer = createTokenSigner(createKeyRing(keys, clock.now))
  pair = await aFormKeyPair('form-1')
})

const filled = (claim: string) => ({
  source: 'franceconnect',
  claim,
  assurance: 'verified' as const,
  as_of: '2026-11-23',
  locked: false,
})

const handover: Handover = {
  client_id: 'demo-cantine',
  redirect_uri: redirectUri,
  code_challenge: challenge,
  nonce: 'the form’s nonce',
  sub: 'pairwise',
  acr: 'eidas1',
  auth_time: now - 3,
  display_name: 'Angela DUBOIS',
  fields: {
    nom: { ...filled('family_name'), type: 'name', value: 'DUBOIS', locked: true },
    civilite: { ...filled('gender'), type: 'code', value: 'female', text: 'Mme' },
    mineur: { ...filled('birthdate'), type: 'boolean', value: false },
    prenoms: { ...filled('given_name_array'), type: 'list', value: ['Angela', 'Claire'] },
    commune: {
      type: 'code',
      source: 'franceconnect',
      claim: 'birthplace',
      value: null,
      reason: 'born_abroad',
      message: 'né à l’étranger',
    },
  },
  sources: { franceconnect: { status: 'ok' } },
}

/** A store that holds one handover behind the code `code`, and all that was ever put there. */
async function stage(changes: Partial<Handover> = {}, capacity = 10) {
  const clock = createFakeClock(new Date(now * 1000).toISOString())
  const memory = createMemoryStore(clock.now, capacity)
  const put: [string, string, number][] = []
  const store: typeof memory = {
    ...memory,
    put: (key, value, lifetime) => {
      put.push([key, value, lifetime])
      return memory.put(key, value, lifetime)
    },
  }
  await storeHandover({ store, seal: aSeal }, 'code', 'code', { ...handover, ...changes })
  const address = { isAway: false }
  const redeemCode = createRedeemCode({
    now: clock.now,
    random: randomBytes,
    store,
    seal: aSeal,
    signer,
    formKeys: {
      keyOf: async (encryption) => {
        if ('key' in encryption) return encryption.key
        if (address.isAway) throw new ServiceError('form_key_unavailable')
        return pair.key
      },
    },
    issuer,
  })
  const redeem = (form: Form = aForm(), other: Record<string, string | undefined> = {}) =>
    redeemCode({ form, code: 'code', redirectUri, codeVerifier: verifier, ...other })
  return { clock, store, put, redeem, address, readUserInfo: createReadUserInfo(store) }
}

const confidential = { client_id: 'demo-etat-civil', code_challenge: undefined }
const withoutVerifier = { codeVerifier: undefined }
const invalid = { name: 'InvalidGrantError' }

describe('a code redeemed', () => {
  test('when everything fits, then both tokens say exactly what was handed over', async () => {
    const { redeem } = await stage()
    const { response, jti } = await redeem()
    expect(response).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 60,
      scope: 'openid',
      id_token: expect.any(String),
      prefill_token: expect.any(String),
      display_name: 'Angela DUBOIS',
    })
    const shared = {
      iss: issuer,
      aud: 'demo-cantine',
      sub: 'pairwise',
      nonce: 'the form’s nonce',
      iat: now,
      acr: 'eidas1',
    }
    expect(decodeJwt(response.id_token)).toEqual({ ...shared, exp: now + 300, auth_time: now - 3 })
    expect(decodeJwt(response.prefill_token)).toEqual({
      ...shared,
      jti,
      exp: now + 86_400,
      demarche: 'inscription',
      environment: 'test',
      canon: 1,
      fields: handover.fields,
      sources: { franceconnect: { status: 'ok' } },
    })
    expect(jti).toMatch(/^[\w-]{22}$/)
  })

  test('when the form sent no nonce, then neither token has one', async () => {
    const { redeem } = await stage({ nonce: undefined })
    const { response } = await redeem()
    for (const token of [response.id_token, response.prefill_token])
      expect(decodeJwt(token)).not.toHaveProperty('nonce')
  })

  test.each(['ES256', 'RS256'] as const)(
    'when the form registered %s, then its ID token is, and the prefill token is ES256',
    async (alg) => {
      const { redeem } = await stage()
      const { response } = await redeem(aForm({ id_token_signed_response_alg: alg }))
      expect(decodeProtectedHeader(response.id_token).alg).toBe(alg)
      expect(decodeProtectedHeader(response.prefill_token).alg).toBe('ES256')
    },
  )

  test('when FranceConnect serves real people there, then the token says so', async () => {
    const { redeem } = await stage()
    const form = aForm()
    const real = { ...form, franceconnect: { ...form.franceconnect, environment: 'real' as const } }
    expect(decodeJwt((await redeem(real)).response.prefill_token).environment).toBe('real')
  })

  test('when there was no challenge, then none is verified, and a verifier is refused', async () => {
    const { redeem } = await stage(confidential)
    await expect(redeem(aConfidentialForm())).rejects.toMatchObject(invalid)
    await expect(redeem(aConfidentialForm(), withoutVerifier)).resolves.toBeDefined()
  })
})

describe('a code that buys nothing', () => {
  test.each([
    ['another form asks', aForm({ client_id: 'other' }), {}],
    ['the address is another', aForm(), { redirectUri: `${redirectUri}/` }],
    ['there is no address', aForm(), { redirectUri: undefined }],
    ['there is no verifier', aForm(), withoutVerifier],
    ['the verifier is another', aForm(), { codeVerifier: verifier.replace('d', 'e') }],
    ['the verifier is the challenge', aForm(), { codeVerifier: challenge }],
    ['the verifier is too short', aForm(), { codeVerifier: verifier.slice(1) }],
    ['the verifier is too long', aForm(), { codeVerifier: 'a'.repeat(129) }],
    ['the verifier holds a strange character', aForm(), { codeVerifier: `${verifier}é` }],
    ['the code is another', aForm(), { code: 'Code' }],
    ['the code is empty', aForm(), { code: '' }],
  ])('when %s, then it is refused, and the code is still good', async (_, form, other) => {
    const { redeem } = await stage()
    await expect(redeem(form, other)).rejects.toMatchObject(invalid)
    await expect(redeem()).resolves.toBeDefined()
  })

  test('when a challenge is of a verifier of 42 or 129 characters, then it is refused all the same', async () => {
    for (const odd of ['a'.repeat(42), 'a'.repeat(129)]) {
      const { redeem } = await stage({
        code_challenge: createHash('sha256').update(odd).digest('base64url'),
      })
      await expect(redeem(aForm(), { codeVerifier: odd })).rejects.toMatchObject(invalid)
    }
  })

  test('when it is used twice, then the second is refused', async () => {
    const { redeem } = await stage()
    await redeem()
    await expect(redeem()).rejects.toMatchObject(invalid)
  })

  test('when several use it at once, then one gets the tokens', async () => {
    const { redeem } = await stage()
    const results = await Promise.allSettled([redeem(), redeem(), redeem()])
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ])
  })

  test('when it is 60 s old, then it is refused', async () => {
    const young = await stage()
    young.clock.advance(59.999)
    await expect(young.redeem()).resolves.toBeDefined()
    const old = await stage()
    old.clock.advance(60)
    await expect(old.redeem()).rejects.toMatchObject(invalid)
  })
})

describe('a form with a key of its own', () => {
  const registered = () => aConfidentialForm({ encryption: { key: pair.key } })
  const published = () => aConfidentialForm({ encryption: { jwks_uri: 'https://ville.fr/jwks' } })

  test('when its code is redeemed, then its token is for that key only, and the ID token is as ever', async () => {
    for (const form of [registered(), published()]) {
      const { redeem } = await stage(confidential)
      const { response, jti } = await redeem(form, withoutVerifier)
      expect(decodeProtectedHeader(response.prefill_token)).toMatchObject({
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        cty: 'JWT',
        kid: 'form-1',
      })
      const opened = await decryptToken(response.prefill_token, pair.privateJwk)
      expect(decodeJwt(String(opened))).toMatchObject({ jti, fields: handover.fields })
      expect(decodeProtectedHeader(response.id_token)).toMatchObject({ alg: 'ES256', typ: 'JWT' })
    }
  })

  test('when the key cannot be had, then nothing is handed over, and the code is good until it can', async () => {
    const { redeem, address, put } = await stage(confidential)
    address.isAway = true
    for (let count = 0; count < 2; count += 1)
      await expect(redeem(published(), withoutVerifier)).rejects.toMatchObject({
        name: 'ServiceError',
        code: 'form_key_unavailable',
      })
    expect(put).toHaveLength(1)
    address.isAway = false
    const { response } = await redeem(published(), withoutVerifier)
    expect(response.prefill_token.split('.')).toHaveLength(5)
    await expect(redeem(published(), withoutVerifier)).rejects.toMatchObject(invalid)
  })

  test('when the key cannot be encrypted to, then there is no token at all', async () => {
    const broken = aConfidentialForm({ encryption: { key: { ...pair.key, y: pair.key.x } } })
    const { redeem } = await stage(confidential)
    await expect(redeem(broken, withoutVerifier)).rejects.toBeDefined()
    await expect(redeem(registered(), withoutVerifier)).resolves.toBeDefined()
  })
})

describe('/userinfo', () => {
  test('when the form is confidential, then it answers each field flat, for 60 s', async () => {
    const { redeem, readUserInfo, clock } = await stage(confidential)
    const { response } = await redeem(aConfidentialForm(), withoutVerifier)
    const flat = {
      sub: 'pairwise',
      nom: 'DUBOIS',
      civilite: 'Mme',
      mineur: false,
      prenoms: ['Angela', 'Claire'],
      prefill_token: response.prefill_token,
    }
    expect(await readUserInfo(response.access_token)).toEqual(flat)
    clock.advance(59.999)
    expect(await readUserInfo(response.access_token)).toEqual(flat)
    clock.advance(0.001)
    expect(await readUserInfo(response.access_token)).toBeUndefined()
  })

  test('when the form is public, then there is nothing behind its access token', async () => {
    const { redeem, readUserInfo, put } = await stage()
    const { response } = await redeem()
    expect(await readUserInfo(response.access_token)).toBeUndefined()
    expect(put).toHaveLength(1)
  })

  test('when the code is sent in place of the token, or the token in place of the code, then no', async () => {
    const { redeem, readUserInfo } = await stage(confidential)
    expect(await readUserInfo('code')).toBeUndefined()
    const { response } = await redeem(aConfidentialForm(), withoutVerifier)
    const other = { ...withoutVerifier, code: response.access_token }
    await expect(redeem(aConfidentialForm(), other)).rejects.toMatchObject(invalid)
  })
})

describe('the store', () => {
  test('when it is stolen, then it reveals nobody, nor the code', async () => {
    const { redeem, put } = await stage(confidential)
    const { response } = await redeem(aConfidentialForm(), withoutVerifier)
    expect(put.map(([key, , lifetime]) => [key.split(':')[0], lifetime])).toEqual([
      ['code', 60],
      ['access-token', 60],
    ])
    for (const [key, value] of put) {
      expect(key).not.toContain(response.access_token)
      expect(key).toMatch(/^(code|access-token):[\w-]{43}$/)
      const seen = `${value} ${Buffer.from(value, 'base64url').toString('latin1')}`
      expect(seen).not.toMatch(/DUBOIS|Angela|Claire|female|pairwise|franceconnect|localhost/)
    }
  })

  test('when it is full of other logins, then the payload moves into the place of its code', async () => {
    const { redeem, readUserInfo } = await stage(confidential, 1)
    const { response } = await redeem(aConfidentialForm(), withoutVerifier)
    expect(await readUserInfo(response.access_token)).toMatchObject({ nom: 'DUBOIS' })
  })
})
