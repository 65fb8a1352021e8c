import { describe, expect, test } from '@jest/globals'
import { franceConnectClaims } from '../../src/domain/franceconnect-claims.ts'
import { displayName, isCheckedByInsee, PivotIdentity } from '../../src/domain/pivot-identity.ts'
import { readFranceConnectClaim } from '../../src/domain/read-claim.ts'

// Angela Claire Louise DUBOIS, FranceConnect's own test person.
const angela = {
  sub: `${'ab'.repeat(32)}v1`,
  family_name: 'DUBOIS',
  given_name: 'Angela Claire Louise',
  given_name_array: ['Angela', 'Claire', 'Louise'],
  preferred_username: 'MARTIN',
  birthdate: '1962-08-24',
  idp_birthdate: '1962-08-24',
  gender: 'female',
  birthplace: '75107',
  birthcountry: '99100',
  email: 'angela@exemple.fr',
}

const readAll = (userInfo: Readonly<Record<string, unknown>>) => {
  const identity = PivotIdentity.parse(userInfo)
  return Object.fromEntries(
    Object.keys(franceConnectClaims).map((claim) => [
      claim,
      readFranceConnectClaim(claim, identity),
    ]),
  )
}

const certified = {
  family_name: { type: 'name', value: 'DUBOIS', assurance: 'verified' },
  given_name: { type: 'name', value: 'Angela Claire Louise', assurance: 'verified' },
  given_name_array: { type: 'list', value: ['Angela', 'Claire', 'Louise'], assurance: 'verified' },
  preferred_username: { type: 'name', value: 'MARTIN', assurance: 'declared' },
  birthdate: { type: 'date', value: '1962-08-24', assurance: 'verified' },
  gender: { type: 'code', value: 'female', assurance: 'verified' },
  birthplace: { type: 'code', value: '75107', assurance: 'verified' },
  birthcountry: { type: 'code', value: '99100', assurance: 'verified' },
  email: { type: 'text', value: 'angela@exemple.fr', assurance: 'declared' },
}

const types = Object.fromEntries(
  Object.entries(certified).map(([claim, { type }]) => [claim, type]),
) as Record<string, string>

const otherClaims = Object.keys(certified).filter((claim) => claim !== 'given_name_array')

/** What another State's guest has: everything that was certified is that State's word. */
const byAnotherState = Object.fromEntries(
  Object.entries(certified).map(([claim, datum]) => [
    claim,
    datum.assurance === 'verified' ? { ...datum, assurance: 'administrative' } : datum,
  ]),
)

// Most people have no usage name.
const nothing = (claim: string) => (claim === 'preferred_username' ? 'none_known' : 'not_provided')

describe('every claim', () => {
  test('when all are there, then each has its value and its assurance', () => {
    expect(readAll(angela)).toEqual(certified)
  })

  test.each(otherClaims)('when %s is absent, then it alone is missing', (claim) => {
    const { [claim as 'email']: _, ...rest } = angela
    expect(readAll(rest)).toEqual({
      ...certified,
      [claim]: { type: types[claim], reason: nothing(claim) },
    })
  })

  test.each(otherClaims)('when %s is empty, then it alone is missing', (claim) => {
    expect(readAll({ ...angela, [claim]: '' })).toEqual({
      ...certified,
      [claim]: { type: types[claim], reason: nothing(claim) },
    })
  })

  const malformed: [string, unknown][] = [
    ['a number', 42],
    ['an object', { value: 'x' }],
    ['null', null],
    ['a boolean', true],
    ['a list of objects', [{}]],
    ['huge', 'é'.repeat(100_000)],
  ]
  test.each(otherClaims.flatMap((claim) => malformed.map((one) => [claim, ...one] as const)))(
    'when %s is %s, then it alone is unreadable',
    (claim, _, value) => {
      expect(readAll({ ...angela, [claim]: value })).toEqual({
        ...certified,
        [claim]: { type: types[claim], reason: 'unreadable' },
      })
    },
  )

  test.each([...malformed.filter(([name]) => name !== 'null'), ['too many', Array(51).fill('A')]])(
    'when given_name_array is %s, then it is unreadable and nothing else is lost',
    (_, value) => {
      const read = readAll({ ...angela, given_name_array: value })
      expect(Object.entries(read).filter(([, datum]) => 'reason' in datum)).toEqual([
        ['given_name_array', { type: 'list', reason: 'unreadable' }],
      ])
    },
  )

  test('when the sub is missing, then there is no identity', () => {
    const { sub: _, ...rest } = angela
    expect(PivotIdentity.safeParse(rest).success).toBe(false)
    expect(PivotIdentity.safeParse({ ...rest, sub: '' }).success).toBe(false)
  })

  test('when only the sub is there, then every claim is missing', () => {
    expect(readAll({ sub: 'x' })).toEqual(
      Object.fromEntries(
        Object.entries(types).map(([claim, type]) => [claim, { type, reason: nothing(claim) }]),
      ),
    )
  })

  test('when FranceConnect sends claims that nobody knows, then they are dropped', () => {
    expect(PivotIdentity.parse({ ...angela, rnipp_gender: 'x', aud: 'y' })).toEqual(angela)
  })
})

describe('values that are not what FranceConnect says they are', () => {
  test.each([
    ['birthdate', '1962-13-24'],
    ['birthdate', '1962-02-30'],
    ['birthdate', '1992-11-00'],
    ['birthdate', '24/08/1962'],
    ['gender', 'Female'],
    ['gender', 'x'],
    ['birthplace', 'Paris'],
    ['birthplace', '2C004'],
    ['birthplace', '751'],
    ['birthplace', 'A004'],
    ['birthplace', '751077'],
    ['birthcountry', 'FR'],
    ['birthcountry', '9910'],
    ['birthcountry', '991000'],
    ['email', 'angela'],
    ['family_name', 'A'.repeat(1025)],
  ])('when %s is %j, then it is unreadable', (claim, value) => {
    expect(readAll({ ...angela, [claim]: value })).toEqual({
      ...certified,
      [claim]: { type: types[claim], reason: 'unreadable' },
    })
  })

  test.each([
    ['birthplace', '2A004'],
    ['birthplace', '2B002'],
    ['birthplace', '98729'],
    ['birthplace', '01001'],
    ['gender', 'male'],
    ['gender', 'unspecified'],
    ['family_name', 'DURANTÉÀÈÙÒŒÆ'],
    ['family_name', 'A'.repeat(1024)],
    ['preferred_username', "NOM D'USAGE"],
  ])('when %s is %j, then it is read', (claim, value) => {
    const { [claim]: read } = readAll({ ...angela, [claim]: value })
    expect(read).toEqual({ ...certified[claim as 'email'], value })
  })

  test('when a text stands between blanks, then they go; when it is blank, then it is missing', () => {
    const read = readAll({ ...angela, family_name: ' DUBOIS ', given_name: '  ' })
    expect(read.family_name).toEqual(certified.family_name)
    expect(read.given_name).toEqual({ type: 'name', reason: 'not_provided' })
  })
})

describe('the birth date', () => {
  test.each([
    ['1992-11-01', '1992-11-00', 'partial-date', '1992-11', 'verified'],
    ['1992-01-01', '1992-00-00', 'partial-date', '1992', 'verified'],
    ['1992-11-01', '1992-11-01', 'date', '1992-11-01', 'verified'],
    ['1992-11-01', undefined, 'date', '1992-11-01', 'administrative'],
    ['1992-11-01', '', 'date', '1992-11-01', 'administrative'],
    ['1992-11-01', 19921100, 'date', '1992-11-01', 'administrative'],
    ['1992-11-01', '1992-11', 'date', '1992-11-01', 'administrative'],
    ['1962-08-24', undefined, 'date', '1962-08-24', 'verified'],
    // FranceConnect never takes a day without its month; nor is one made of it here.
    ['1992-01-15', '1992-00-15', 'date', '1992-01-15', 'verified'],
  ])(
    'when birthdate is %j and idp_birthdate %j, then it is a %s: %s, %s',
    (birthdate, idp_birthdate, type, value, assurance) => {
      expect(readAll({ ...angela, birthdate, idp_birthdate })).toEqual({
        ...certified,
        birthdate: { type, value, assurance },
      })
    },
  )
})

describe('the birthplace', () => {
  test('when it has lost its first zero, then it is kept as it came, as no more than a file says', () => {
    expect(readAll({ ...angela, birthplace: '9225' })).toEqual({
      ...certified,
      birthplace: { type: 'code', value: '9225', assurance: 'administrative' },
    })
  })

  test.each([
    ['', '99352', 'born_abroad'],
    [undefined, '99131', 'born_abroad'],
    ['', '99100', 'not_provided'],
    ['', '', 'not_provided'],
    ['', undefined, 'not_provided'],
    ['', 99352, 'not_provided'],
    [7, '99352', 'unreadable'],
  ])(
    'when it is %j and the country %j, then there is none: %s',
    (birthplace, birthcountry, reason) => {
      const { birthplace: read } = readAll({ ...angela, birthplace, birthcountry })
      expect(read).toEqual({ type: 'code', reason })
    },
  )

  test('when the birth was abroad, then other missing claims are not called so', () => {
    const read = readAll({ ...angela, birthcountry: '99352', family_name: '' })
    expect(read.family_name).toEqual({ type: 'name', reason: 'not_provided' })
  })
})

describe('given names', () => {
  test.each([
    [
      ['Sarah', '', 'Sophie', ' '],
      ['Sarah', 'Sophie'],
    ],
    [
      ['Jean Philippe', 'Pierre'],
      ['Jean Philippe', 'Pierre'],
    ],
  ])('when the list is %j, then it is %j', (given_name_array, value) => {
    expect(readAll({ ...angela, given_name_array })).toEqual({
      ...certified,
      given_name_array: { type: 'list', value, assurance: 'verified' },
    })
  })

  test.each([[[]], [['']], [['', ' ']]])(
    'when the list is %j, then there is none, and the rest stays certified',
    (given_name_array) => {
      expect(readAll({ ...angela, given_name_array })).toEqual({
        ...certified,
        given_name_array: { type: 'list', reason: 'not_separated' },
      })
    },
  )
})

describe('a guest of another State', () => {
  test('when there is no given_name_array, then nothing is certified by INSEE', () => {
    const { given_name_array: _, ...guest } = angela
    expect(readAll(guest)).toEqual({
      ...byAnotherState,
      given_name_array: { type: 'list', reason: 'not_separated' },
    })
    expect(isCheckedByInsee(PivotIdentity.parse(guest))).toBe(false)
    expect(isCheckedByInsee(PivotIdentity.parse(angela))).toBe(true)
  })

  test('when only what eIDAS guarantees is there, then the rest is missing', () => {
    const guest = { sub: 'x', family_name: 'Ó Murchú', given_name: 'Seán', birthdate: '1980-01-02' }
    const none = (type: string) => ({ type, reason: 'not_provided' })
    expect(readAll(guest)).toEqual({
      family_name: { type: 'name', value: 'Ó Murchú', assurance: 'administrative' },
      given_name: { type: 'name', value: 'Seán', assurance: 'administrative' },
      given_name_array: { type: 'list', reason: 'not_separated' },
      preferred_username: { type: 'name', reason: 'none_known' },
      birthdate: { type: 'date', value: '1980-01-02', assurance: 'administrative' },
      gender: none('code'),
      birthplace: none('code'),
      birthcountry: none('code'),
      email: none('text'),
    })
  })
})

describe('the name shown while logged in', () => {
  test.each([
    [angela, 'Angela DUBOIS'],
    [{ ...angela, given_name_array: ['', 'Claire'] }, 'Claire DUBOIS'],
    [{ ...angela, given_name_array: undefined }, 'Angela Claire Louise DUBOIS'],
    [{ ...angela, given_name_array: 7 }, 'Angela Claire Louise DUBOIS'],
    [{ ...angela, family_name: undefined }, 'Angela'],
    [{ ...angela, family_name: 7 }, 'Angela'],
    [{ sub: 'x', family_name: 'DUBOIS' }, 'DUBOIS'],
    [{ sub: 'x', family_name: 'DUBOIS', given_name: 7 }, 'DUBOIS'],
    [{ sub: 'x', family_name: 'DUBOIS', given_name: '' }, 'DUBOIS'],
    [{ ...angela, family_name: '' }, 'Angela'],
    [{ sub: 'x' }, ''],
  ])('when UserInfo is %j, then it is %j', (userInfo, name) => {
    expect(displayName(PivotIdentity.parse(userInfo))).toBe(name)
  })
})
