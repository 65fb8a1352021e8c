import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  callbackUri,
  createTestClock,
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
const clock = createTestClock()

beforeAll(async () => {
  const other = testClient({ client_id: 'other', client_secret: 'secret-of-the-other' })
  service = await startTestService(testClient(), { now: clock.now, clients: [testClient(), other] })
})
afterAll(() => service.simulator.close())

const notFound = errorBody(
  'invalid_grant',
  'grant request is invalid (authorization code not found)',
  'Y049E20B',
)

const mistakes: [string, Fields, number, string, string, string][] = [
  [
    'a wrong secret',
    { client_secret: 'wrong' },
    401,
    'invalid_client',
    'client authentication failed (invalid secret provided)',
    'Y0434A7B',
  ],
  [
    'no secret',
    { client_secret: undefined },
    401,
    'invalid_client',
    'client authentication failed (the provided authentication mechanism does not match the registered client authentication method)',
    'Y044D82C',
  ],
  [
    'an unknown client',
    { client_id: 'nobody' },
    401,
    'invalid_client',
    'client authentication failed (client not found)',
    'Y0479FCE',
  ],
  [
    'no client',
    { client_id: undefined },
    400,
    'invalid_request',
    'no client authentication mechanism provided (undefined)',
    'Y044FEB3',
  ],
  [
    'another client',
    { client_id: 'other', client_secret: 'secret-of-the-other' },
    400,
    'invalid_grant',
    'grant request is invalid (client mismatch)',
    'Y047A2EA',
  ],
  [
    'no code',
    { code: undefined },
    400,
    'invalid_request',
    "missing required parameter 'code' (undefined)",
    'Y048017B',
  ],
  [
    'a code of its own',
    { code: 'garbage' },
    400,
    'invalid_grant',
    'grant request is invalid (authorization code not found)',
    'Y049E20B',
  ],
  [
    'no redirect_uri',
    { redirect_uri: undefined },
    400,
    'invalid_request',
    "missing required parameter 'redirect_uri' (undefined)",
    'Y048017B',
  ],
  [
    'another redirect_uri',
    { redirect_uri: `${callbackUri}/` },
    400,
    'invalid_grant',
    'grant request is invalid (authorization code redirect_uri mismatch)',
    'Y04F8199',
  ],
  [
    'a code_verifier',
    { code_verifier: 'v'.repeat(43) },
    400,
    'invalid_grant',
    'grant request is invalid (PKCE verification failed)',
    'Y0446550',
  ],
  [
    'another grant type',
    { grant_type: 'refresh_token' },
    400,
    'unsupported_grant_type',
    'unsupported grant_type requested (undefined)',
    'Y04C2044',
  ],
]

test.each(mistakes)(
  'when the token request has %s, then it fails and the code stays good',
  async (_what, changes, status, error, description, code) => {
    const good = await freshCode(service)
    expect(await postToken(service, good, changes)).toEqual({
      status,
      body: errorBody(error, description, code),
    })
    expect((await postToken(service, good)).status).toBe(200)
  },
)

test('when the error is asked for as HTML, then it is JSON all the same', async () => {
  expect(await postToken(service, 'garbage', {}, { accept: 'text/html' })).toEqual({
    status: 400,
    body: notFound,
  })
})

test('when the client authenticates by HTTP Basic, then the code is exchanged', async () => {
  const authorization = `Basic ${btoa('service:secret-of-the-service')}`
  const without = { client_id: undefined, client_secret: undefined }
  const { status, body } = await postToken(service, await freshCode(service), without, {
    authorization,
  })
  expect([status, Object.keys(body).sort(), body.token_type]).toEqual([
    200,
    ['access_token', 'expires_in', 'id_token', 'scope', 'token_type'],
    'Bearer',
  ])
})

test('when a code is replayed, then it is refused and the first access token is revoked', async () => {
  const code = await freshCode(service)
  const first = await postToken(service, code)
  expect((await getUserinfo(service, first.body.access_token)).status).toBe(200)
  expect(await postToken(service, code)).toEqual({
    status: 400,
    body: errorBody(
      'invalid_grant',
      'grant request is invalid (authorization code already consumed)',
      'Y0416228',
    ),
  })
  expect((await getUserinfo(service, first.body.access_token)).status).toBe(401)
})

test.each([
  [29, 200],
  [30, 400],
])('when a code is %i seconds old, then the token endpoint answers %i', async (seconds, status) => {
  const code = await freshCode(service)
  clock.advance(seconds)
  const answer = await postToken(service, code)
  expect(answer.status).toBe(status)
  if (status === 400) expect(answer.body).toEqual(notFound)
})
