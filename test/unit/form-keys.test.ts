import { beforeAll, describe, expect, test } from '@jest/globals'
import type { ServiceError } from '../../src/domain/errors.ts'
import { createFormKeys } from '../../src/signing/form-keys.ts'
import { TransportError } from '../../src/transport/keep-alive-fetch.ts'
import { aFormKeyPair, type FormKeyPair } from '../support/encryption-keys.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const jwks_uri = 'https://ville.exemple.fr/jwks'
const day = 86_400
let pair: FormKeyPair
let next: FormKeyPair
beforeAll(async () => {
  ;[pair, next] = await Promise.all([aFormKeyPair('a'), aFormKeyPair('b')])
})

type Answer = () => unknown

const publishing =
  (...pairs: FormKeyPair[]): Answer =>
  () => ({ keys: pairs.map(({ published }) => published) })

const failing =
  (code: string): Answer =>
  () => {
    throw new TransportError(code)
  }

function stage(answer: Answer) {
  const clock = createFakeClock()
  const state = { answer }
  const asked: string[] = []
  const fetchJson = async (address: string) => {
    asked.push(address)
    return state.answer()
  }
  const keys = createFormKeys({ now: clock.now, fetchJson })
  const kid = async (address = jwks_uri) => (await keys.keyOf({ jwks_uri: address })).kid
  const refusal = (address?: string) =>
    kid(address).then(
      () => 'there is a key',
      ({ code, detail }: ServiceError) => [code, detail],
    )
  return { clock, state, asked, keys, kid, refusal }
}

test('when the key is registered itself, then nothing is asked', async () => {
  const { keys, asked } = stage(failing('never'))
  expect(await keys.keyOf({ key: pair.key })).toBe(pair.key)
  expect(asked).toEqual([])
})

describe('a key at an address', () => {
  test('when it is wanted several times within ten minutes, then it is fetched once', async () => {
    const { kid, asked, clock } = stage(publishing(pair))
    expect(await Promise.all([kid(), kid(), kid()])).toEqual(['a', 'a', 'a'])
    clock.advance(599.999)
    expect(await kid()).toBe('a')
    expect(asked).toEqual([jwks_uri])
  })

  test('when ten minutes have passed, then a new key is learnt', async () => {
    const { kid, state, clock } = stage(publishing(pair))
    await kid()
    state.answer = publishing(next, pair)
    clock.advance(600)
    expect(await kid()).toBe('b')
  })

  test('when forms have addresses of their own, then each has its own key', async () => {
    const { kid, state, asked } = stage(publishing(pair))
    expect(await kid('https://a.fr/')).toBe('a')
    state.answer = publishing(next)
    expect(await kid('https://b.fr/')).toBe('b')
    expect(await kid('https://a.fr/')).toBe('a')
    expect(asked).toEqual(['https://a.fr/', 'https://b.fr/'])
  })
})

describe('an address that does not answer', () => {
  test.each([
    ['timeout', failing('timeout'), 'timeout'],
    ['status', failing('status_500'), 'status_500'],
    [
      'an error without code',
      () => {
        throw new Error('holds https://pirate.exemple')
      },
      'failed',
    ],
    ['no key', () => ({ keys: [] }), 'expected an EC key of P-256 with alg ECDH-ES and use enc'],
    ['no set', () => 'x', 'expected a JWK Set: {keys: […]}'],
  ])(
    'when it has %s and never had a key, then there is none, and the log knows why',
    async (_, answer, reason) => {
      expect(await stage(answer).refusal()).toEqual(['form_key_unavailable', { reason }])
    },
  )

  test('when it is asked for again, then not within five seconds', async () => {
    const { refusal, kid, state, asked, clock } = stage(failing('timeout'))
    await Promise.all([refusal(), refusal()])
    state.answer = publishing(pair)
    clock.advance(4.999)
    expect(await refusal()).toEqual(['form_key_unavailable', { reason: 'timeout' }])
    expect(asked).toHaveLength(1)
    clock.advance(0.001)
    expect(await kid()).toBe('a')
  })

  test('when it had a key, then that serves for a day, and no longer', async () => {
    const { refusal, kid, state, asked, clock } = stage(publishing(pair))
    await kid()
    state.answer = failing('timeout')
    clock.advance(day - 0.001)
    expect([await kid(), await kid()]).toEqual(['a', 'a'])
    expect(asked).toHaveLength(2)
    clock.advance(0.001)
    expect(await refusal()).toEqual(['form_key_unavailable', { reason: 'timeout' }])
  })

  test('when it answers that its key is gone, then the former one is over at once, and stays so', async () => {
    const { refusal, kid, state, clock } = stage(publishing(pair))
    await kid()
    state.answer = publishing()
    clock.advance(600)
    const gone = ['form_key_unavailable', { reason: expect.stringContaining('expected an EC key') }]
    expect(await refusal()).toEqual(gone)
    expect(await refusal()).toEqual(gone)
    state.answer = failing('timeout')
    clock.advance(60)
    expect(await refusal()).toEqual(['form_key_unavailable', { reason: 'timeout' }])
  })
})

describe('an address whose form has withdrawn its keys', () => {
  test.each(['status_404', 'status_410'])(
    'when it answers %s, then the former key is over at once, and stays so',
    async (reason) => {
      const { refusal, kid, state, clock } = stage(publishing(pair))
      await kid()
      state.answer = failing(reason)
      clock.advance(600)
      expect(await refusal()).toEqual(['form_key_unavailable', { reason }])
      state.answer = failing('timeout')
      clock.advance(5)
      expect(await refusal()).toEqual(['form_key_unavailable', { reason: 'timeout' }])
      state.answer = publishing(next)
      clock.advance(5)
      expect(await kid()).toBe('b')
    },
  )

  test.each(['status_401', 'status_403', 'status_429', 'status_500', 'status_503', 'timeout'])(
    'when it answers %s, then that says nothing of its keys',
    async (code) => {
      const { kid, state, clock } = stage(publishing(pair))
      await kid()
      state.answer = failing(code)
      clock.advance(600)
      expect(await kid()).toBe('a')
    },
  )
})

test('when there are more addresses than are kept, then the oldest is asked for again, no other', async () => {
  const { kid, asked } = stage(publishing(pair))
  for (let count = 0; count <= 10_000; count += 1) await kid(`https://${count}.fr/`)
  expect(asked).toHaveLength(10_001)
  await kid('https://1.fr/')
  expect(asked).toHaveLength(10_001)
  await kid('https://0.fr/')
  expect(asked).toHaveLength(10_002)
})

test('when more addresses fail than are kept, then the newest is still not asked for again at once', async () => {
  const { refusal, asked } = stage(failing('timeout'))
  for (let count = 0; count <= 10_000; count += 1) await refusal(`https://${count}.fr/`)
  await refusal('https://10000.fr/')
  expect(asked).toHaveLength(10_001)
})
