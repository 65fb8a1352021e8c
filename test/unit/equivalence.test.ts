import { describe, expect, test } from '@jest/globals'
import { type Comparable, isEquivalent } from '../../src/domain/equivalence.ts'

type Row = readonly [Comparable['value'], ...string[]]

const says = (field: Comparable, ...submitted: string[]) => isEquivalent(field, submitted)

function tables(type: Comparable['type'], equal: readonly Row[], different: readonly Row[]): void {
  test.each(equal)(
    `when a ${type} %j is submitted as %j, then it is the same`,
    (value, ...submitted) => {
      expect(says({ type, value }, ...submitted)).toBe(true)
    },
  )
  test.each(different)(
    `when a ${type} %j is submitted as %j, then it is another`,
    (value, ...submitted) => {
      expect(says({ type, value }, ...submitted)).toBe(false)
    },
  )
}

describe('names', () => {
  tables(
    'name',
    [
      ['DUBOIS', 'Dubois'],
      ['NOËL', 'Noel'],
      ['Noe\u0308l', 'NOËL'],
      ['MARTÍN', 'Martin'],
      ['LEBŒUF', 'Leboeuf'],
      ['LÆTITIA', 'Laetitia'],
      ['STRAUß', 'Strauss'],
      ["L'HERMITE", 'L’Hermite'],
      ["L'HERMITE", 'L´Hermite'],
      ["L'HERMITE", 'L`Hermite'],
      ["L'HERMITE", 'Lʼhermite'],
      ["L'HERMITE", 'L‘hermite'],
      ["D'ALMEIDA", 'D ALMEIDA'],
      ["O'NEIL", "O' Neil"],
      ['JEAN-PIERRE', 'Jean‑Pierre'],
      ['JEAN-PIERRE', 'Jean – Pierre'],
      ['JEAN-PIERRE', 'Jean Pierre'],
      ['LE GOFF', '  le\u00A0 goff '],
      ['LE GOFF', 'Le\u202FGoff'],
      ['DU\u00ADBOIS', 'Dubois'],
      ['Angela Claire Louise', 'Angela, Claire, Louise'],
      ['Angela Claire', 'ANGELA', 'CLAIRE'],
      ['DUBOIS', 'Dubois', 'dubois'],
    ],
    [
      ['DUBOIS', 'DUBOI'],
      ['DUBOIS', 'DU BOIS'],
      ["O'NEIL", 'ONeil'],
      ['JEAN-PIERRE', 'Jeanpierre'],
      ['Angela Claire Louise', 'Angela'],
      ['Angela Claire', 'Claire Angela'],
      ['LEBŒUF', 'Lebouf'],
      ['WAŁĘSA', 'Walesa'],
      ['DUBOIS', 'Dubois', 'Martin'],
      ['कि', 'का'],
      ['-', "'"],
    ],
  )
})

describe('texts', () => {
  tables(
    'text',
    [
      ['Saint-Étienne', 'SAINT ETIENNE'],
      ['L’Haÿ-les-Roses', "l'hay les roses"],
      ['angela@exemple.fr', 'Angela@Exemple.fr '],
    ],
    [
      ['Saint-Étienne', 'St Etienne'],
      ['1.5', '1 5'],
      ['rene@exemple.fr', 'rené@exemple.fr'],
      ['jean-paul@exemple.fr', 'jean paul@exemple.fr'],
      ['Lot 12', 'Lot 1 2'],
    ],
  )
})

describe('dates', () => {
  tables(
    'date',
    [
      ['1962-08-24', '24/08/1962'],
      ['1962-08-24', '24-08-1962'],
      ['1962-08-24', '24.08.1962'],
      ['1962-08-24', '24 08 1962'],
      ['1962-08-24', ' 24 / 8 / 1962 '],
      ['1962-08-24', '24/8/1962'],
      ['1962-08-24', '1962/08/24'],
      ['1962-08-24', '24081962'],
      ['1962-08-24', '19620824'],
      ['1962-08-24', '24 août 1962'],
      ['1962-08-24', 'le 24 AOUT 1962'],
      ['1962-08-24', '24-août-1962'],
      ['1962-08-24', 'August 24, 1962'],
      ['1962-08-24', '24th August 1962'],
      ['1990-05-01', '1er mai 1990'],
      ['1990-01-02', '2 janv. 1990'],
      ['1990-12-31', '31 déc. 1990'],
      ['1990-02-03', '3 févr. 1990'],
      ['1990-07-14', '14 juillet 1990'],
      ['1990-06-14', '14 juin 1990'],
      ['1962-08-24', '24/08/1962', '1962-08-24'],
    ],
    [
      ['1962-08-24', '25/08/1962'],
      ['1962-08-24', '08/24/1962'],
      ['1962-04-08', '04/08/1962'],
      ['1962-08-24', '24/08/62'],
      ['1962-08-24', '24/08-1962'],
      ['1962-08-24', '08/1962'],
      ['1962-08-24', '1962'],
      ['1962-08-24', '24 brumaire 1962'],
      ['1962-08-24', '24 août'],
      ['1962-08-24', '24/08/1962 ?'],
      ['1962-08-24', `${' '.repeat(40)}24/08/1962`],
      ['brumaire', 'brumaire'],
    ],
  )
})

describe('partial dates', () => {
  tables(
    'partial-date',
    [
      ['1992-11', 'novembre 1992'],
      ['1992-11', 'Nov. 1992'],
      ['1992-11', '11/1992'],
      ['1992-11', '11-1992'],
      ['1992-11', '1992/11'],
      ['1992-11', '1992-11-00'],
      ['1992-11', '00/11/1992'],
      ['1992', '1992-00-00'],
      ['1992', '00/00/1992'],
    ],
    [
      ['1992-11', '1992'],
      ['1992-11', '01/11/1992'],
      ['1992-11', '12/1992'],
      ['1992', '01/1992'],
      ['1992', '15/00/1992'],
      ['1992-11', '1992-00-11'],
      ['1992', 'brumaire 1992'],
    ],
  )
})

describe('numbers', () => {
  tables(
    'number',
    [
      [872, '872,0'],
      [872, '872.00'],
      [872, '0872'],
      [872, '+872'],
      [872, '872 €'],
      [872, '€872'],
      [872, '872 euros'],
      [872.5, '872,50 €'],
      [1234, '1 234'],
      [1234, '1\u00A0234'],
      [1234, '1\u202F234,00'],
      [1234.5, '1.234,5'],
      [1234.5, '1,234.5'],
      [1234567, '1.234.567'],
      [1234567, '1,234,567'],
      [1.234, '1.234'],
      [1.234, '1,234'],
      [-3, '− 3'],
      [0, '-0'],
    ],
    [
      [872, '871'],
      [872, '-872'],
      [872, '872,01'],
      [872, '872.00000000000000000001'],
      [1234, '1.234'],
      [1234, '1,234'],
      [1234, '12 34'],
      [872, '8.72e2'],
      [872, '872 points'],
      [872, '8 72'],
      [872, `${' '.repeat(40)}872`],
      [0, 'zéro'],
    ],
  )
})

describe('booleans', () => {
  const yes = ['oui', 'OUI', 'o', 'vrai', 'on', 'true', '1', 'yes', 'Y']
  const no = ['non', 'n', 'faux', 'off', 'false', '0', 'no']
  tables(
    'boolean',
    [
      ...yes.map((word): Row => [true, word]),
      ...no.map((word): Row => [false, word]),
      [true, '0', '1'],
    ],
    [
      ...no.map((word): Row => [true, word]),
      ...yes.map((word): Row => [false, word]),
      [true, '1', '0'],
      [true, 'peut-être'],
      [true, 'constructor'],
    ],
  )
})

describe('codes', () => {
  tables(
    'code',
    [
      ['2A004', '2a004'],
      ['female', 'Female'],
    ],
    [
      ['01004', '1004'],
      ['74010', 'Annecy'],
      ['female', 'Mme'],
      ['male', '__proto__'],
    ],
  )

  test.each([
    ['Mme', 'Madame', true],
    ['Mme', 'mme.', true],
    ['Madame', 'Mme', true],
    ['M.', 'Monsieur', true],
    ['M.', 'M', true],
    ['M.', 'Mr', true],
    ['Mme', 'M.', false],
    ['Mme', 'Mademoiselle', false],
    ['Féminin', 'feminin', true],
  ])(
    'when the form says %j for a code and %j is submitted, then the same is %j',
    (text, submitted, same) => {
      expect(says({ type: 'code', value: 'gender', text }, submitted)).toBe(same)
    },
  )

  test('when a boolean has its own words on the form, then they are accepted', () => {
    expect(says({ type: 'boolean', value: true, text: 'Je suis majeur' }, 'JE SUIS MAJEUR')).toBe(
      true,
    )
  })
})

describe('addresses', () => {
  const lines = ['12 rue des Lilas', '74000 ANNECY']
  tables(
    'address',
    [
      [lines.join('\n'), '12, rue des Lilas\r\n74000 Annecy'],
      [lines.join('\n'), '12 rue des Lilas, 74000 Annecy'],
      [lines.join('\n'), ...lines.map((line) => line.toLowerCase())],
      [lines, '12 RUE DES LILAS 74000 ANNECY'],
      [lines, '12 RUE DES LILAS', '74000 Annecy'],
      [lines, '12, rue des Lilas\n74000 Annecy'],
    ],
    [
      [lines, '12 rue des Lilas'],
      [lines, '1 2 rue des Lilas 74000 Annecy'],
      [lines, '74000 Annecy 12 rue des Lilas'],
      [lines, '12 bis rue des Lilas 74000 Annecy'],
    ],
  )
})

describe('lists', () => {
  tables(
    'list',
    [
      [['Angela', 'Claire'], 'ANGELA', 'Claire'],
      [['Angela', 'Claire'], 'angela claire'],
      [['Angela', 'Claire'], 'Angela, Claire,'],
      [['Angela', 'Claire'], 'Angela\r\nClaire'],
      [['Jean-Pierre', 'Noël'], 'jean-pierre noel'],
      [['Angela'], 'angela'],
      [['2015-02-01', '2018-12-31'], '01/02/2015', '31 décembre 2018'],
    ],
    [
      [['Angela', 'Claire'], 'Claire', 'Angela'],
      [['Angela', 'Claire'], 'Angela'],
      [['Angela', 'Claire'], 'Angela', 'Claire', 'Louise'],
      [['Jean', 'Pierre'], 'Jean-Pierre'],
      [['Marie Anne', 'Claire'], 'Marie', 'Anne Claire'],
      [['Angela'], 'Angela', 'Claire'],
      [['Angela', 'Claire'], 'Louise', 'Angela Claire'],
      [['2015-02-01'], '02/01/2015'],
    ],
  )
})

test('when nothing is submitted, then it is not the same', () => {
  expect(says({ type: 'name', value: 'DUBOIS' })).toBe(false)
})

test('when what was submitted is longer than any value, then it is not compared: normalizing it would take too long', () => {
  const hostile = `${'\u0301'.repeat(100_000)}${'\u0316'.repeat(100_000)}`
  expect(isEquivalent({ type: 'name', value: 'DUBOIS' }, [hostile])).toBe(false)
  const long = 'a'.repeat(5000)
  expect(isEquivalent({ type: 'text', value: long }, [long])).toBe(true)
  expect(isEquivalent({ type: 'text', value: `${long}a` }, [`${long}a`])).toBe(false)
})
