import { describe, expect, test } from '@jest/globals'
import { franceConnectClaims } from '../../src/domain/franceconnect-claims.ts'
import { issuerOf, peopleOf } from '../../src/domain/franceconnect-environments.ts'
import { deriveScopes } from '../../src/domain/scopes.ts'

const derive = (names: string, habilitation?: readonly string[]) =>
  deriveScopes(
    names.split(' ').map((name) => franceConnectClaims[name]!),
    habilitation,
  )

const identity = 'family_name given_name birthdate gender birthplace birthcountry'

test.each([
  // claims, habilitation, scopes
  ['family_name', undefined, ['openid', 'family_name']],
  ['family_name given_name given_name_array', undefined, ['openid', 'family_name', 'given_name']],
  ['birthdate', undefined, ['openid', 'birthdate']],
  ['preferred_username email', undefined, ['openid', 'preferred_username', 'email']],
  [identity, ['identite_pivot'], ['openid', 'identite_pivot']],
  [identity, ['profile', 'birth'], ['openid', 'profile', 'birth']],
  ['family_name gender', ['identite_pivot', 'gender'], ['openid', 'identite_pivot', 'gender']],
  ['family_name', ['identite_pivot', 'family_name'], ['openid', 'family_name']],
  ['family_name', ['profile', 'identite_pivot'], ['openid', 'identite_pivot']],
  ['preferred_username', ['profile'], ['openid', 'profile']],
  ['birthdate', ['birthdate', 'idp_birthdate'], ['openid', 'birthdate', 'idp_birthdate']],
  ['birthdate', ['identite_pivot', 'idp_birthdate'], ['openid', 'identite_pivot', 'idp_birthdate']],
  ['family_name', ['family_name', 'idp_birthdate'], ['openid', 'family_name']],
])('when %s are needed and %j is granted, then the scopes are %j', (claims, granted, scopes) => {
  expect(derive(claims, granted)).toEqual({ scopes })
})

test.each([
  ['preferred_username', ['identite_pivot'], ['preferred_username']],
  ['email', ['identite_pivot', 'profile', 'birth'], ['email']],
  ['birthplace', ['profile'], ['birthplace']],
  [`${identity} email`, ['birth'], ['family_name', 'given_name', 'birthdate', 'gender', 'email']],
  ['family_name', [], ['family_name']],
])(
  'when %s are needed and only %j is granted, then %j are uncovered',
  (claims, granted, missing) => {
    expect(derive(claims, granted)).toEqual({ uncovered: missing })
  },
)

describe('the environments of FranceConnect', () => {
  test.each([
    ['production', 'https://oidc.franceconnect.gouv.fr/api/v2'],
    ['sandbox', 'https://fcp-low.sbx.dev-franceconnect.fr/api/v2'],
    ['simulator', 'http://localhost:4123/api/v2'],
  ] as const)('when it is %s, then the issuer is %s', (environment, issuer) => {
    expect(issuerOf(environment, 4123)).toBe(issuer)
  })

  test.each<[string, boolean | undefined, string]>([
    ['https://oidc.franceconnect.gouv.fr/api/v2', undefined, 'real'],
    ['https://fcp-low.sbx.dev-franceconnect.fr/api/v2', undefined, 'test'],
    ['http://localhost:4000/api/v2', undefined, 'test'],
    ['https://op.exemple.fr', undefined, 'test'],
    ['https://op.exemple.fr', false, 'test'],
    ['https://op.exemple.fr', true, 'real'],
  ])('when the issuer is %s and real says %s, then its people are %s', (issuer, real, people) => {
    expect(peopleOf(issuer, real)).toBe(people)
  })
})
