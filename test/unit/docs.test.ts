import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { AuthorizationResponseError } from 'openid-client'
import { errorSentences } from '../../src/domain/error-sentences.ts'
import { type ErrorCode, errorCatalogue, errorCodes } from '../../src/domain/errors.ts'
import type { Language } from '../../src/domain/languages.ts'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { redirectedErrors } from '../../src/domain/redirected-errors.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import type { WidgetMessages } from '../../src/domain/widget-messages.ts'
import { translateError } from '../../src/franceconnect/translate-error.ts'
import { isTest, rowsUnder } from '../support/named-tests.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

const onPages = new Set<string>(
  errorCodes.filter((code) => !(redirectedErrors as readonly string[]).includes(code)),
)
onPages.add('internal').delete('foreign_origin')

/** What a citizen reads for a code: on our page, on the form, or both. */
function reading(code: ErrorCode, language: Language, widget: WidgetMessages): string {
  const { title, text } = messagesIn(language).errors[code]
  const said = errorSentences(language, widget)[`error.${code}`]
  if (!onPages.has(code)) return `*${said ?? widget.failed}*`
  return `**${title}.** ${text}${said === undefined ? '' : `<br>*${said}*`}`
}

describe('docs/errors.md', () => {
  const errors = read('docs/errors.md')

  test('when the sources say something else, then the script tells that it is out of date', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('when a code is in the catalogue, then operators have its row', () => {
    const rows = rowsUnder(errors, 'For operators and integrators')
    expect(rows.map((cells) => cells.slice(0, 4))).toEqual(
      errorCodes.map((code) => {
        const { status, error, description } = errorCatalogue[code]
        return [`\`${code}\``, String(status), `\`${error}\``, description]
      }),
    )
    for (const [code, , , , where] of rows)
      expect([code, where]).toEqual([code, expect.stringMatching(/^(page|redirect|machine)/)])
  })

  test('when a code is in the catalogue, then citizens have its row, with what they read', () => {
    const rows = rowsUnder(errors, 'For citizens')
    expect(rows.map(([code]) => code)).toEqual(errorCodes.map((code) => `\`${code}\``))
    for (const [index, [, french, english, next]] of rows.entries()) {
      const code = errorCodes[index]!
      expect([french, english]).toEqual([
        reading(code, 'fr', widgetMessagesFr),
        reading(code, 'en', widgetMessagesEn),
      ])
      expect(next).toMatch(/\w/)
    }
  })

  test.each([
    'access_denied',
    'server_error',
    'temporarily_unavailable',
    'invalid_request',
    'invalid_scope',
    'unsupported_response_type',
    'invalid_acr',
    'invalid_idp_hint',
    'unknown',
  ])('when FranceConnect says %s, then one row says what becomes of it', (error) => {
    const cause = new URLSearchParams({ error, error_description: 'x' })
    const { code } = translateError(new AuthorizationResponseError('', { cause }))
    const own = rowsUnder(errors, 'FranceConnect’s errors')
    expect(own.filter(([said]) => said === `\`${error}\``)).toEqual([
      [`\`${error}\``, `\`${code}\``],
    ])
    const told = rowsUnder(errors, 'For operators and integrators')
    expect(told.filter(([row]) => row === `\`${code}\``)).toHaveLength(1)
  })
})

describe('docs/franceconnect.md', () => {
  const franceConnect = read('docs/franceconnect.md')
  const checks = rowsUnder(franceConnect, 'How the relying party was checked')

  test('when the relying party was checked, then in all twenty-five situations', () => {
    expect(checks.map(([number]) => number)).toEqual(
      Array.from({ length: 25 }, (_, index) => String(index + 1)),
    )
    for (const cells of checks)
      expect(cells).toEqual([
        expect.stringMatching(/^\d+$/),
        expect.stringMatching(/\w/),
        expect.stringMatching(/\w/),
        expect.stringMatching(/^(yes|(partly|no): .+)$/),
        expect.stringMatching(/^\[/),
      ])
  })

  test.each(checks.map(([number, , , , tests = '']) => [number, tests.split('<br>')] as const))(
    'when check %s names its tests, then their files have them',
    (_, named) => {
      const absent = named.filter((one) => !isTest(one))
      expect(absent).toEqual([])
    },
  )

  const limits = ['Time limits', 'What is kept'].flatMap((heading) =>
    rowsUnder(franceConnect, heading).map((cells) => cells.at(-1) ?? ''),
  )
  test.each([...new Set(limits)].filter((one) => one !== '—'))(
    'when a limit is set by %s, then that file says so',
    (setBy) => {
      const [, path = '', words = ''] = /^`([^`]+)`: `([^`]+)`$/.exec(setBy) ?? []
      const lines = read(path).split('\n')
      expect(lines.map((line) => line.trim().replace(/^(export )?const |,$/g, ''))).toContain(words)
    },
  )

  test('when it points to a file, then there is one', () => {
    const links = [...franceConnect.matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
    const absent = links.filter(([, path = '']) => !existsSync(`${root}docs/${path}`))
    expect(absent).toEqual([])
  })
})
