import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { catalogue } from '../../src/domain/catalogue.ts'
import { clerkMessagesIn } from '../../src/domain/clerk-messages-in.ts'
import { countryNames } from '../../src/domain/country-names.ts'
import { errorSentences } from '../../src/domain/error-sentences.ts'
import { type Language, languages } from '../../src/domain/languages.ts'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { sayDate } from '../../src/domain/say-date.ts'
import { stateSources } from '../../src/domain/state-sources.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { sayDate as sayDateInWidget } from '../../src/widget/say-date.ts'

/** Every sentence of a tree, by its path; a function is no sentence. */
function sentences(tree: unknown, path = ''): [path: string, text: string][] {
  if (typeof tree === 'string') return [[path, tree]]
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) => sentences(value, `${path}.${name}`))
}

/** Every text of a tree that is written in languages (`{fr, en}`), by its path. */
function localised(tree: unknown, path: string): [path: string, text: Record<string, string>][] {
  if (typeof tree !== 'object' || tree === null) return []
  if ('fr' in tree) return [[path, tree as Record<string, string>]]
  return Object.entries(tree).flatMap(([name, value]) => localised(value, `${path}.${name}`))
}

const widget = { fr: widgetMessagesFr, en: widgetMessagesEn }
const messages = (language: Language) => ({
  service: messagesIn(language),
  widget: widget[language],
  afterAnError: errorSentences(language, widget[language]),
  clerk: clerkMessagesIn(language),
})

const demarches = fileURLToPath(new URL('../../config/demarches', import.meta.url))
const shipped = Object.fromEntries(
  readdirSync(demarches).map((file) => [
    file,
    parse(readFileSync(join(demarches, file), 'utf8')) as unknown,
  ]),
)
const texts = localised({ catalogue, stateSources, countryNames, shipped }, '')

const all = (language: Language): Map<string, string> =>
  new Map([
    ...sentences(messages(language)),
    ...texts.map(([path, text]) => [path, text[language] ?? ''] as const),
  ])
const french = all('fr')
const english = all('en')

const places = (text = '') => (text.match(/\{[^}]*\}?/g) ?? []).sort().join(' ')
const isWorded = (text: string) => /\p{L}/u.test(text.replace(/\{\w+\}/g, ''))

/** Official names and words of both languages, which are the same in English. */
const officialNames = new Set(['Quotient familial', 'FranceConnect'])

describe('everything that people read', () => {
  test('when it is counted, then the catalogues, the sources and the shipped demarches are all there', () => {
    expect(texts.length).toBeGreaterThan(300)
    expect(Object.keys(shipped).length).toBe(20)
    expect(french.size).toBeGreaterThan(600)
  })

  test('when it is in one language, then it is in the other, and not empty', () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort())
    const empty = [...french, ...english].filter(([, text]) => text.trim() === '')
    expect(empty.filter(([, text]) => isWorded(text) || text === '')).toEqual([])
  })

  test('when it is in both, then it is said in other words, or is an official name', () => {
    const same = [...french].filter(
      ([path, text]) => isWorded(text) && text === english.get(path) && !officialNames.has(text),
    )
    expect(same).toEqual([])
  })

  test('when a value goes into it, then it goes into both, and every place is a name between braces', () => {
    const shape = (sentences: Map<string, string>) =>
      [...sentences].map(([path, text]) => [path, places(text)])
    expect(shape(english)).toEqual(shape(french))
    const odd = [...french, ...english].filter(([, text]) =>
      /[{}]/.test(text.replace(/\{[a-z]\w*\}/g, '')),
    )
    expect(odd).toEqual([])
  })
})

describe('what is written in French', () => {
  const others = new Set(['.clerk.page.otherLanguage'])
  const bare = [...french].filter(([path]) => !others.has(path))

  test.each([
    ['a straight apostrophe', /'/],
    ['a straight quotation mark', /"/],
    ['an English quotation mark', /[“”]/],
    // Not within an address or a time, where a colon stands between two signs.
    ['no no-break space before a double sign', /[^\u00a0\u202f\s?!]([;?!]|:(?=\s|$))/],
    ['a space that breaks before a double sign', / [;:?!»]/],
    ['a space that breaks, or none, after «', /«[^\u00a0\u202f]/],
    ['no no-break space before »', /[^\u00a0\u202f]»/],
    ['three dots for an ellipsis', /\.\.\./],
    ['two spaces', / {2}/],
    ['a decimal point', /\d\.\d/],
  ])('when it is read, then it has nowhere %s', (_, fault) => {
    expect(bare.filter(([, text]) => fault.test(text))).toEqual([])
  })
})

describe('what is written in English', () => {
  const others = new Set(['.clerk.page.otherLanguage'])
  test.each([
    ['a straight quotation mark', /"/],
    ['a French quotation mark', /[«»]/],
    ['a space before a double sign', /[\s\u00a0\u202f][;:?!]/],
    ['three dots for an ellipsis', /\.\.\./],
  ])('when it is read, then it has nowhere %s', (_, fault) => {
    const found = [...english].filter(([path, text]) => !others.has(path) && fault.test(text))
    expect(found).toEqual([])
  })
})

describe('dates', () => {
  test.each<[string, Record<Language, string>]>([
    ['1962-08-24', { fr: '24 août 1962', en: '24 August 1962' }],
    ['1962-05-01', { fr: '1er mai 1962', en: '1 May 1962' }],
    ['1962-05-11', { fr: '11 mai 1962', en: '11 May 1962' }],
    ['1992-11', { fr: 'novembre 1992', en: 'November 1992' }],
    ['1992', { fr: '1992', en: '1992' }],
  ])('when it is %s, then both pages and widget say it as people do', (date, said) => {
    for (const language of languages) {
      expect(sayDate(date, language)).toBe(said[language])
      expect(sayDateInWidget(date, language)).toBe(said[language])
    }
  })
})
