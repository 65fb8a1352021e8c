import { describe, expect, test } from '@jest/globals'
import { fillIn } from '../../src/domain/fill-in.ts'
import { inLanguage, LocalisedText, pickLanguage } from '../../src/domain/languages.ts'
import { readParameters } from '../../src/domain/parameters.ts'
import { isSiret } from '../../src/domain/siret.ts'

describe('the language', () => {
  test.each([
    ['fr', 'fr'],
    ['en', 'en'],
    ['EN-gb fr', 'en'],
    ['de fr-CA en', 'fr'],
    [['it', 'en-US'], 'en'],
    ['de', undefined],
    ['french', undefined],
    ['', undefined],
    [[], undefined],
    [undefined, undefined],
  ])('when %j is wanted, then it is %s', (tags, language) => {
    expect(pickLanguage(tags)).toBe(language)
  })

  test('when a text has no English, then its French stands for it', () => {
    expect(inLanguage({ fr: 'Nom', en: 'Name' }, 'en')).toBe('Name')
    expect(inLanguage({ fr: 'Nom', en: 'Name' }, 'fr')).toBe('Nom')
    expect(inLanguage({ fr: 'Nom' }, 'en')).toBe('Nom')
  })

  test.each([[{}], [{ fr: '' }], [{ fr: 'a', en: '' }], [{ fr: 'a', es: 'b' }], ['a']])(
    'when a localised text is %j, then it is refused',
    (text) => {
      expect(LocalisedText.safeParse(text).success).toBe(false)
    },
  )
})

test.each([
  ['Bonjour {name}', { name: 'Angela' }, 'Bonjour Angela'],
  ['{a}{a} {b}', { a: '1', b: '2' }, '11 2'],
  ['{a} {b}', { a: '{b}', b: '$&' }, '{b} $&'],
  ['{unknown} {toString}', {}, '{unknown} {toString}'],
  ['{a}', { a: '' }, ''],
])('when %j is filled with %j, then it is %j', (sentence, values, filled) => {
  expect(fillIn(sentence, values)).toBe(filled)
})

describe('parameters', () => {
  test.each([
    // encoded, has, is repeated, only
    ['a=1', true, false, '1'],
    ['a=1&b=2', true, false, '1'],
    ['a=', false, false, undefined],
    ['a', false, false, undefined],
    ['', false, false, undefined],
    ['b=1', false, false, undefined],
    ['a=&a=', false, true, undefined],
    ['a=1&a=1', true, true, undefined],
    ['a=1&a=', true, true, undefined],
    ['a=&a=1', true, true, undefined],
    ['a=1&%61=2', true, true, undefined],
    ['A=1', false, false, undefined],
    ['a=b+c%20d%C3%A9', true, false, 'b c dé'],
    ['a[]=1', false, false, undefined],
  ])('when they are %j, then a has %s, repeated %s, only %j', (encoded, has, repeated, only) => {
    const parameters = readParameters(encoded)
    expect([parameters.has('a'), parameters.isRepeated('a'), parameters.only('a')]).toEqual([
      has,
      repeated,
      only,
    ])
  })
})

describe('a SIRET', () => {
  test.each([
    ['13002526500013', true], // DINUM
    ['21750001600019', true], // Ville de Paris
    ['13002526500014', false],
    ['31002526500013', false],
    ['35600000049837', true], // La Poste: digit sum 45
    ['35600000000048', true], // La Poste's seat, by Luhn
    ['35600000049838', false],
    ['1300252650001', false],
    ['130025265000130', false],
    ['1300252650001a', false],
    ['130 025 265 00013', false],
    ['', false],
  ])('when it is %j, then it is %s', (digits, expected) => {
    expect(isSiret(digits)).toBe(expected)
  })
})
