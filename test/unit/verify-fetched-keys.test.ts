import { beforeAll, expect, test } from '@jest/globals'
import nock from 'nock'
import { type VerifyOptions, verifyPrefill } from '../../src/verify.ts'
import {
  assembleToken,
  makeTokenKey,
  proven,
  signToken,
  someClaims,
  submitted,
  type TokenKey,
  unproven,
  verifyOptions,
} from '../support/prefill-tokens.ts'

let key: TokenKey

beforeAll(async () => {
  key = await makeTokenKey('k1')
})

const fetching = (issuer: string, changes: Partial<VerifyOptions> = {}) =>
  verifyOptions(key, { issuer, keys: undefined, ...changes })
const from = (issuer: string) => signToken(key, someClaims({ iss: issuer }))

test('when no keys are given, then the history is fetched, once for several tokens', async () => {
  const issuer = 'https://un.exemple.fr'
  nock(issuer)
    .get('/jwks/history')
    .once()
    .reply(200, { keys: [key.published] })
  const token = await from(issuer)
  expect(await verifyPrefill(token, submitted, fetching(issuer))).toEqual(proven)
  expect(await verifyPrefill(token, submitted, fetching(issuer))).toEqual(proven)
})

test('when the token says where its keys are, then only the given issuer is asked', async () => {
  const issuer = 'https://deux.exemple.fr'
  nock(issuer)
    .get('/jwks/history')
    .reply(200, { keys: [key.published] })
  const token = await from('https://pirate.exemple.fr')
  expect((await verifyPrefill(token, submitted, fetching(issuer))).problems).toEqual(['other_form'])
})

test('when the history redirects, then it is not followed', async () => {
  const issuer = 'https://trois.exemple.fr'
  nock(issuer).get('/jwks/history').reply(302, '', { location: 'https://pirate.exemple.fr/' })
  expect(await verifyPrefill(await from(issuer), submitted, fetching(issuer))).toEqual(
    unproven('keys_unavailable'),
  )
})

test('when the service is away, then nothing is said against the token', async () => {
  const issuer = 'https://quatre.exemple.fr'
  nock(issuer).get('/jwks/history').replyWithError('connection refused')
  expect(await verifyPrefill(await from(issuer), submitted, fetching(issuer))).toEqual(
    unproven('keys_unavailable'),
  )
})

test('when a token is not one of ours, then nobody is asked', async () => {
  const asked: unknown[] = []
  const fetch = async (url: unknown) => {
    asked.push(url)
    return new Response('')
  }
  const tokens = [undefined, 'x', assembleToken({ alg: 'none' }), 'A'.repeat(70_000)]
  for (const token of tokens)
    await verifyPrefill(token, submitted, fetching('https://cinq.exemple.fr', { fetch }))
  expect(asked).toEqual([])
})

test('when the keys given cannot be read, then nothing is said against the token', async () => {
  expect(
    await verifyPrefill(await signToken(key), submitted, verifyOptions(key, { keys: [] })),
  ).toEqual(unproven('keys_unavailable'))
})

test('when a saved history is given as it was answered, then it is read', async () => {
  expect(
    await verifyPrefill(
      await signToken(key),
      submitted,
      verifyOptions(key, { keys: { keys: [key.published] } }),
    ),
  ).toEqual(proven)
})
