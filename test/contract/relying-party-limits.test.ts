import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { createRelyingParty, type RelyingParty } from '../../src/franceconnect/relying-party.ts'
import type { Transport } from '../../src/transport/keep-alive-fetch.ts'
import {
  createFakeFranceConnect,
  endpointAt,
  type FakeFranceConnect,
} from '../support/fake-franceconnect.ts'
import { callbackOf, request } from './log-in.ts'

let fake: FakeFranceConnect
beforeEach(async () => {
  fake = await createFakeFranceConnect()
  fake.nonce = request.nonce
})

/** A way to the fake FranceConnect that takes its time. */
function slowly(milliseconds: number): Transport {
  return async (url, { method }) => {
    await sleep(milliseconds)
    const endpoint = endpointAt(new URL(url).pathname)!
    const told = await fake.answer({ endpoint, method, headers: {}, body: '' })
    return new Response(String(told.body), { status: told.status, headers: { ...told.headers } })
  }
}

const relyingParty = (milliseconds: number, changes: object = {}): RelyingParty =>
  createRelyingParty({
    redirectUri: 'https://prefill.exemple.fr/callback',
    postLogoutRedirectUri: 'https://prefill.exemple.fr/logout/done',
    transport: slowly(milliseconds),
    loginMilliseconds: 10_000,
    concurrentLogins: { perKey: 64, inAll: 256 },
    ...changes,
  })

const codeOf = async (login: Promise<unknown>) =>
  login.then(
    () => 'ok',
    (error) => error.code,
  )

describe('a login as a whole', () => {
  test('when every call is in time and all together are not, then it is given up', async () => {
    const { complete } = relyingParty(60, { loginMilliseconds: 100 })
    expect(await codeOf(complete(fake.client, callbackOf(fake), request))).toBe(
      'franceconnect_unavailable',
    )
  })

  test.each([
    ['for one client', { perKey: 1, inAll: 9 }, ['ok', 'at_capacity', 'ok']],
    ['in all', { perKey: 9, inAll: 2 }, ['ok', 'ok', 'at_capacity']],
  ])(
    'when too many are under way %s, then the next is turned away at once',
    async (_, concurrentLogins, ends) => {
      const { complete } = relyingParty(20, { concurrentLogins })
      const other = { ...fake.client, key: 'another' }
      const logins = [fake.client, fake.client, other].map((client) =>
        codeOf(complete(client, callbackOf(fake), request)),
      )
      expect(await Promise.all(logins)).toEqual(ends)
      expect(await codeOf(complete(fake.client, callbackOf(fake), request))).toBe('ok')
    },
  )
})

describe('the keys of one issuer', () => {
  const login = (party: RelyingParty, key: string) =>
    codeOf(party.complete({ ...fake.client, key }, callbackOf(fake), request))
  const jwksCalls = () => fake.calls.filter(({ endpoint }) => endpoint === 'jwks').length

  test('when several clients log in, then the keys are asked for once', async () => {
    const party = relyingParty(0)
    expect([await login(party, 'a'), await login(party, 'b'), await login(party, 'c')]).toEqual([
      'ok',
      'ok',
      'ok',
    ])
    expect(jwksCalls()).toBe(1)
  })

  test('when their endpoint goes down, then a client that has not logged in yet still can', async () => {
    const party = relyingParty(0)
    await login(party, 'a')
    fake.lies = { answers: { jwks: (truth) => ({ ...truth, status: 503 }) } }
    expect(await login(party, 'b')).toBe('ok')
  })
})
