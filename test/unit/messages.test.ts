import { describe, expect, test } from '@jest/globals'
import { catalogue } from '../../src/domain/catalogue.ts'
import { type ErrorCode, errorCatalogue, ServiceError } from '../../src/domain/errors.ts'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { reasons } from '../../src/domain/prefill-claims.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'

const codes = Object.keys(errorCatalogue) as ErrorCode[]

/** Every sentence of a tree of messages, by its path. */
function sentences(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[`${path}${name}`, value]]
      : sentences(value as object, `${path}${name}.`),
  )
}

const french = { ...messagesIn('fr'), widget: widgetMessagesFr }
const english = { ...messagesIn('en'), widget: widgetMessagesEn }
// « {source} ({date}) » has no word of either language, and neither has what only joins others.
const isWorded = ([, text]: [string, string]) => /\p{L}/u.test(text.replace(/\{\w+\}/g, ''))
const placesOf = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([place]) => place)

describe('the catalogue of errors', () => {
  test.each(codes)(
    'when the error is %s, then it has its status, OAuth error and sentence',
    (code) => {
      const { status, error, description } = errorCatalogue[code]
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
      expect(error).toMatch(/^[a-z_]+$/)
      expect(description).toMatch(/^[A-Za-z].{10,}[^.]$/)
      expect(description).not.toMatch(/[{}$]/)
    },
  )

  // RFC 6749 §4.1.2.1 and §5.2: error_description takes these characters only.
  test.each(codes)(
    'when %s goes back to a form, then its description may stand in an OAuth error',
    (code) => {
      expect(errorCatalogue[code].description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/)
    },
  )

  test.each(codes)(
    'when the error is %s, then people have a title and a text in both languages',
    (code) => {
      for (const language of ['fr', 'en'] as const) {
        const { title, text } = messagesIn(language).errors[code]
        expect(title).toMatch(/^\S.*[^.\s]$/)
        expect(text).toMatch(/^\S.*\.$/)
        expect([title, text].join()).not.toMatch(/[{}]/)
      }
    },
  )

  test('when an error is made, then it is its row, and tells nothing more', () => {
    const cause = new Error('why')
    const error = new ServiceError('at_capacity', { cause, detail: { store: 'memory' } })
    expect({ ...error, name: error.name, message: error.message, cause: error.cause }).toEqual({
      name: 'ServiceError',
      code: 'at_capacity',
      message: 'too many logins at this moment; try again',
      detail: { store: 'memory' },
      cause,
    })
    expect([error.status, error.error]).toEqual([503, 'temporarily_unavailable'])
    expect(new ServiceError('internal').detail).toEqual({})
  })
})

describe('sentences', () => {
  test('when there is one in French, then there is one in English, and the other way round', () => {
    expect(
      sentences(english)
        .map(([path]) => path)
        .sort(),
    ).toEqual(
      sentences(french)
        .map(([path]) => path)
        .sort(),
    )
    expect(Object.keys(french.errors).sort()).toEqual([...codes].sort())
    expect(Object.keys(french.reasons).sort()).toEqual([...reasons].sort())
  })

  test('when a sentence is said in both languages, then it is another one with the same places', () => {
    const inEnglish = new Map(sentences(english))
    const same = sentences(french)
      .filter(isWorded)
      .filter(([path, text]) => inEnglish.get(path) === text)
    expect(same).toEqual([])
    const places = (tree: object) =>
      Object.fromEntries(sentences(tree).map(([path, text]) => [path, placesOf(text).sort()]))
    expect(places(english)).toEqual(places(french))
  })

  test('when a sentence is French, then its apostrophes are typographic and no word is empty', () => {
    const faulty = sentences(french).filter(([, text]) => /'|\s\s|^\s*$/.test(text))
    const loose = sentences(french).filter(([, text]) => /^\s|\s$/.test(text))
    expect([faulty, loose.filter(isWorded)]).toEqual([[], []])
  })
})

/** Official names, which no English takes the place of. */
const officialNames = ['Quotient familial']

describe('the catalogue of claims', () => {
  const claims = Object.entries(catalogue).flatMap(([source, { claims }]) =>
    Object.entries(claims).map(([name, claim]) => [`${source}.${name}`, claim] as const),
  )

  test.each(claims)('when it is %s, then it has its words in both languages', (_, claim) => {
    const { label, correction } = claim
    for (const text of [label, correction]) {
      expect(text.fr).toMatch(/\S/)
      expect(text.en).toMatch(/\S/)
      if (!officialNames.includes(text.fr)) expect(text.en).not.toBe(text.fr)
    }
  })

  test('when it is of FranceConnect, then type, scopes and assurance are these', () => {
    const told = Object.entries(catalogue.franceconnect!.claims).map(
      ([name, { type, scope, alsoIn, assurance }]) => [
        name,
        type,
        scope,
        alsoIn.join(' '),
        assurance,
      ],
    )
    expect(told).toEqual([
      ['family_name', 'name', 'family_name', 'identite_pivot profile', 'verified'],
      ['given_name', 'name', 'given_name', 'identite_pivot profile', 'verified'],
      ['given_name_array', 'list', 'given_name', 'identite_pivot profile', 'verified'],
      ['preferred_username', 'name', 'preferred_username', 'profile', 'declared'],
      ['birthdate', 'date', 'birthdate', 'identite_pivot profile', 'verified'],
      ['gender', 'code', 'gender', 'identite_pivot profile', 'verified'],
      ['birthplace', 'code', 'birthplace', 'identite_pivot birth', 'verified'],
      ['birthcountry', 'code', 'birthcountry', 'identite_pivot birth', 'verified'],
      ['email', 'text', 'email', '', 'declared'],
    ])
  })
})
