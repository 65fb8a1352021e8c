import { describe, expect, test } from '@jest/globals'
import { someCog } from '../support/cog.ts'

const cog = someCog()

const ain = { code: '01', name: 'Ain' }
const ariege = { code: '09', name: 'Ariège' }
const calvados = { code: '14', name: 'Calvados' }
const corse = { code: '20', name: 'Corse' }
const seine = { code: '75', name: 'Seine' }
const paris = { code: '75', name: 'Paris' }
const seineEtOise = { code: '78', name: 'Seine-et-Oise' }
const yvelines = { code: '78', name: 'Yvelines' }
const guadeloupe = { code: '971', name: 'Guadeloupe' }

const today = { former: false, isSuccessorName: false }
const former = { former: true, isSuccessorName: false }
const absorbed = { former: true, isSuccessorName: true }

describe('a birthplace that a name is known of', () => {
  test.each([
    // Communes of today.
    ['35238', '1962-08-24', 'Rennes', { code: '35', name: 'Ille-et-Vilaine' }, '35238', today],
    ['01004', '1990-01-31', 'Ambérieu-en-Bugey', ain, '01004', today],
    ['97229', '1980-02-03', 'Schœlcher', { code: '972', name: 'Martinique' }, '97229', today],
    // The first zero, lost on the way.
    ['1004', '1990-01-31', 'Ambérieu-en-Bugey', ain, '01004', today],
    ['9225', '1990-01-31', 'Pamiers', ariege, '09225', today],
    [' 35238 ', '1962-08-24', 'Rennes', { code: '35', name: 'Ille-et-Vilaine' }, '35238', today],
    // Cities with arrondissements.
    ['75056', '1990-01-31', 'Paris', paris, '75056', today],
    ['75107', '1962-08-24', 'Paris 7e Arrondissement', seine, '75107', today],
    ['75107', '1990-01-31', 'Paris 7e Arrondissement', paris, '75107', today],
    [
      '69381',
      '1990-01-31',
      'Lyon 1er Arrondissement',
      { code: '69', name: 'Rhône' },
      '69381',
      today,
    ],
    [
      '13216',
      '1990-01-31',
      'Marseille 16e Arrondissement',
      { code: '13', name: 'Bouches-du-Rhône' },
      '13216',
      today,
    ],
    // The Seine and Seine-et-Oise, until 1968.
    ['75001', '1950-05-08', 'Alfortville', seine, '94002', former],
    ['75036', '1967-12-31', 'Gennevilliers', seine, '92036', former],
    ['75059', '1950-05-08', 'Pierrefitte-sur-Seine', seine, '93066', former],
    ['75056', '1950-05-08', 'Paris', seine, '75056', today],
    ['78514', '1950-05-08', 'Quincy-sous-Sénart', seineEtOise, '91514', former],
    ['78646', '1950-05-08', 'Versailles', seineEtOise, '78646', today],
    ['78646', '1968-01-01', 'Versailles', yvelines, '78646', today],
    ['78390', '1950-05-08', 'Méréville', seineEtOise, '91390', former],
    ['78228', '1950-05-08', 'Évry-Courcouronnes', seineEtOise, '91228', absorbed],
    // Their successors, from 1968.
    [
      '92036',
      '1968-01-01',
      'Gennevilliers',
      { code: '92', name: 'Hauts-de-Seine' },
      '92036',
      today,
    ],
    [
      '93059',
      '1990-01-31',
      'Pierrefitte-sur-Seine',
      { code: '93', name: 'Seine-Saint-Denis' },
      '93066',
      former,
    ],
    ['91143', '1968-06-30', 'Châteaufort', { code: '91', name: 'Essonne' }, '78143', absorbed],
    // Corsica, before and after 1976.
    ['20004', '1950-05-08', 'Ajaccio', corse, '2A004', former],
    ['20033', '1975-12-31', 'Bastia', corse, '2B033', former],
    ['2A004', '1976-01-01', 'Ajaccio', { code: '2A', name: 'Corse-du-Sud' }, '2A004', today],
    ['2B033', '1990-01-31', 'Bastia', { code: '2B', name: 'Haute-Corse' }, '2B033', today],
    ['2A004', '1950-05-08', 'Ajaccio', corse, '2A004', today],
    // Communes that became parts of others, and keep their names.
    ['01340', '1990-01-31', 'Saint-Bois', ain, '01015', former],
    ['59298', '1990-01-31', 'Hellemmes-Lille', { code: '59', name: 'Nord' }, '59350', former],
    ['02285', '1960-01-31', 'Escaufourt', { code: '02', name: 'Aisne' }, '59545', former],
    // The chief of them, whose code now means all of them.
    ['01015', '1990-01-31', 'Arbignieu', ain, '01015', former],
    ['01015', '2020-01-31', 'Arboys en Bugey', ain, '01015', today],
    ['74010', '1990-01-31', 'Annecy', { code: '74', name: 'Haute-Savoie' }, '74010', today],
    // Communes whose names are lost, also to another department.
    ['01003', '1960-01-31', 'Francheleins', ain, '01165', absorbed],
    ['78503', '1990-01-31', 'Notre-Dame-de-la-Mer', yvelines, '78320', absorbed],
    ['28131', '1960-01-31', 'Angerville', { code: '28', name: 'Eure-et-Loir' }, '91016', absorbed],
    ['14513', '1960-01-31', 'Tessy-Bocage', calvados, '50592', absorbed],
    // Overseas.
    ['97411', '1990-01-31', 'Saint-Denis', { code: '974', name: 'La Réunion' }, '97411', today],
    ['97302', '1990-01-31', 'Cayenne', { code: '973', name: 'Guyane' }, '97302', today],
    ['97611', '1990-01-31', 'Mamoudzou', { code: '976', name: 'Mayotte' }, '97611', today],
    [
      '97502',
      '1990-01-31',
      'Saint-Pierre',
      { code: '975', name: 'Saint-Pierre-et-Miquelon' },
      '97502',
      today,
    ],
    ['98613', '1990-01-31', 'Uvea', { code: '986', name: 'Wallis et Futuna' }, '98613', today],
    [
      '98735',
      '1990-01-31',
      'Papeete',
      { code: '987', name: 'Polynésie française' },
      '98735',
      today,
    ],
    ['98818', '1990-01-31', 'Nouméa', { code: '988', name: 'Nouvelle-Calédonie' }, '98818', today],
    ['97123', '1990-01-31', 'Saint-Barthélemy', guadeloupe, '97701', former],
    ['97127', '1990-01-31', 'Saint-Martin', guadeloupe, '97801', former],
    [
      '97701',
      '2010-01-31',
      'Saint-Barthélemy',
      { code: '977', name: 'Saint-Barthélemy' },
      '97701',
      today,
    ],
    ['97801', '2010-01-31', 'Saint-Martin', { code: '978', name: 'Saint-Martin' }, '97801', today],
    // A day that is known in part, where the part says enough.
    ['75001', '1950', 'Alfortville', seine, '94002', former],
    ['20004', '1975-12', 'Ajaccio', corse, '2A004', former],
  ])(
    'when the code is %s and the birth was on %s, then it was %s',
    (code, birthdate, name, department, currentCode, how) => {
      expect(cog.resolve(code, birthdate)).toEqual({ name, department, currentCode, ...how })
    },
  )
})

describe('a birthplace that nobody can be sure of', () => {
  test.each([
    ['a code of French Algeria that is now an Essonne commune', '91228', '1950-05-08'],
    ['a code of Constantine that is now a Seine-Saint-Denis commune', '93066', '1961-01-31'],
    ['a code of today for a birth before there was such a department', '92050', '1967-12-31'],
    ['the same where only the year is known', '95127', '1967'],
    ['a code of Oran', '92352', '1950-05-08'],
    ['a code of Oran, after 1968', '92352', '1990-01-31'],
    ['a postal code of Paris that was Alfortville', '75001', '1990-01-31'],
    ['a postal code of the Yvelines that was elsewhere', '78514', '1968-01-01'],
    ['a postal code of Corsica', '20004', '1976-01-01'],
    ['a code that no commune has', '90900', '1990-01-31'],
    ['a code that no department has', '00000', '1990-01-31'],
    ['a country', '99352', '1990-01-31'],
    ['a name', 'Alger', '1990-01-31'],
    ['a code too short', '104', '1990-01-31'],
    ['a code too long', '350238', '1990-01-31'],
    ['a letter that is none of Corsica', '2C004', '1990-01-31'],
    ['nothing', '', '1990-01-31'],
    ['a member of every object', '__proto__', '1990-01-31'],
    ['no date, and a code that one needs', '75001', undefined],
    ['no date, and a code that has had two names', '01015', undefined],
    ['the same where only the year is known', '20004', '1976'],
  ])('when it is %s, then there is no name', (_, code, birthdate) => {
    expect(cog.resolve(code, birthdate)).toBeUndefined()
  })
})

test('when the date is unknown and only the department hangs on it, then the commune has a name and no department', () => {
  expect(cog.resolve('75107', undefined)).toEqual({
    name: 'Paris 7e Arrondissement',
    currentCode: '75107',
    ...today,
  })
})
