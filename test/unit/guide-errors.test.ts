import { describe, expect, test } from '@jest/globals'
import { readOrder } from '../../src/cli/doctor/order.ts'
import { isRuleName } from '../../src/cli/doctor/rules.ts'
import { type ErrorCode, errorCatalogue } from '../../src/domain/errors.ts'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { readDoc, snippetsOf } from '../support/doc-snippets.ts'
import { rowsUnder } from '../support/named-tests.ts'

const guide = readDoc('docs/guide/erreurs.md')
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
const inTicks = (cell: string) => [...cell.matchAll(/`([a-z_-]+)`/g)].map(([, word = '']) => word)

/** What stands in the first quotation marks of a cell. */
const quoted = (cell = '') => /« (.*) »/.exec(plain(cell))?.[1]

describe('the guide of errors', () => {
  test('when it quotes the widget, then the widget says so', () => {
    const sentences = Object.values(widgetMessagesFr).map(plain)
    // `…` stands for what the sentence names.
    const says = (quote: string) =>
      sentences.some((sentence) => {
        const parts = quote.split('…').map((part) => part.trim())
        return parts.every((part) =>
          sentence
            .replace('d’aller sur FranceConnect', part === '' ? '' : 'd’aller sur FranceConnect')
            .includes(part),
        )
      })
    const quotes = rowsUnder(guide, 'Sur votre page').flatMap(([cell]) => quoted(cell) ?? [])
    expect(quotes.length).toBeGreaterThan(6)
    expect(quotes.filter((quote) => !says(quote))).toEqual([])
  })

  test('when it quotes a page, then it is the title of the error of that code', () => {
    const rows = rowsUnder(guide, 'Sur une page du service')
    expect(rows.length).toBeGreaterThan(5)
    for (const [title, code] of rows) {
      const name = inTicks(code ?? '')[0] as ErrorCode
      expect([name, plain(messagesIn('fr').errors[name].title)]).toEqual([name, quoted(title)])
    }
  })

  test('when it names a code, then there is such an error', () => {
    const rows = rowsUnder(guide, 'De retour de FranceConnect, sans données')
    const codes = rows.map(([code]) => inTicks(code ?? '')[0] ?? '')
    expect(codes.length).toBeGreaterThan(5)
    expect(codes.filter((code) => !Object.hasOwn(errorCatalogue, code))).toEqual([])
  })

  test('when it names a rule of the doctor, then there is such a rule', () => {
    const named = [...guide.matchAll(/règles? ((?:`[a-z-]+`(?: et )?)+)/g)].flatMap(
      ([, words = '']) => inTicks(words),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !isRuleName(name))).toEqual([])
    const start = /Les plus fréquentes : ([\s\S]*?)La cure/.exec(guide)?.[1] ?? ''
    expect(inTicks(start)).toHaveLength(4)
    expect(inTicks(start).filter((name) => !isRuleName(name))).toEqual([])
  })

  test('when it says how to call the doctor, then the doctor understands', () => {
    const lines = snippetsOf('docs/guide/erreurs.md').flatMap(({ text }) => text.trim().split('\n'))
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      const [npx, command, name, ...args] = line.split(' ')
      expect([npx, command, name]).toEqual(['npx', 'franceconnect-prefill', 'doctor'])
      expect(readOrder(args)).toBeDefined()
    }
  })
})
