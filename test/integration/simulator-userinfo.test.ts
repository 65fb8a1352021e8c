import { afterAll, beforeAll, expect, test } from '@jest/globals'
import * as oidc from 'openid-client'
import {
  createTestClock,
  startTestService,
  type TestService,
  testClient,
} from '../support/simulator-relying-party.ts'
import { errorBody, freshCode, getUserinfo, postToken } from '../support/token-requests.ts'

let service: TestService
const clock = createTestClock()

beforeAll(async () => {
  const other = testClient({ client_id: 'other', client_secret: 'secret-of-the-other' })
  service = await startTestService(testClient(), { now: clock.now, clients: [testClient(), other] })
})
afterAll(() => service.simulator.close())

const expiredToken = errorBody(
  'invalid_token',
  'invalid token provided (access token not found)',
  'Y040001',
)

test('when the grant is 30 seconds old, then UserInfo refuses an access token that has 35 left', async () => {
  const code = await freshCode(service)
  clock.advance(25)
  const { body } = await postToken(service, code)
  clock.advance(4)
  expect((await getUserinfo(service, body.access_token)).status).toBe(200)
  clock.advance(1)
  const late = await getUserinfo(service, body.access_token)
  expect({ ...late, body: JSON.parse(late.body) }).toEqual({
    status: 401,
    type: 'application/json; charset=utf-8',
    body: errorBody('invalid_token', 'invalid token provided (grant not found)', 'Y0489D15'),
  })
})

test('when the access token is 60 seconds old, then it is not found', async () => {
  const { body } = await postToken(service, await freshCode(service))
  clock.advance(60)
  const late = await getUserinfo(service, body.access_token)
  expect({ status: late.status, body: JSON.parse(late.body) }).toEqual({
    status: 401,
    body: expiredToken,
  })
})

test('when UserInfo has no token, then it says so in JSON', async () => {
  const { status, body } = await getUserinfo(service, undefined)
  expect({ status, body: JSON.parse(body) }).toEqual({
    status: 401,
    body: errorBody(
      'invalid_token',
      'no access token provided (no access token provided)',
      'Y04146A2',
    ),
  })
})

test('when an error of UserInfo is asked for as HTML, then a page comes that is labelled a JWT', async () => {
  const { status, type, body } = await getUserinfo(service, 'garbage', 'text/html')
  expect({ status, type, body }).toEqual({
    status: 401,
    type: 'application/jwt; charset=utf-8',
    body: expect.stringContaining('Y040001'),
  })
})

test.each([
  ['POST', '/userinfo'],
  ['GET', '/token'],
  ['OPTIONS', '/token'],
  ['POST', '/session/end'],
  ['POST', '/token/introspection'],
  ['GET', '/reg'],
])('when %s %s is asked, then there is no such page', async (method, path) => {
  const response = await fetch(`${service.simulator.issuer}${path}`, { method })
  expect([response.status, await response.text()]).toEqual([
    404,
    expect.stringContaining('Y000404'),
  ])
})

test('when the token stands in the address, then UserInfo answers all the same', async () => {
  const { access_token } = await service.exchange(await service.callback('test'))
  const url = `${service.simulator.issuer}/userinfo?access_token=${access_token}`
  const response = await fetch(url)
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/jwt; charset=utf-8',
  ])
})

test('when a token is revoked, then UserInfo refuses it', async () => {
  const tokens = await service.exchange(await service.callback('test'))
  await oidc.tokenRevocation(service.config, tokens.access_token)
  expect((await getUserinfo(service, tokens.access_token)).status).toBe(401)
})
