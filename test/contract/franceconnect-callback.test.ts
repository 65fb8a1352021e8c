import { beforeAll, beforeEach, expect, test } from '@jest/globals'
import {
  type Answer,
  createFakeFranceConnect,
  type FakeFranceConnect,
} from '../support/fake-franceconnect.ts'
import { callbackOf, logIn, request } from './log-in.ts'

let fake: FakeFranceConnect
beforeAll(async () => {
  fake = await createFakeFranceConnect()
})
beforeEach(() => fake.intercept())

type Changes = Parameters<typeof callbackOf>[1]

const ending = (changes: Changes) => logIn(fake, {}, { callback: callbackOf(fake, changes) })

/** Turned away before FranceConnect's code was sent anywhere. */
const untrusted = {
  code: 'franceconnect_untrusted',
  detail: expect.anything(),
  calls: expect.not.arrayContaining(['token']),
}

/** An error answer: no code, but everything else of a good callback. */
const error = (value: string, more: Changes = {}) => ({ code: undefined, error: value, ...more })

test.each<[string, Changes]>([
  ['altered', { state: request.state.replace('a', 'b') }],
  ['in upper case', { state: request.state.toUpperCase() }],
  ['missing', { state: undefined }],
  ['empty', { state: '' }],
  ['the word undefined', { state: 'undefined' }],
  ['the word undefined, with an error', error('invalid_idp_hint', { state: 'undefined' })],
  ['altered, with an error', error('access_denied', { state: 'other' })],
])('when state is %s, then the code is not spent (§12.2)', async (_, changes) => {
  expect(await ending(changes)).toEqual(untrusted)
})

test.each<[string, Changes]>([
  ['of another server', { iss: 'https://pirate.exemple.fr/api/v2' }],
  ['ours with a slash', { iss: 'https://franceconnect.exemple.fr/api/v2/' }],
  ['missing', { iss: undefined }],
  ['empty', { iss: '' }],
  [
    'of another server, with an error',
    error('access_denied', { iss: 'https://pirate.exemple.fr' }),
  ],
  ['missing, with an error', error('access_denied', { iss: undefined })],
])('when iss is %s, then the code is not spent (§12.6)', async (_, changes) => {
  expect(await ending(changes)).toEqual(untrusted)
})

test('when the metadata do not promise iss and it is absent, then the login succeeds (RFC 9207 §2.4)', async () => {
  const discovery = (truth: Answer) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { ...(truth.body as object), authorization_response_iss_parameter_supported: false },
  })
  const callback = callbackOf(fake, { iss: undefined })
  expect(await logIn(fake, { answers: { discovery } }, { callback })).toMatchObject({
    result: { acr: 'eidas1' },
  })
})

test.each<[string, Changes]>([
  ['two codes', { code: ['one', 'two'] }],
  ['the same code twice', { code: ['one', 'one'] }],
  ['two states', { state: [request.state, 'other'] }],
  ['the same state twice', { state: [request.state, request.state] }],
  [
    'two issuers',
    { iss: ['https://franceconnect.exemple.fr/api/v2', 'https://pirate.exemple.fr'] },
  ],
  ['two errors', error('access_denied', { error: ['access_denied', 'server_error'] })],
  ['both a code and an error', { error: 'access_denied' }],
  ['a code and an empty error', { error: '' }],
  ['two codes and an error', { code: ['one', 'two'], error: 'access_denied' }],
  ['a JARM response', { response: 'e30.e30.AA' }],
  ['an ID token of the implicit flow', { id_token: 'e30.e30.AA' }],
  ['neither code nor error', { code: undefined }],
  ['an empty code', { code: '' }],
])('when the callback has %s, then nothing is spent (§12.8)', async (_, changes) => {
  expect(await ending(changes)).toEqual(untrusted)
})

test.each([
  ['access_denied', 'login_cancelled'],
  ['temporarily_unavailable', 'franceconnect_unavailable'],
  ['server_error', 'franceconnect_failed'],
  ['invalid_scope', 'franceconnect_rejected_request'],
  ['invalid_request', 'franceconnect_rejected_request'],
  ['invalid_acr', 'franceconnect_rejected_request'],
  ['invalid_idp_hint', 'franceconnect_rejected_request'],
  ['unsupported_response_type', 'franceconnect_rejected_request'],
  ['unauthorized_client', 'franceconnect_rejected_request'],
])('when FranceConnect answers %s, then it is %s (§12.9, §12.10)', async (value, code) => {
  const changes = error(value, { error_description: 'User auth aborted', scope: 'email' })
  expect(await ending(changes)).toEqual({
    code,
    detail: { franceconnect_error: value },
    calls: ['discovery'],
  })
})

test.each([
  'login_required',
  'ACCESS_DENIED',
  'access_denied ',
  'constructor',
  '__proto__',
  'toString',
  '<script>alert(1)</script>',
  'x'.repeat(5000),
])(
  'when FranceConnect answers the unknown error %j, then it is a failure without its word (§12.10)',
  async (value) => {
    expect(await ending(error(value))).toEqual({
      code: 'franceconnect_failed',
      detail: { franceconnect_error: 'unknown' },
      calls: ['discovery'],
    })
  },
)

test('when the callback carries parameters that we do not know, then the login succeeds', async () => {
  const callback = callbackOf(fake, {
    session_state: 'x',
    utm_source: ['mail', 'mail'],
    'a[b]': '1',
  })
  const { result } = await logIn(fake, {}, { callback })
  expect(result?.acr).toBe('eidas1')
  const sent = new URLSearchParams(fake.calls.at(-3)?.body)
  expect(sent.get('redirect_uri')).toBe('https://prefill.exemple.fr/callback')
})
