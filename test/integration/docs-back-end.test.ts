import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { logIn } from '../support/browser-session.ts'
import { snippetsOf, snippetUnder } from '../support/doc-snippets.ts'
import { makeTokenKey, signedAt, signToken, submitted } from '../support/prefill-tokens.ts'
import { runModule } from '../support/run-module.ts'
import { civilStatusSecret, formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

/** Puts `to` where `from` stands. @throws where it stands nowhere: the snippet has become another */
function put(text: string, from: string | RegExp, to: string): string {
  if (text.search(from) < 0) throw new Error(`the snippet has no ${from}`)
  return text.replace(from, to)
}

/** The value that a comment shows, as far as it shows it. */
function shownIn(text: string, comment: RegExp): Record<string, unknown> {
  const [, value = ''] = comment.exec(text) ?? []
  const closed = value.replace(/, …/g, '').replace('[…]', '[]')
  return JSON.parse(JSON.stringify(runInNewContext(`(${closed})`)))
}

describe('README.md, for those who develop a back end', () => {
  const [login = '', verification = ''] = snippetsOf('README.md')
    .filter(({ heading, language }) => heading === 'I develop a back end' && language === 'js')
    .map(({ text }) => text)
  const values = shownIn(login, /\/\/ (\{nom: .*\})$/m)
  const verdict = shownIn(verification, /\/\/ (\{valid: .*\})$/m)

  function program(): string {
    const local = put(login, 'https://prefill.exemple.fr', system.serviceOrigin)
    const allowing = put(local, /\) \/\/ on http:\/\/localhost add: (.*)$/m, '$1')
    const visited = put(
      allowing,
      /^\/\/ … the citizen goes .*$/m,
      'const currentUrl = new URL(await ask({ url }))',
    )
    const testing = put(verification, /allowTest: false, +\/\/ true against/, 'allowTest: true, //')
    return `const redirect_uri = '${formOrigin}/etat-civil/retour'
const database = { hasToken: async (jti) => ask({ jti }) }
${visited}
const body = { ...values, prefill_token: tokens.prefill_token }
${put(testing, 'https://prefill.exemple.fr', system.serviceOrigin)}
await ask({ values, verdict })
`
  }

  test.each([
    [false, verdict],
    [true, { valid: false, problems: ['reused'] }],
  ])(
    'when both snippets are one program (token seen before: %s), then login and verdict are as they show',
    async (isSeen, expected) => {
      const told: unknown[] = []
      const answer = async (value: unknown) => {
        const { url, jti } = value as { readonly url?: string; readonly jti?: string }
        if (url !== undefined)
          return logIn(system.citizen(), url, { login: 'test', password: '123' })
        if (jti !== undefined) return isSeen
        return told.push(value)
      }
      await runModule(program(), answer, { CLIENT_SECRET: civilStatusSecret })
      const { added: _, ...certain } = expected as Record<string, unknown>
      expect(told).toEqual([
        { values: expect.objectContaining(values), verdict: expect.objectContaining({}) },
      ])
      expect(told[0]).toMatchObject({ verdict: certain })
    },
    30_000,
  )
})

describe('docs/keys.md, for tokens of a key that was revoked', () => {
  test.each([
    ['holds', true, []],
    ['does not hold', false, ['revoked_key']],
  ])('when the archive %s the very token, then it is judged so', async (_, holds, problems) => {
    const key = await makeTokenKey('k', { revoked_at: signedAt + 60 })
    const options = { issuer: 'https://prefill.exemple.fr', clientId: 'demo-cantine' }
    const token = await signToken(key)
    const given = { token, submitted, options: { ...options, keys: [key.published] } }
    const call = put(snippetUnder('docs/keys.md', 'Revocation', 'js'), '  …,', '  ...options,')
    const told: unknown[] = []
    await runModule(
      `import { verifyPrefill } from 'franceconnect-prefill/verify'
const { token, submitted, options } = ${JSON.stringify(given)}
options.submittedAt = new Date(${(signedAt + 600) * 1000})
const archive = { holds: async (jti, one) => ${holds} && one === token }
await ask(${put(call, /^await verifyPrefill[\s\S]*\)\n$/, '$&')})
`,
      (value) => told.push(value),
    )
    expect(told).toMatchObject([{ problems }])
  })
})
