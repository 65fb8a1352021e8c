import { expect, test } from '@jest/globals'
import { namedCitizen, namedIn } from '../../src/domain/named-person.ts'
import { unreadable } from '../../src/domain/pivot-identity.ts'
import { isSamePerson } from '../../src/domain/same-person.ts'

type Names = readonly string[]

test.each<[Names, Names, Names, Names, boolean]>([
  [['DUBOIS'], ['ANGELA', 'CLAIRE'], ['Dubois'], ['Angela'], true],
  [['DUBOIS'], ['ANGELA', 'CLAIRE'], ['Dubois'], ['Claire', 'Zoé'], true],
  [['DUBOIS'], ['ANGELA'], ['Dubois'], ['Claire'], false],
  [['DUBOIS'], ['ANGELA'], ['Durand'], ['Angela'], false],
  [['DUBOIS'], ['ANGELA'], ['DUBOI'], ['ANGELA'], false],
  [['LOEUILLET'], ['NOEMIE'], ['Lœuillet'], ['Noémie'], true],
  [['CÆSAR'], ['ÉLOI'], ['CAESAR'], ['eloi'], true],
  [["D'ALMEIDA"], ['INES'], ['D ALMEIDA'], ['INÈS'], true],
  [['D’ALMEIDA'], ['INES'], ["D'Almeida"], ['INÈS'], true],
  [["D'ALMEIDA"], ['INES'], ['DALMEIDA'], ['INES'], false],
  [['TROIS-DUPRE'], ['LOU'], ['Trois Dupré'], ['Lou'], true],
  [['MARTIN.'], ['LOU'], ['MARTIN'], ['LOU'], true],
  [['X'], ['ANNE-LAURE'], ['X'], ['Anne Laure'], true],
  [['X'], ['Anne-Laure', 'Marie'], ['X'], ['ANNE', 'LAURE', 'MARIE'], true],
  [['X'], ['NOEMIE', 'ANNE', 'LAURE'], ['X'], ['Anne-Laure'], true],
  [['X'], ['JEAN'], ['X'], ['JEAN-PIERRE'], false],
  [['X'], ['ANNE', 'MARIE', 'LAURE'], ['X'], ['Anne-Laure'], false],
  [['X'], ['MARIANNE', 'LAURE'], ['X'], ['ANNE-LAURE'], false],
  [['HUCHE', 'MERCIER'], ['ANNE'], ['MERCIER'], ['ANNE'], true],
  [['HUCHE'], ['ANNE'], ['MERCIER', 'HUCHE'], ['ANNE'], true],
  [[''], ['ANNE'], [''], ['ANNE'], false],
  [['-'], ['ANNE'], ["'"], ['ANNE'], false],
  [['X'], [''], ['X'], [''], false],
  [[], ['ANNE'], [], ['ANNE'], false],
  [['X'], [], ['X'], [], false],
  [['Иванов'], ['Анна'], ['ИВАНОВ'], ['АННА'], true],
])('when they are %j %j and %j %j, then they can be the same: %s', (...row) => {
  const [familyNames, givenNames, otherFamilyNames, otherGivenNames, isSame] = row
  const one = { familyNames, givenNames }
  const other = { familyNames: otherFamilyNames, givenNames: otherGivenNames }
  expect(isSamePerson(one, other)).toBe(isSame)
  expect(isSamePerson(other, one)).toBe(isSame)
})

test('when FranceConnect names a citizen, then usage name and separate given names count', () => {
  const identity = {
    sub: 's',
    family_name: 'MARTIN',
    preferred_username: 'DURAND',
    given_name: 'Anne Marie Lou',
    given_name_array: ['Anne Marie', 'Lou'],
  }
  expect(namedCitizen(identity)).toEqual({
    familyNames: ['MARTIN', 'DURAND'],
    givenNames: ['Anne Marie', 'Lou'],
  })
})

test.each([
  [{ sub: 's', given_name: 'Anne Marie' }, [], ['Anne', 'Marie']],
  [{ sub: 's', family_name: unreadable, given_name: unreadable } as const, [], []],
  [
    { sub: 's', family_name: 'X', given_name_array: unreadable, given_name: 'A' } as const,
    ['X'],
    ['A'],
  ],
])('when FranceConnect says %j only, then the rest has no name', (identity, family, given) => {
  expect(namedCitizen(identity)).toEqual({ familyNames: family, givenNames: given })
})

test('when an agency names somebody, then its members are told by name', () => {
  const raw = { nom: 'X', usage: null, prenoms: 'ANNE, JEAN-LOU' }
  expect(namedIn(raw, { familyNames: ['nom', 'usage'], givenNames: 'prenoms' })).toEqual({
    familyNames: ['X'],
    givenNames: ['ANNE', 'JEAN-LOU'],
  })
})
