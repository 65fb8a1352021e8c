import { describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { CollectiviteFile } from '../../src/domain/collectivite.ts'
import { isConfidential } from '../../src/domain/form.ts'
import {
  collectiviteFile,
  formFile,
  productionEnvironment,
} from '../support/configuration-folder.ts'

const secret = 'Zt6wQx1oPv8iNu3yBm5cKr7eJs9dHg2f'
const hash = 'a16b665c8a155e10d23252d5710906eee7bcf587a2146bb9f1ab12f9f2b49284'

const resolved = (
  changes: Readonly<Record<string, unknown>>,
  more: Record<string, string> = {},
) => {
  const file = collectiviteFile({ forms: [formFile(changes)] })
  const environment = productionEnvironment({ 'collectivites/v.json': file, secret: `${secret}\n` })
  return loadConfig({ ...environment, ...more, FROM: secret }).forms[0]!
}

const issues = (changes: Readonly<Record<string, unknown>>) =>
  CollectiviteFile.safeParse(collectiviteFile({ forms: [formFile(changes)] })).error?.issues.map(
    ({ path, message }) => [path.join('.'), message],
  )

describe('a form’s secret', () => {
  test('when it is given itself, by reference or hashed, then its hash is all that is kept', () => {
    for (const given of [
      { client_secret: secret },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the file's own writing of a reference
      { client_secret: '${FROM}' },
      { client_secret_sha256: hash },
    ]) {
      const form = resolved(given)
      expect(form.authentication).toEqual({
        methods: ['client_secret_basic', 'client_secret_post'],
        secretHash: hash,
      })
      expect(isConfidential(form)).toBe(true)
      expect(JSON.stringify(form)).not.toContain(secret)
    }
  })

  test('when there is a method, then it is the only one', () => {
    for (const method of ['client_secret_basic', 'client_secret_post']) {
      const form = resolved({ client_secret_sha256: hash, token_endpoint_auth_method: method })
      expect(form.authentication).toEqual({ methods: [method], secretHash: hash })
    }
  })

  test('when there is none, then the form is public', () => {
    const form = resolved({})
    expect(form.authentication).toEqual({ methods: ['none'] })
    expect(isConfidential(form)).toBe(false)
  })

  test.each([
    ['hash and secret', { client_secret: secret, client_secret_sha256: hash }],
    ['hash and file', { client_secret_file: 'x', client_secret_sha256: hash }],
    ['secret and file', { client_secret: secret, client_secret_file: 'x' }],
  ])('when there are %s, then it is refused', (_, given) => {
    expect(issues(given)).toEqual([
      [
        'forms.0.client_secret',
        'expected one of client_secret, client_secret_file and client_secret_sha256',
      ],
    ])
  })

  test.each([hash.toUpperCase(), hash.slice(1), `${hash}0`, '', `${hash}  -`, secret])(
    'when the hash is %j, then it is refused, unquoted',
    (client_secret_sha256) => {
      expect(issues({ client_secret_sha256 })).toEqual([
        ['forms.0.client_secret_sha256', 'expected 64 hexadecimal characters, lower case'],
      ])
    },
  )

  test.each(['', '\n'])('when the hash is that of %j, then it is refused', async (nothing) => {
    const { createHash } = await import('node:crypto')
    const client_secret_sha256 = createHash('sha256').update(nothing).digest('hex')
    expect(issues({ client_secret_sha256 })).toEqual([
      ['forms.0.client_secret_sha256', 'this is the hash of an empty secret'],
    ])
  })

  test('when a hash goes with the method none, then it is refused', () => {
    expect(issues({ client_secret_sha256: hash, token_endpoint_auth_method: 'none' })).toEqual([
      [
        'forms.0.token_endpoint_auth_method',
        'a secret goes with client_secret_basic or client_secret_post, none goes without',
      ],
    ])
  })

  test('when a secret in production is weak, then it is told', () => {
    expect(() => resolved({ client_secret: 'weak' })).toThrow(
      'client_secret: expected at least 32 characters in each secret',
    )
  })
})
