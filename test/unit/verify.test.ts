import { beforeAll, describe, expect, test } from '@jest/globals'
import { type VerifyOptions, verifyPrefill } from '../../src/verify.ts'
import {
  at,
  makeTokenKey,
  proven,
  signedAt,
  signToken,
  someClaims,
  submitted,
  type TokenKey,
  unproven,
  verifyOptions,
  withProblems,
} from '../support/prefill-tokens.ts'

let key: TokenKey

beforeAll(async () => {
  key = await makeTokenKey('k1')
})

const verify = (token: unknown, changes?: Partial<VerifyOptions>) =>
  verifyPrefill(token, submitted, verifyOptions(key, changes))

test('when the token is good, then the answer is valid', async () => {
  expect(await verify(await signToken(key))).toEqual(proven)
})

test('when the token was pasted with blanks around it, then it is good', async () => {
  expect(await verify(` ${await signToken(key)}\n`)).toEqual(proven)
})

describe('time', () => {
  test.each([
    [-61, ['expired']],
    [-60, []],
    [86_400, []],
    [86_401, ['expired']],
  ])(
    'when it is submitted %i seconds after its signature, then the problems are %j',
    async (seconds, problems) => {
      const answer = await verify(await signToken(key), { submittedAt: at(seconds) })
      expect(answer).toEqual(withProblems(...problems))
    },
  )

  test('when the time of submission is no date, then it is not taken for a good one', async () => {
    const answer = await verify(await signToken(key), { submittedAt: new Date('hier') })
    expect(answer).toEqual(withProblems('expired'))
  })
})

describe('the life of the key', () => {
  test.each([
    ['from the same second', { valid_from: signedAt }, []],
    ['from later on', { valid_from: signedAt + 1 }, ['retired_key']],
    ['until the same second', { valid_until: signedAt }, []],
    ['until before', { valid_until: signedAt - 1 }, ['retired_key']],
  ])('when the key signed %s, then the problems are %j', async (_, period, problems) => {
    const answer = await verify(await signToken(key), { keys: [{ ...key.published, ...period }] })
    expect(answer).toEqual(withProblems(...problems))
  })

  test('when a key is retired, then tokens of its time stay good', async () => {
    const retired = { ...key.published, status: 'retired', valid_until: signedAt + 1 } as const
    expect(await verify(await signToken(key), { keys: [retired] })).toEqual(proven)
  })

  test.each([signedAt - 10, signedAt + 10_000_000])(
    'when the key was revoked at %i, then the token proves nothing',
    async (revoked_at) => {
      const seen = () => {
        throw new Error('not to be asked')
      }
      const keys = [{ ...key.published, revoked_at }]
      expect(await verify(await signToken(key), { keys, seen })).toEqual(unproven('revoked_key'))
    },
  )

  test('when one kid stands for two keys, then the one that signed counts', async () => {
    const twin = await makeTokenKey('k1', { valid_until: 0 })
    const keys = [twin.published, key.published]
    expect(await verify(await signToken(key), { keys })).toEqual(proven)
    expect(await verify(await signToken(twin), { keys })).toEqual(withProblems('retired_key'))
  })

  test('when one key stands twice, then either period will do, and a revocation on either counts', async () => {
    const token = await signToken(key)
    const over = { ...key.published, valid_until: 0 }
    expect(await verify(token, { keys: [over, key.published] })).toEqual(proven)
    const revoked = { ...over, revoked_at: 1 }
    expect(await verify(token, { keys: [key.published, revoked] })).toEqual(unproven('revoked_key'))
  })
})

test.each([
  ['aud', { aud: 'demo-parking' }],
  ['iss', { iss: 'https://prefill.autre.fr' }],
  ['iss but for a slash', { iss: 'https://prefill.exemple.fr/' }],
])('when another %s is meant, then the fields are not judged', async (_, changes) => {
  const token = await signToken(key, someClaims(changes))
  expect(await verify(token, { seen: new Set(['jti-1']) })).toEqual({
    ...withProblems('other_form'),
    fields: {},
    added: ['nom', 'autre'],
  })
})

test.each([
  ['n-1', undefined, []],
  ['n-1', 'n-1', []],
  ['n-1', 'n-2', ['other_nonce']],
  [undefined, 'n-1', ['other_nonce']],
  [undefined, undefined, []],
])(
  'when the token says nonce %j and the page %j, then the problems are %j',
  async (inToken, nonce, problems) => {
    const claims = inToken === undefined ? someClaims() : someClaims({ nonce: inToken })
    const answer = await verify(await signToken(key, claims), { nonce })
    expect(answer).toEqual(withProblems(...problems))
  },
)

test.each<[string, VerifyOptions['seen'], string[]]>([
  ['a set with it', new Set(['jti-1']), ['reused']],
  ['a set without it', new Set(['jti-2']), []],
  ['a function that knows it', (jti) => jti === 'jti-1', ['reused']],
  ['a function that knows it later', async (jti) => jti === 'jti-1', ['reused']],
  ['a function that does not', async () => false, []],
])('when seen is %s, then the problems follow', async (_, seen, problems) => {
  const answer = await verify(await signToken(key), { seen })
  expect(answer).toEqual(withProblems(...problems))
})

test('when seen cannot answer, then its own error is the outcome', async () => {
  const lost = new Error('database lost')
  await expect(verify(await signToken(key), { seen: () => Promise.reject(lost) })).rejects.toBe(
    lost,
  )
})

test('when the token is about test people, then only allowTest accepts it', async () => {
  const token = await signToken(key, someClaims({ environment: 'test' }))
  expect(await verify(token)).toEqual({ ...withProblems('test_token'), environment: 'test' })
  expect(await verify(token, { allowTest: true })).toEqual({ ...proven, environment: 'test' })
})

test('when the page has names of its own, then they are translated', async () => {
  const inputs = { nom: 'champ_1', prefill_token: 'champ_2' }
  const page = { champ_1: 'Dubois', champ_2: 'ey…', autre: 'x' }
  expect(await verifyPrefill(await signToken(key), page, verifyOptions(key, { inputs }))).toEqual(
    proven,
  )
  expect(await verifyPrefill(undefined, page, verifyOptions(key, { inputs }))).toEqual(
    unproven('missing'),
  )
})

test('when everything is wrong at once, then everything is told, in one order', async () => {
  const claims = someClaims({ aud: 'demo-parking', environment: 'test' })
  const answer = await verify(await signToken(key, claims), {
    submittedAt: at(90_000),
    nonce: 'n-1',
    keys: [{ ...key.published, valid_until: 0 }],
  })
  expect(answer.problems).toEqual([
    'expired',
    'retired_key',
    'other_form',
    'other_nonce',
    'test_token',
  ])
})

test('when a token comes late and twice, then its fields are judged all the same', async () => {
  const late = { submittedAt: at(90_000), seen: new Set(['jti-1']) }
  expect(await verify(await signToken(key), late)).toEqual(withProblems('expired', 'reused'))
})
