import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  startTestService,
  type TestService,
  testClient,
} from '../support/simulator-relying-party.ts'
import {
  errorBody,
  type Fields,
  freshCode,
  getUserinfo,
  postToken,
} from '../support/token-requests.ts'

let service: TestService

beforeAll(async () => {
  const other = testClient({ client_id: 'other', client_secret: 'secret-of-the-other' })
  service = await startTestService(testClient(), { clients: [testClient(), other] })
})
afterAll(() => service.simulator.close())

async function freshToken(): Promise<string> {
  return (await postToken(service, await freshCode(service))).body.access_token
}

async function revoke(fields: Fields, headers: Record<string, string> = {}) {
  const good = { client_id: 'service', client_secret: 'secret-of-the-service' }
  const sent = Object.entries({ ...good, ...fields }).filter(([, value]) => value !== undefined)
  const body = new URLSearchParams(sent as [string, string][])
  const url = `${service.simulator.issuer}/token/revocation`
  return await fetch(url, { method: 'POST', body, headers })
}

test('when a token is revoked, then the answer is empty and UserInfo refuses the token', async () => {
  const token = await freshToken()
  const response = await revoke({ token })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect((await getUserinfo(service, token)).status).toBe(401)
})

test('when the token is unknown but could be one, then the answer is the same', async () => {
  expect((await revoke({ token: 'A'.repeat(43) })).status).toBe(200)
})

const basic = { authorization: `Basic ${btoa('service:secret-of-the-service')}` }

test.each<[string, Fields, Record<string, string>]>([
  ['a token of 42 characters', { token: 'A'.repeat(42) }, {}],
  ['a token that holds a dot', { token: `${'A'.repeat(43)}.` }, {}],
  ['no token', { token: undefined }, {}],
  ['no client_id', { client_id: undefined }, {}],
  ['no client_secret', { client_secret: undefined }, {}],
  ['a hint', { token_type_hint: 'access_token' }, {}],
  ['its credentials in a header', { client_id: undefined, client_secret: undefined }, basic],
])(
  'when the request has %s, then the validator refuses it and the token lives',
  async (_what, fields, headers) => {
    const token = await freshToken()
    const response = await revoke({ token, ...fields }, headers)
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('Y000400'),
    ])
    expect((await getUserinfo(service, token)).status).toBe(200)
  },
)

test('when the token stands there twice, or nothing does, then the validator refuses it', async () => {
  const url = `${service.simulator.issuer}/token/revocation`
  const token = `token=${'A'.repeat(43)}`
  const body = `${token}&${token}&client_id=service&client_secret=secret-of-the-service`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const request of [{ body, headers }, {}]) {
    const response = await fetch(url, { method: 'POST', ...request })
    expect(await response.text()).toContain('Y000400')
  }
})

test('when the secret is wrong, then the client is refused', async () => {
  const response = await revoke({ token: 'A'.repeat(43), client_secret: 'wrong' })
  expect([response.status, await response.json()]).toEqual([
    401,
    errorBody(
      'invalid_client',
      'client authentication failed (invalid secret provided)',
      'Y0434A7B',
    ),
  ])
})

test('when another client revokes the token, then it lives', async () => {
  const token = await freshToken()
  const other = { client_id: 'other', client_secret: 'secret-of-the-other' }
  expect((await revoke({ token, ...other })).status).toBe(200)
  expect((await getUserinfo(service, token)).status).toBe(200)
})
