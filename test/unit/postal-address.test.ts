import { describe, expect, test } from '@jest/globals'
import { addressLines, postalTownOf, splitPostalTown } from '../../src/domain/postal-address.ts'

describe('a postal code and a town in one member', () => {
  test.each<[string, string | undefined, string | undefined]>([
    ['35000 RENNES', '35000', 'RENNES'],
    ['93160 NOISY LE GRAND', '93160', 'NOISY LE GRAND'],
    ['  97400   SAINT DENIS ', '97400', 'SAINT DENIS'],
    ['75002PARIS', '75002', 'PARIS'],
    ['75002, PARIS', '75002', 'PARIS'],
    ['75002', '75002', ''],
    ['20000 AJACCIO', '20000', 'AJACCIO'],
    ['01000 BOURG-EN-BRESSE', '01000', 'BOURG-EN-BRESSE'],
    ['98000 MONACO', '98000', 'MONACO'],
    ['RENNES', '', 'RENNES'],
    ["L'HAŸ-LES-ROSES", '', "L'HAŸ-LES-ROSES"],
    ['', '', ''],
    ['   ', '', ''],
    // INSEE's numbers of districts.
    ['75107 PARIS', undefined, 'PARIS'],
    ['75101 PARIS', undefined, 'PARIS'],
    ['75120 PARIS', undefined, 'PARIS'],
    ['75107', undefined, ''],
    ['69381 LYON', undefined, 'LYON'],
    ['69389 LYON', undefined, 'LYON'],
    ['13201 MARSEILLE', undefined, 'MARSEILLE'],
    ['13216 MARSEILLE', undefined, 'MARSEILLE'],
    ['13210 MARSEILLE', undefined, 'MARSEILLE'],
    ['13210', undefined, ''],
    // Postal codes among the same numbers, or next to them.
    ['75116 PARIS', '75116', 'PARIS'],
    ['13210 ST REMY DE PROVENCE', '13210', 'ST REMY DE PROVENCE'],
    ['13200 ARLES', '13200', 'ARLES'],
    ['69380 LOZANNE', '69380', 'LOZANNE'],
    ['69390 VERNAISON', '69390', 'VERNAISON'],
    ['75100 PARIS', '75100', 'PARIS'],
    // Nothing is guessed.
    ['00123 NULLE PART', undefined, 'NULLE PART'],
    ['99000 AILLEURS', undefined, 'AILLEURS'],
    ['1000 BRUXELLES', undefined, undefined],
    ['750021 PARIS', undefined, undefined],
    ['F-75002 PARIS', undefined, undefined],
    ['75002 PARIS 02', undefined, undefined],
    ['PARIS 75002', undefined, undefined],
  ])('when it is "%s", then they are %s and %s', (text, postalCode, town) => {
    expect(splitPostalTown(text)).toEqual({ postalCode, town })
  })
})

describe('a postal code and a town in an address', () => {
  test.each<[unknown, string | undefined, string | undefined]>([
    [{ code_postal_ville: '35000 RENNES' }, '35000', 'RENNES'],
    [{ code_postal_ville: 35000, libelle_commune: 'RENNES' }, '35000', 'RENNES'],
    [{ code_postal_ville: '75107', libelle_commune: 'PARIS' }, undefined, 'PARIS'],
    [{ code_postal_ville: '13210', libelle_commune: 'SAINT-REMY' }, '13210', 'SAINT-REMY'],
    [{ codePostal: '93160 NOISY', commune: 'NOISY LE GRAND' }, '93160', 'NOISY LE GRAND'],
    [{ getcodePostal: '93160 NOISY', getcommune: 'NOISY LE GRAND' }, '93160', 'NOISY LE GRAND'],
    [{ codePostal: '', getcodePostal: '93160 NOISY' }, '93160', 'NOISY'],
    [{ libelle_commune: 'RENNES' }, '', 'RENNES'],
    ['35000 RENNES', '35000', 'RENNES'],
    [{}, '', ''],
    [null, undefined, undefined],
    [['35000 RENNES'], undefined, undefined],
  ])('when it is %j, then they are %s and %s', (raw, postalCode, town) => {
    expect(postalTownOf(raw)).toEqual({ postalCode, town })
  })
})

describe('an address as lines', () => {
  test.each<[string, unknown, string[]]>([
    [
      'of a caisse, with everything',
      {
        pays: 'BELGIQUE',
        code_postal_ville: '75107 PARIS',
        lieu_dit: 'Le Bourg',
        numero_libelle_voie: ' 20  AVENUE DU PARC ',
        complement_information_geographique: 'Porte 8',
        complement_information: 'Bâtiment 2',
        destinataire: 'Madame ELSA MARTIN',
      },
      ['Bâtiment 2', 'Porte 8', '20 AVENUE DU PARC', 'Le Bourg', '75107 PARIS', 'BELGIQUE'],
    ],
    [
      'of a caisse, with blanks',
      { complement_information: ' ', lieu_dit: null, code_postal_ville: '75002', pays: 'France' },
      ['75002'],
    ],
    [
      'of the vehicle register',
      {
        num_voie: '12',
        extension: null,
        type_voie: 'BOULEVARD',
        libelle_voie: 'VICTOR',
        code_postal_ville: '75006',
        libelle_commune: 'PARIS',
      },
      ['12 BOULEVARD VICTOR', '75006 PARIS'],
    ],
    [
      'of the tax office',
      {
        complementAdresse: 'APPT 12',
        voie: '3 RUE X',
        commune: 'ARLES',
        codePostal: '13200 ARLES',
      },
      ['APPT 12', '3 RUE X', '13200 ARLES'],
    ],
    ['of one line', ' 3  RUE X 13200 ARLES ', ['3 RUE X 13200 ARLES']],
    ['of several lines', '3 RUE X\n\n13200 ARLES\n', ['3 RUE X', '13200 ARLES']],
    ['of nothing', {}, []],
    ['of a list', ['3 RUE X'], []],
  ])('when it is %s, then they stand in order', (_, raw, lines) => {
    expect(addressLines(raw)).toEqual(lines)
  })
})
