import { describe, expect, test } from '@jest/globals'
import { describeForm } from '../../src/domain/describe-form.ts'
import { earlyMessages } from '../../src/domain/widget-messages.early.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { explain } from '../../src/widget/explain.ts'
import { serviceOfScript } from '../../src/widget/service-of-script.ts'
import { summarise } from '../../src/widget/summary.ts'
import { createWords, fillSentence, languageOf } from '../../src/widget/words.ts'
import { aForm } from '../support/forms.ts'

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

  test('when a field is named, then the form says what it is called and where it is corrected', () => {
    const words = createWords('fr', describeForm(aForm(), '', 'fr'))
    const [[name = '', field] = []] = Object.entries(describeForm(aForm(), '', 'fr').fields)
    expect([words.labelOf(name), words.correctionOf(name), words.labelOf('other')]).toEqual([
      field?.label,
      field?.correction,
      'other',
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
    ]).toEqual(['Facultatif : vous pouvez remplir le formulaire vous-même.', '', 'caf'])
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

const empty = (source: string) => ({
  type: 'text' as const,
  source,
  claim: 'x',
  value: null,
  reason: 'unavailable' as const,
  message: 'x',
})
const fields = {
  nom: empty('franceconnect'),
  quotient: empty('quotient_familial'),
  enfant: empty('quotient_familial'),
  boursier: empty('etudiant_boursier'),
  rsa: empty('revenu_solidarite_active'),
}

describe('the sentence that sums a fill up', () => {
  const description = describeForm(aForm(), '', 'fr')
  const words = createWords('fr', description)

  test('when three sources have failed, then each that left something says once why', () => {
    const message = 'Le Crous : pas de réponse pour votre bourse d’études. Remplissez vous-même.'
    const sources = {
      franceconnect: { status: 'ok' as const },
      quotient_familial: { status: 'empty' as const, message: 'La CAF ou la MSA : aucun dossier.' },
      etudiant_boursier: { status: 'unavailable' as const, message },
      revenu_solidarite_active: { status: 'declined' as const, message: 'Non demandé.' },
    }
    const left = ['nom', 'quotient', 'enfant', 'boursier']
    const claims = { environment: 'real' as const, fields, sources }
    expect(summarise(2, left, claims, words)).toBe(
      `Champs remplis : 2. Vérifiez-les avant d’envoyer. La CAF ou la MSA : aucun dossier. ${message}`,
    )
  })

  test('when nothing is left, then no source is spoken of, and test data are called so', () => {
    const sources = { quotient_familial: { status: 'declined' as const, message: 'Non demandé.' } }
    const claims = { environment: 'test' as const, fields, sources }
    expect(summarise(2, [], claims, words)).toBe(
      'Champs remplis : 2. Vérifiez-les avant d’envoyer. Données de test : ce ne sont pas celles d’une personne réelle.',
    )
  })
})

describe('what is said before the click', () => {
  test('when the form is known, then it is what the service says of it', () => {
    const form = describeForm(aForm(), '', 'fr')
    const { about, explain: what, purpose: why } = form.sentences
    expect(explain(createWords('fr', form))).toEqual([about, what, why])
    expect(explain(createWords('fr'))).toEqual(['', '', ''])
  })
})

test.each([
  ['https://s.fr/widget/v1.js', 'https://s.fr'],
  ['https://h.fr/prefill/widget/1.2.3.js?x#y', 'https://h.fr/prefill'],
])('when the script is %s, then its service is %s', (script, service) => {
  expect(serviceOfScript(script)).toBe(service)
})
