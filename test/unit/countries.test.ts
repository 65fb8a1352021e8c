import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { countryName } from '../../src/domain/countries.ts'
import { countryNames } from '../../src/domain/country-names.ts'

describe('a country of birth', () => {
  test.each([
    ['99100', '1990-01-31', 'France'],
    ['99139', '1954-04-01', 'Portugal'],
    ['99326', '1990-01-31', "Côte d'Ivoire"],
    ['99312', '1990-01-31', 'République démocratique du Congo'],
    ['99156', '1990-01-31', 'Macédoine du Nord'],
    ['99157', '2010-01-31', 'Kosovo'],
    ['99349', '2012-01-31', 'Soudan du Sud'],
    ['99319', '1990-01-31', 'Portugal'],
    ['99405', undefined, 'Mexique'],
    ['99513', '1990', 'Kiribati'],
    // States that have ended, or go by another name.
    ['99123', '1991-12-25', 'URSS'],
    ['99123', '1991-12-26', 'Russie'],
    ['99121', '2003-02-03', 'Yougoslavie'],
    ['99121', '2003-02-04', 'Serbie-et-Monténégro'],
    ['99121', '2006-06-04', 'Serbie-et-Monténégro'],
    ['99121', '2006-06-05', 'Serbie'],
    ['99115', '1992-12-31', 'Tchécoslovaquie'],
    ['99116', '1993-01-01', 'République tchèque'],
    ['99117', '1993-01-01', 'Slovaquie'],
    ['99109', '1990-01-31', 'Allemagne'],
    ['99141', '1949-10-06', 'Allemagne'],
    ['99141', '1949-10-07', 'République démocratique allemande'],
    ['99141', '1990-10-03', 'Allemagne'],
    ['99142', '1949-05-22', 'Allemagne'],
    ['99142', '1970-01-31', "République fédérale d'Allemagne"],
    ['99142', '1990-10-03', 'Allemagne'],
    ['99202', '1980-01-31', 'République arabe du Yémen'],
    ['99233', '1980-01-31', 'Yémen démocratique'],
    ['99233', '1990-05-22', 'Yémen'],
    ['99244', '1970-01-31', 'Viet Nam du Nord'],
    ['99245', '1970-01-31', 'Viet Nam du Sud'],
    ['99245', '1976-07-02', 'Viet Nam'],
    // Independent on the very day.
    ['99352', '1962-07-03', 'Algérie'],
    ['99352', '1963', 'Algérie'],
    ['99341', '1960-06-20', 'Sénégal'],
    ['99399', '1977-06-27', 'Djibouti'],
    // Never French, though under French protection.
    ['99350', '1950-01-31', 'Maroc'],
    ['99351', '1950-01-31', 'Tunisie'],
  ])('when the code is %s and the birth was on %s, then it is %s', (code, birthdate, name) => {
    expect(countryName(code, birthdate)).toBe(name)
  })
})

describe('a country that is not named', () => {
  test.each([
    ['Algeria while it was French', '99352', '1962-07-02'],
    ['Algeria in the year in which it ceased to be', '99352', '1962'],
    ['Algeria in the month in which it ceased to be', '99352', '1962-07'],
    ['Algeria, some day', '99352', undefined],
    ['Senegal while it was French', '99341', '1960-06-19'],
    ['Djibouti while it was French', '99399', '1977-06-26'],
    ['Viet Nam while it was French', '99243', '1950-01-31'],
    ['the north of Viet Nam before there was one', '99244', '1950-01-31'],
    ['Russia or the USSR in the year between', '99123', '1991'],
    ['Russia or the USSR, some day', '99123', undefined],
    ['Czechoslovakia after its end', '99115', '1993-01-01'],
    ['a code of no country', '99999', '1990-01-31'],
    ['an old code of Cambodia', '98503', '1990-01-31'],
    ['a commune', '75107', '1990-01-31'],
    ['nothing', '', '1990-01-31'],
    ['a member of every object', 'constructor', '1990-01-31'],
  ])('when it is %s, then there is no name', (_, code, birthdate) => {
    expect(countryName(code, birthdate)).toBeUndefined()
  })
})

test('when the table is read, then every code is one of five digits, and every name is one of its own', () => {
  const names = [...countryNames.values()]
  expect([...countryNames.keys()].filter((code) => !/^99[1-5]\d\d$/.test(code))).toEqual([])
  expect(names.filter((name) => !/^\p{Lu}[\p{L}' ,()-]+$/u.test(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
  expect(countryNames.size).toBe(209)
})

test('when the text is anything, then nothing is thrown', () => {
  const codes = fc.oneof(fc.string(), fc.constantFrom(...countryNames.keys(), '99123', '99115'))
  fc.assert(
    fc.property(codes, fc.option(fc.string(), { nil: undefined }), (code, birthdate) => {
      expect(countryName(code, birthdate)).not.toBe('')
    }),
  )
})
