import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as client from 'openid-client'
import type { Verification } from '../../src/verify.ts'
import { logIn } from '../support/browser-session.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { recipes, runRecipe } from '../support/run-recipe.ts'
import { runShell } from '../support/run-shell.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

interface Vector {
  id: string
  token: string
  submitted: object
  options: object
  expected: Verification
}

interface Writings {
  token: string
  options: object
  cases: { field: string; submitted: object; verdict: string }[]
}

const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'))

const { keys } = read<{ keys: unknown[] }>('keys')

/** What a recipe says by itself of an answer: everything but the other writings. */
function ownPart({ valid, problems, jti, fields }: Verification) {
  const unchanged = Object.keys(fields).filter((name) => fields[name]?.verdict === 'unchanged')
  return { valid, problems, jti, unchanged }
}

const wholeForms = [...read<Vector[]>('tokens'), ...read<Vector[]>('forms')].map(
  ({ id, token, submitted, options, expected }) => ({
    request: { ...options, prefill_token: token, submitted, keys },
    answer: { id, ...ownPart(expected) },
  }),
)

const { token, options, cases } = read<Writings>('writings')
const writings = cases.map(({ field, submitted, verdict }) => ({
  request: { ...options, prefill_token: token, submitted, keys },
  answer: {
    id: JSON.stringify(submitted),
    valid: true,
    problems: [],
    jti: 'vector-writings',
    unchanged: verdict === 'unchanged' ? [field] : [],
  },
}))

const everything = [...wholeForms, ...writings]

/** Logs a citizen in, and gives the token that their page would submit. */
async function prefillTokenOf(system: System): Promise<string> {
  const configuration = await client.discovery(
    new URL(system.serviceOrigin),
    'demo-cantine',
    {},
    client.None(),
    { execute: [client.allowInsecureRequests] },
  )
  const [expectedState, expectedNonce] = ['a-state', 'page-1']
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${formOrigin}/cantine`,
    scope: 'openid',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const back = await logIn(system.citizen(), url.href, { login: 'test', password: '123' })
  const tokens = await client.authorizationCodeGrant(configuration, back, {
    expectedState,
    expectedNonce,
    pkceCodeVerifier,
  })
  return String(tokens.prefill_token)
}

let system: System
let prefillToken: string
beforeAll(async () => {
  system = await startSystem()
  prefillToken = await prefillTokenOf(system)
}, 60_000)
afterAll(() => system.close())

test('when the recipe for Python is tried as docs/verification.md says, then it answers for itself and for the service', async () => {
  const block = snippetUnder('docs/verification.md', 'Recipes', 'sh')
    .replace('https://prefill.exemple.fr', system.serviceOrigin)
    .replace('eyJ…', prefillToken)
    .replace('2026-11-23T10:10:00Z', new Date().toISOString())
  const folder = fileURLToPath(new URL('../../docs/verification', import.meta.url))
  const python3 = 'exec /usr/bin/python3 "$@"'
  const { status, stdout } = await runShell(block, { cwd: folder, more: { python3 } })
  expect(status).toBe(0)
  // The person is a test person, and the command does not allow them.
  expect(JSON.parse(stdout)).toMatchObject({
    valid: false,
    problems: ['test_token'],
    unchanged: ['nom'],
    verdict: { fields: { nom: { verdict: 'unchanged' } } },
  })
})

describe.each(recipes)('the recipe for $language', (recipe) => {
  test('when it meets every published vector, then it answers as published', async () => {
    const answers = await runRecipe(
      recipe,
      everything.map(({ request }) => request),
    )
    const named = answers.map((answer, index) => ({
      id: everything[index]?.answer.id,
      ...(answer as object),
    }))
    expect(named).toEqual(everything.map(({ answer }) => answer))
  }, 120_000)

  test('when a real token comes with a form, then it fetches the keys and asks the service', async () => {
    const request = {
      issuer: system.serviceOrigin,
      client_id: 'demo-cantine',
      prefill_token: prefillToken,
      submitted: { nom: 'DUBOIS', ne_le: '24/08/1962', premier_prenom: 'Marie' },
      submitted_at: new Date().toISOString(),
      nonce: 'page-1',
      allow_test: true,
      ask: true,
    }
    const [answer, late, foreign] = (await runRecipe(recipe, [
      request,
      { ...request, submitted_at: new Date(Date.now() + 25 * 3_600_000).toISOString() },
      { ...request, client_id: 'demo-bibliotheque' },
    ])) as { verdict: Verification }[]
    expect(answer).toMatchObject({
      valid: true,
      problems: [],
      unchanged: ['nom'],
      verdict: {
        valid: true,
        problems: [],
        fields: {
          nom: { verdict: 'unchanged', lock_broken: false, assurance: 'verified' },
          ne_le: { verdict: 'equivalent', lock_broken: false },
          premier_prenom: { verdict: 'edited' },
          courriel: { verdict: 'not_submitted' },
        },
        added: [],
      },
    })
    expect(late).toMatchObject({ problems: ['expired'], verdict: { problems: ['expired'] } })
    expect(foreign).toMatchObject({
      problems: ['other_form'],
      verdict: { problems: ['other_form'] },
    })
  }, 60_000)
})
