import { beforeAll, expect, test } from '@jest/globals'
import type { PublishedKey } from '../../src/domain/published-key.ts'
import { createIssuerKeys } from '../../src/signing/issuer-keys.ts'
import { makeTokenKey } from '../support/prefill-tokens.ts'

const issuer = 'https://prefill.exemple.fr'
let first: PublishedKey
let second: PublishedKey

beforeAll(async () => {
  first = (await makeTokenKey('first')).published
  second = (await makeTokenKey('second')).published
})

type Answer = () => Response | Promise<Response>

const publishing =
  (...keys: unknown[]): Answer =>
  () =>
    Response.json({ keys })

const away: Answer = () => Promise.reject(new TypeError('fetch failed'))

/** A service that answers as told, a clock that moves as told, and what was asked. */
function scene(answer: Answer, at = issuer) {
  const asked: [string, RequestRedirect | undefined, boolean][] = []
  const state = { answer, time: Date.parse('2026-11-23T10:00:00Z') }
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    asked.push([String(url), init?.redirect, init?.signal instanceof AbortSignal])
    return state.answer()
  }
  const { forKid } = createIssuerKeys({ issuer: at, fetch, now: () => new Date(state.time) })
  const wait = (seconds: number) => {
    state.time += seconds * 1000
  }
  return { asked, state, wait, forKid }
}

test('when keys are asked for again within five minutes, then they are fetched once', async () => {
  const { asked, wait, forKid } = scene(publishing(first))
  expect(await Promise.all([forKid('first'), forKid('first')])).toEqual([[first], [first]])
  wait(299)
  expect(await forKid('first')).toEqual([first])
  expect(asked).toEqual([[`${issuer}/jwks/history`, 'error', true]])
})

test('when five minutes have passed, then a revocation is learnt', async () => {
  const { state, wait, forKid } = scene(publishing(first))
  await forKid('first')
  const revoked = { ...first, revoked_at: 1 }
  state.answer = publishing(revoked)
  wait(300)
  expect(await forKid('first')).toEqual([revoked])
})

test('when a kid is unknown, then the keys are fetched again, at most once a minute', async () => {
  const { asked, state, wait, forKid } = scene(publishing(first))
  await forKid('first')
  state.answer = publishing(first, second)
  wait(59)
  expect(await forKid('second')).toEqual([first])
  wait(1)
  expect(await forKid('second')).toEqual([first, second])
  expect(await forKid('third')).toEqual([first, second])
  expect(asked).toHaveLength(2)
})

test('when the service goes away, then its last good keys stay', async () => {
  const { asked, state, wait, forKid } = scene(publishing(first))
  await forKid('first')
  state.answer = away
  wait(3600)
  expect(await forKid('first')).toEqual([first])
  expect(await forKid('first')).toEqual([first])
  expect(asked).toHaveLength(2)
})

test('when the service is away, then nobody says that an unknown kid does not exist', async () => {
  const { state, wait, forKid } = scene(publishing(first))
  await forKid('first')
  state.answer = away
  wait(60)
  expect(await forKid('second')).toBeUndefined()
  expect(await forKid('first')).toEqual([first])
})

test('when the service comes back, then the first question after a failed one is answered', async () => {
  const { state, forKid } = scene(away)
  expect(await forKid('first')).toBeUndefined()
  state.answer = publishing(first)
  expect(await forKid('first')).toEqual([first])
})

const endless = () => {
  const chunk = new Uint8Array(64 * 1024).fill(0x20)
  return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(chunk) }))
}

test.each<[string, Answer]>([
  ['an error', () => Response.json({ keys: [first] }, { status: 503 })],
  ['no JSON', () => new Response('<html>')],
  ['no list of keys', () => Response.json({ keys: {} })],
  ['no key at all', publishing()],
  ['no key that is understood', publishing({ kid: 'first', kty: 'oct', k: 'AAAA' }, null)],
  ['no end', endless],
])('when the service answers with %s, then there are no keys', async (_, answer) => {
  expect(await scene(answer).forKid('first')).toBeUndefined()
})

test('when one published key is not understood, then the others are kept', async () => {
  const { forKid } = scene(publishing({ kty: 'OKP', kid: 'new' }, first))
  expect(await forKid('first')).toEqual([first])
})

test('when a history holds private members, then they are dropped', async () => {
  const { forKid } = scene(publishing({ ...first, d: 'secret' }))
  expect(await forKid('first')).toEqual([first])
})

test.each([
  ['https://prefill.exemple.fr/', 'https://prefill.exemple.fr/jwks/history'],
  ['https://exemple.fr/prefill', 'https://exemple.fr/prefill/jwks/history'],
  ['http://localhost:3000', 'http://localhost:3000/jwks/history'],
  ['http://[::1]:3000', 'http://[::1]:3000/jwks/history'],
])('when the issuer is %s, then its history is asked for', async (at, url) => {
  const { asked, forKid } = scene(publishing(first), at)
  await forKid('first')
  expect(asked).toEqual([[url, 'error', true]])
})

test.each(['http://prefill.exemple.fr', 'file:///etc', 'prefill', ''])(
  'when the issuer is %j, then nothing is asked',
  async (at) => {
    const { asked, forKid } = scene(publishing(first), at)
    expect(await forKid('first')).toBeUndefined()
    expect(asked).toEqual([])
  },
)
