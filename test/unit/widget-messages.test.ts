import { describe, expect, test } from '@jest/globals'
import { earlyMessages } from '../../src/domain/widget-messages.early.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { serviceOfScript } from '../../src/widget/service-of-script.ts'
import { summarise } from '../../src/widget/summary.ts'
import { createWords, fillSentence, languageOf } from '../../src/widget/words.ts'

const placeholders = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort()
const shapes = (messages: Record<string, string>) =>
  Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, placeholders(text)]))

describe('the sentences of the widget', () => {
  test('when they are compared, then both languages say the same things with the same values', () => {
    expect(shapes(widgetMessagesEn)).toEqual(shapes(widgetMessagesFr))
  })

  test('when the bundled ones are compared with those of the service, then they are the same', () => {
    expect([widgetMessagesFr, widgetMessagesEn]).toEqual([
      expect.objectContaining(earlyMessages.fr),
      expect.objectContaining(earlyMessages.en),
    ])
  })

  test('when a value is unknown, then its place stays, and a value that looks like a place is not filled', () => {
    expect(fillSentence('{a} {b} {c}', { a: '{b}', b: '$&' })).toBe('{b} $& {c}')
  })

  test('when the form is not known, then what has come with the widget is said, and nothing else', () => {
    const words = createWords('fr')
    expect([
      words.say('byHand'),
      words.say('left', { fields: 'x' }),
      words.sourceName('caf'),
    ]).toEqual([
      'Vous pouvez aussi remplir ce formulaire vous-même, sans FranceConnect.',
      '',
      'caf',
    ])
  })

  test.each([
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['fr-CA', 'fr'],
    ['de', 'fr'],
    ['english', 'fr'],
    [null, 'fr'],
  ])('when the page is in %s, then the widget speaks %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language)
  })
})

test('when sources have failed, then each says so once, after the count and what is left', () => {
  const words = {
    ...createWords('fr'),
    say: (key: string, values = {}) => `${key}${JSON.stringify(values)}`,
  }
  const message = 'La CAF ne répond pas.'
  const sources = {
    franceconnect: { status: 'ok' as const, message: 'tout va bien' },
    quotient_familial: { status: 'unavailable' as const, message },
    statut_etudiant: { status: 'unavailable' as const, message },
  }
  expect(summarise(2, ['Nom', 'Ville'], { environment: 'real', sources }, words)).toBe(
    `filled{"count":"2"} left{"fields":"Nom, Ville"} ${message}`,
  )
})

test.each([
  ['https://s.fr/widget/v1.js', 'https://s.fr'],
  ['https://h.fr/prefill/widget/1.2.3.js?x#y', 'https://h.fr/prefill'],
])('when the script is %s, then its service is %s', (script, service) => {
  expect(serviceOfScript(script)).toBe(service)
})
