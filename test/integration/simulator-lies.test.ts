import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import type { FaultName } from '../../src/simulator/faults.ts'
import { impostor } from '../../src/simulator/lies.ts'
import {
  createCitizenBrowser,
  nonce,
  startTestService,
  type TestService,
} from '../support/simulator-relying-party.ts'
import { freshCode, getUserinfo, postToken } from '../support/token-requests.ts'

let service: TestService
const faults = createFaultBox()

beforeAll(async () => {
  service = await startTestService(undefined, { faults })
})
afterEach(() => faults.clear())
afterAll(() => service.simulator.close())

async function publishedKeys() {
  const response = await fetch(`${service.simulator.issuer}/jwks`)
  return createLocalJWKSet(await response.json())
}

async function isSigned(token: string): Promise<boolean> {
  const verified = compactVerify(token, await publishedKeys())
  return await verified.then(
    () => true,
    () => false,
  )
}

/** A login with these faults on, as the service's wire sees it. */
async function tokensWith(settings: FaultSettingInput[]) {
  const code = await freshCode(service)
  faults.set(settings)
  const { body } = await postToken(service, code)
  const userinfo = await getUserinfo(service, body.access_token)
  return { id_token: body.id_token as string, userinfo }
}

const now = () => Math.floor(Date.now() / 1000)
const around = (seconds: number) => ({
  asymmetricMatch: (value: number) => Math.abs(value - now() - seconds) <= 5,
})
const truth = { iat: around(0), exp: around(60), aud: 'service' }

const lies: [FaultSettingInput, object][] = [
  [{ fault: 'wrong_iss' }, { ...truth, iss: impostor }],
  [{ fault: 'wrong_aud' }, { ...truth, aud: 'another-client' }],
  [{ fault: 'expired' }, { ...truth, iat: around(-600), exp: around(-540) }],
  [{ fault: 'issued_in_future' }, { ...truth, iat: around(600), exp: around(660) }],
  [{ fault: 'clock_offset' }, { ...truth, iat: around(5), exp: around(65) }],
  [
    { fault: 'clock_offset', seconds: -90 },
    { ...truth, iat: around(-90), exp: around(-30) },
  ],
]
test.each(lies)(
  'when %j is on, then both tokens say so under a good signature',
  async (setting, expected) => {
    const { id_token, userinfo } = await tokensWith([setting])
    const iss = service.simulator.issuer
    expect(decodeJwt(id_token)).toMatchObject({ iss, nonce, acr: 'eidas1', ...expected })
    expect(decodeJwt(userinfo.body)).toMatchObject({ iss, family_name: 'DUBOIS', ...expected })
    expect([await isSigned(id_token), await isSigned(userinfo.body)]).toEqual([true, true])
  },
)

test('when ID tokens lie of nonce and level, then one signature covers both lies, and UserInfo is true', async () => {
  const { id_token, userinfo } = await tokensWith([
    { fault: 'lower_acr' },
    { fault: 'wrong_nonce' },
  ])
  const claims = decodeJwt(id_token)
  expect(claims).toMatchObject({ ...truth, nonce: 'nonce-of-another-login', acr: 'eidas0' })
  expect([claims.sub, await isSigned(id_token)]).toEqual([decodeJwt(userinfo.body).sub, true])
})

test('when UserInfo speaks of another citizen, then only its sub is wrong', async () => {
  const { id_token, userinfo } = await tokensWith([{ fault: 'wrong_sub' }])
  expect(decodeJwt(id_token).sub).toMatch(/^(?!0{64})[0-9a-f]{64}v1$/)
  expect(decodeJwt(userinfo.body)).toMatchObject({ ...truth, sub: `${'0'.repeat(64)}v1` })
})

const signatures: [FaultName, object, boolean][] = [
  ['wrong_alg', { alg: 'RS256', kid: 'pkcs11:RS256:hsm' }, true],
  ['unknown_kid', { alg: 'ES256', kid: 'pkcs11:ES256:unknown' }, false],
  ['bad_signature', { alg: 'ES256', kid: 'pkcs11:ES256:hsm' }, false],
]
test.each(signatures)(
  'when %s is on, then the header is %j and the claims are true',
  async (fault, header, good) => {
    const { id_token, userinfo } = await tokensWith([{ fault }])
    for (const token of [id_token, userinfo.body]) {
      expect(decodeProtectedHeader(token)).toEqual(header)
      expect(decodeJwt(token)).toMatchObject(truth)
      expect(await isSigned(token)).toBe(good)
    }
  },
)

test('when UserInfo is not signed, then it is plain JSON, with the other lies in it', async () => {
  const { userinfo } = await tokensWith([{ fault: 'unsigned_userinfo' }, { fault: 'wrong_sub' }])
  expect({ ...userinfo, body: JSON.parse(userinfo.body) }).toEqual({
    status: 200,
    type: 'application/json; charset=utf-8',
    body: expect.objectContaining({ family_name: 'DUBOIS', sub: `${'0'.repeat(64)}v1` }),
  })
})

test('when the callback is doubled, then it holds the same code twice', async () => {
  faults.set([{ fault: 'duplicated_parameters' }])
  const { searchParams } = await service.callback('test')
  const [first, second, ...others] = searchParams.getAll('code')
  expect([first, others]).toEqual([second, []])
  expect(searchParams.getAll('state')).toHaveLength(1)
})

test('when the issuer lies, then the callback and the discovery document say it too', async () => {
  faults.set([{ fault: 'wrong_iss', at: 'authorize' }])
  expect((await service.callback('test')).searchParams.get('iss')).toBe(impostor)
  faults.set([{ fault: 'wrong_iss', at: 'discovery' }])
  const discovery = await fetch(`${service.simulator.issuer}/.well-known/openid-configuration`)
  expect(await discovery.json()).toMatchObject({
    issuer: impostor,
    token_endpoint: `${service.simulator.issuer}/token`,
  })
})

const detected: FaultName[] = [
  'wrong_iss',
  'wrong_aud',
  'wrong_nonce',
  'wrong_alg',
  'bad_signature',
  'expired',
]
test.each(detected)(
  'when %s is told at the token endpoint, then openid-client refuses it',
  async (fault) => {
    const callback = await service.callback('test')
    faults.set([{ fault, at: 'token' }])
    await expect(service.exchange(callback)).rejects.toThrow(oidc.ClientError)
  },
)

test('when a lie is for one citizen, then the others hear the truth', async () => {
  const code = await freshCode(service)
  const other = (await service.callback('karim')).searchParams.get('code') ?? ''
  faults.set([{ fault: 'wrong_aud', login: 'karim', times: 1 }])
  const first = await postToken(service, code)
  expect(decodeJwt(first.body.id_token).aud).toBe('service')
  expect(faults.list()).toHaveLength(1)
  const second = await postToken(service, other)
  expect(decodeJwt(second.body.id_token).aud).toBe('another-client')
  expect(faults.list()).toEqual([])
})

test('when a citizen’s callback is doubled, then another’s is not', async () => {
  faults.set([{ fault: 'duplicated_parameters', login: 'karim' }])
  const codesOf = async (login: string) =>
    (await service.callback(login)).searchParams.getAll('code').length
  expect([await codesOf('test'), await codesOf('karim')]).toEqual([1, 2])
})

test('when a callback brings an error, then there is no code to double', async () => {
  const browser = createCitizenBrowser()
  faults.set([{ fault: 'duplicated_parameters', times: 1 }])
  await browser.get(service.authorizeUrl({ scope: 'email' }))
  expect(browser.stopped?.searchParams.get('error')).toBe('invalid_request')
  expect(faults.list()).toHaveLength(1)
})

test('when there is nothing to lie about, then the fault is kept for later', async () => {
  faults.set([{ fault: 'expired', times: 1 }])
  expect((await postToken(service, 'garbage')).status).toBe(400)
  expect((await getUserinfo(service, 'garbage')).status).toBe(401)
  expect(faults.list()).toEqual([{ fault: 'expired', at: 'any', times: 1 }])
})
