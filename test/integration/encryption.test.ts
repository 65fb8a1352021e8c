import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { compactDecrypt, decodeProtectedHeader, importJWK } from 'jose'
import type { FormEncryption } from '../../src/domain/form.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { verifyPrefill } from '../../src/verify.ts'
import { aFormKeyPair, type FormKeyPair } from '../support/encryption-keys.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { provenBy, someSecret } from '../support/form-authentication.ts'
import { aForm } from '../support/forms.ts'
import { start } from '../support/key-files.ts'
import { type KeyStage, logInTo, redeemAt, startKeyStage } from '../support/key-stage.ts'

let clock: FakeClock
let stage: KeyStage | undefined
let pair: FormKeyPair
/** The form's own server: what it answers, and how often it was asked. */
let keyServer: {
  server: Server
  address: string
  answer: { status: number; body: unknown }
  asked: number
}

beforeEach(async () => {
  clock = createFakeClock(new Date(start * 1000).toISOString())
  pair = await aFormKeyPair('form-1')
  const server = createServer((_request, response) => {
    keyServer.asked += 1
    response.statusCode = keyServer.answer.status
    response.end(JSON.stringify(keyServer.answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://localhost:${(server.address() as AddressInfo).port}/jwks`
  keyServer = { server, address, answer: { status: 200, body: keySet(pair.published) }, asked: 0 }
})
afterEach(async () => {
  await stage?.close()
  keyServer.server.closeAllConnections()
  await new Promise((resolve) => keyServer.server.close(resolve))
})

const keySet = (...keys: object[]) => ({ keys })
const away = { status: 500, body: {} }
const exported = (type: string, options: object): object => {
  const generate = generateKeyPairSync as unknown as (
    type: string,
    options: object,
  ) => { publicKey: { export: (as: object) => object } }
  return generate(type, options).publicKey.export({ format: 'jwk' })
}

async function formWith(encryption: FormEncryption) {
  const form = aForm({ client_id: 'aide-sociale', authentication: provenBy(), encryption })
  const store = createMemoryStore(clock.now, 100)
  const file = await generateSigningKeys(start)
  const startInstance = () => startKeyStage({ now: clock.now, forms: [form], file, store })
  stage = await startInstance()
  const instance = stage
  const codeOf = async () => (await logInTo(instance, form)).searchParams.get('code')
  const redeem = (code: string | null) => redeemAt(instance, form, code, someSecret)
  const verify = (token: string, decryptionKey?: object) =>
    verifyPrefill(
      token,
      { nom: 'Dubois' },
      {
        issuer: instance.origin,
        clientId: 'aide-sociale',
        submittedAt: clock.now(),
        allowTest: true,
        ...(decryptionKey !== undefined && { decryptionKey: decryptionKey as never }),
      },
    )
  const begin = () => logInTo(instance, form)
  const another = async () => {
    const second = await startInstance()
    const redeemThere = (code: string | null) => redeemAt(second, form, code, someSecret)
    return { instance: second, redeem: redeemThere }
  }
  return { instance, begin, codeOf, redeem, verify, another }
}

describe('a form with a key', () => {
  test.each(['jwks', 'jwks_uri'])(
    'when the key is in its %s, then its token is for that key alone',
    async (member) => {
      const encryption = member === 'jwks' ? { key: pair.key } : { jwks_uri: keyServer.address }
      const { codeOf, redeem, verify, instance } = await formWith(encryption)
      const { status, data } = await redeem(await codeOf())
      expect(status).toBe(200)
      const token = data.prefill_token!
      expect(decodeProtectedHeader(token)).toMatchObject({
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        cty: 'JWT',
        kid: 'form-1',
      })
      const other = await aFormKeyPair('form-1')
      const open = async (one: FormKeyPair) =>
        compactDecrypt(token, await importJWK(one.privateJwk, 'ECDH-ES'))
      await expect(open(other)).rejects.toThrow()
      const { plaintext } = await open(pair)
      const within = decodeProtectedHeader(new TextDecoder().decode(plaintext))
      expect(within).toMatchObject({ alg: 'ES256', typ: 'prefill+jwt' })

      const opened = await verify(token, pair.privateJwk)
      expect([opened.valid, opened.problems, opened.fields.nom?.verdict]).toEqual([
        true,
        [],
        'equivalent',
      ])
      expect((await verify(token)).problems).toEqual(['wrong_type'])
      expect((await verify(token, other.privateJwk)).problems).toEqual(['tampered'])
      expect(instance.log.join()).not.toContain(pair.key.x)
    },
  )

  test('when many log in, then its address is asked once in ten minutes', async () => {
    const { codeOf, redeem } = await formWith({ jwks_uri: keyServer.address })
    const codes = await Promise.all([codeOf(), codeOf(), codeOf(), codeOf()])
    for (const answer of await Promise.all(codes.map(redeem))) expect(answer.status).toBe(200)
    expect(keyServer.asked).toBe(1)
  })

  test('when it changes its key, then the new one is used within ten minutes, and either opens', async () => {
    const { codeOf, redeem, verify } = await formWith({ jwks_uri: keyServer.address })
    const next = await aFormKeyPair('form-2')
    const former = (await redeem(await codeOf())).data.prefill_token!
    keyServer.answer = { status: 200, body: keySet(next.published, pair.published) }
    clock.advance(600)
    const latter = (await redeem(await codeOf())).data.prefill_token!
    expect(decodeProtectedHeader(latter).kid).toBe('form-2')
    const keys = [next.privateJwk, pair.privateJwk]
    for (const token of [former, latter]) expect((await verify(token, keys)).valid).toBe(true)
  })
})

describe('a key that cannot be had', () => {
  const linesOf = (instance: KeyStage, message: string) =>
    instance.log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message)

  test('when its address is down before the login, then the citizen is spared it, and the operator told', async () => {
    keyServer.answer = away
    const { begin, instance } = await formWith({ jwks_uri: keyServer.address })
    const back = await begin()
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'server_error',
      error_description: expect.stringMatching(/^form_key_unavailable/),
      state: 'the-state-of-the-form',
      iss: instance.origin,
    })
    expect(linesOf(instance, 'login not begun')).toEqual([
      expect.objectContaining({
        level: 50,
        code: 'form_key_unavailable',
        reason: 'status_500',
        form: 'aide-sociale',
      }),
    ])
  })

  test('when it is down at redemption, then there is no token, and the code is good once it is back', async () => {
    const { codeOf, another } = await formWith({ jwks_uri: keyServer.address })
    const code = await codeOf()
    // An instance that has never seen the key.
    const fresh = await another()
    keyServer.answer = away
    const refused = await fresh.redeem(code)
    expect(refused).toEqual({
      status: 503,
      data: {
        error: 'server_error',
        error_description: expect.stringContaining('jwks_uri'),
      },
    })
    expect(linesOf(fresh.instance, 'code not redeemed')).toEqual([
      expect.objectContaining({ level: 50, code: 'form_key_unavailable', reason: 'status_500' }),
    ])
    keyServer.answer = { status: 200, body: keySet(pair.published) }
    clock.advance(5)
    const answers = [await fresh.redeem(code), await fresh.redeem(code)]
    expect(answers.map(({ status }) => status)).toEqual([200, 400])
    expect(answers[0]?.data.prefill_token?.split('.')).toHaveLength(5)
    await fresh.instance.close()
  })

  test.each<[string, () => object, RegExp]>([
    ['RSA', () => exported('rsa', { modulusLength: 2048 }), /expected an EC key of P-256/],
    ['P-384', () => exported('ec', { namedCurve: 'P-384' }), /expected an EC key of P-256/],
    ['for signatures', () => ({ ...pair.published, use: 'sig' }), /expected an EC key of P-256/],
    ['private', () => pair.privateJwk, /^this is a private key/],
    ['beside the curve', () => ({ ...pair.published, y: pair.published.x }), /not on the curve/],
  ])(
    'when its address has a key that is %s, then it says so, and no login begins',
    async (_, key, reason) => {
      keyServer.answer = { status: 200, body: keySet(key()) }
      const { begin, instance } = await formWith({ jwks_uri: keyServer.address })
      expect((await begin()).searchParams.get('error')).toBe('server_error')
      expect(linesOf(instance, 'login not begun')).toEqual([
        expect.objectContaining({ reason: expect.stringMatching(reason) }),
      ])
      expect(instance.log.join()).not.toContain(pair.privateJwk.d)
    },
  )

  test('when the form takes its key away, then the former one is used no more', async () => {
    const { begin, codeOf, redeem } = await formWith({ jwks_uri: keyServer.address })
    expect((await redeem(await codeOf())).status).toBe(200)
    keyServer.answer = { status: 200, body: keySet() }
    clock.advance(600)
    expect((await begin()).searchParams.get('error')).toBe('server_error')
  })
})
