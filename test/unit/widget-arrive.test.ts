import { expect, test } from '@jest/globals'
import { arrive } from '../../src/widget/arrive.ts'
import type { ReturnParameters } from '../../src/widget/page-address.ts'
import type { TokenAnswer } from '../../src/widget/service.ts'
import type { Trip } from '../../src/widget/trip.ts'

const trip: Trip = {
  state: 's',
  nonce: 'n',
  verifier: 'v',
  redirectUri: 'https://m.fr/c',
  address: 'https://m.fr/c',
  service: 'https://s.fr',
  clientId: 'demo',
  form: '',
}
const ok: ReturnParameters = {
  state: 's',
  code: 'k',
  iss: 'https://s.fr',
}
const claims = { iss: 'https://s.fr', aud: 'demo', nonce: 'n', fields: {} }

function jws(typ: string, payload: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode({ alg: 'ES256', typ })}.${encode(payload)}.c2ln`
}

const answer: TokenAnswer = {
  id_token: jws('JWT', claims),
  prefill_token: jws('prefill+jwt', { ...claims, sub: 'é' }),
  display_name: 'Angela DUBOIS',
}

async function end(returned: Partial<ReturnParameters>, given: TokenAnswer | Error = answer) {
  const spent: string[] = []
  const arrival = await arrive({ ...trip, returned: { ...ok, ...returned } }, async (_, code) => {
    spent.push(code)
    if (given instanceof Error) throw given
    return given
  })
  return { arrival, spent }
}

test('when the return and both tokens are right, then the prefill has arrived', async () => {
  expect(await end({})).toEqual({
    spent: ['k'],
    arrival: {
      idToken: answer.id_token,
      prefillToken: answer.prefill_token,
      displayName: 'Angela DUBOIS',
    },
  })
})

test.each([
  [{ iss: 'https://evil.fr' }, 'failed', 'untrusted_return'],
  [{ iss: undefined }, 'failed', 'untrusted_return'],
  [{ iss: undefined, code: undefined, error: 'access_denied' }, 'failed', 'untrusted_return'],
  [{ code: undefined, error: 'access_denied' }, 'cancelled', 'access_denied'],
  [{ code: undefined, error: 'temporarily_unavailable' }, 'failed', 'temporarily_unavailable'],
  [{ code: undefined, error: 'Call 0800 now' }, 'failed', 'unknown_error'],
  [{ code: 'k', error: 'server_error' }, 'failed', 'server_error'],
  ...(
    [
      ['access_denied', 'login_cancelled: not completed', 'cancelled', 'login_cancelled'],
      ['server_error', 'at_capacity: too many', 'failed', 'at_capacity'],
      ['Call 0800 now', 'at_capacity: too many', 'failed', 'at_capacity'],
      ['invalid_request', 'nonce is missing', 'failed', 'invalid_request'],
      ['invalid_request', 'nonce', 'failed', 'invalid_request'],
      ['server_error', 'Call: 0800 now', 'failed', 'server_error'],
      ['server_error', ' at_capacity: too many', 'failed', 'server_error'],
      ['server_error', `${'a'.repeat(41)}: too long`, 'failed', 'server_error'],
    ] as const
  ).map(
    ([error, error_description, outcome, code]) =>
      [{ code: undefined, error, error_description }, outcome, code] as const,
  ),
])(
  'when the return says %j, then it is %s with %s and no code is spent',
  async (returned, outcome, code) => {
    expect(await end(returned)).toEqual({ arrival: { outcome, code }, spent: [] })
  },
)

const idToken = (changes: object, typ = 'JWT') => ({
  ...answer,
  id_token: jws(typ, { ...claims, ...changes }),
})
const prefillToken = (changes: object, typ = 'prefill+jwt') => ({
  ...answer,
  prefill_token: jws(typ, { ...claims, ...changes }),
})

test.each([
  ['an error', { error: 'invalid_grant' }, 'invalid_grant'],
  ['an error that would be a cancellation', { error: 'access_denied' }, 'access_denied'],
  ['no answer', new Error('offline'), 'unreachable'],
  ['no token', {}, 'untrusted_answer'],
  ['a token that is none', { ...answer, id_token: 'a.b.c' }, 'untrusted_answer'],
  ['an ID token of another issuer', idToken({ iss: 'x' }), 'untrusted_answer'],
  ['an ID token for another form', idToken({ aud: 'x' }), 'untrusted_answer'],
  ['an ID token of another trip', idToken({ nonce: 'x' }), 'untrusted_answer'],
  ['a prefill token as ID token', idToken({}, 'prefill+jwt'), 'untrusted_answer'],
  ['a prefill token of another issuer', prefillToken({ iss: 'x' }), 'untrusted_answer'],
  ['a prefill token for another form', prefillToken({ aud: 'x' }), 'untrusted_answer'],
  ['a prefill token of another trip', prefillToken({ nonce: 'x' }), 'untrusted_answer'],
  ['a prefill token of another type', prefillToken({}, 'JWT'), 'untrusted_answer'],
  ['a prefill token without fields', prefillToken({ fields: null }), 'untrusted_answer'],
])('when the service answers %s, then the trip failed', async (_, given, code) => {
  expect((await end({}, given)).arrival).toEqual({ outcome: 'failed', code })
})
