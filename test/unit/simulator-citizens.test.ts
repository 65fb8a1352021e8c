import { expect, test } from '@jest/globals'
import { loadCitizens } from '../../src/simulator/citizens.ts'
import { pairwiseSub } from '../../src/simulator/pairwise-sub.ts'
import { isComplete } from '../../src/simulator/refusal.ts'
import { releaseIdentity } from '../../src/simulator/released-identity.ts'

const citizens = loadCitizens()

function released(login: string) {
  const citizen = citizens.find((one) => one.login === login)
  if (citizen === undefined) throw new Error(`no citizen ${login}`)
  return releaseIdentity(citizen)
}

const idp_id = '5f3b1a52-6a0c-4c0e-9d55-3f3a2c1b7e90'

test('when the citizens are loaded, then there are enough, the nominal one first, each with a note', () => {
  expect(citizens.length).toBeGreaterThanOrEqual(22)
  expect(citizens[0]?.login).toBe('test')
  expect(citizens.filter(({ note }) => !/^[^\n]{10,}$/.test(note))).toEqual([])
})

test('when an e-mail is given, then it can reach nobody', () => {
  const reachable = citizens
    .slice(1)
    .filter(({ email }) => email !== undefined && !email.endsWith('@exemple.fr'))
  expect(reachable).toEqual([])
})

test('when a citizen has everything, then all of it is released under FranceConnect’s names', () => {
  expect(released('portugal')).toEqual({
    given_name: 'Maria da Conceição',
    given_name_array: ['Maria da Conceição'],
    family_name: 'FIGUEIRA RAMALHO',
    preferred_username: 'MARCHAND',
    gender: 'female',
    birthdate: '1966-05-13',
    idp_birthdate: '1966-05-13',
    birthplace: '',
    birthcountry: '99139',
    email: 'maria.marchand@exemple.fr',
    idp_id,
  })
})

test('when a citizen has no usage name, then the claim is absent', () => {
  expect(released('test')).not.toHaveProperty('preferred_username')
})

test('when a citizen is a guest from another State, then no birth date of the identity provider is released', () => {
  expect(released('invitee.eidas')).toEqual({
    given_name: 'Lucía Beatriz',
    family_name: 'Ortega Ibáñez',
    birthdate: '1988-02-29',
    idp_id,
  })
})

test.each([
  ['jour.presume', '1992-11-01', '1992-11-00'],
  ['mois.presume', '1992-01-01', '1992-00-00'],
  ['premier.janvier', '1992-01-01', '1992-01-01'],
])(
  'when the birth date of %s is released, then it is %s and %s',
  (login, birthdate, idp_birthdate) => {
    expect(released(login)).toMatchObject({ birthdate, idp_birthdate })
  },
)

test('when a sub is computed, then it is the entity’s own and that of civil status', () => {
  const identity = released('accents')
  const sub = pairwiseSub(identity, 'service')
  expect(sub).toBe('8a5fec41862de90ed266c98e00240ff29926cc201b79aac9a5f8422121c041c7v1')
  expect(
    pairwiseSub({ ...identity, email: 'x@exemple.fr', preferred_username: 'X' }, 'service'),
  ).toBe(sub)
  expect(pairwiseSub({ ...identity, gender: 'male' }, 'service')).not.toBe(sub)
  expect(pairwiseSub(identity, 'other')).not.toBe(sub)
})

test('when a citizen is born abroad, then the birthplace does not count for the sub', () => {
  const identity = released('portugal')
  expect(pairwiseSub({ ...identity, birthplace: 'Lisboa' }, 'service')).toBe(
    pairwiseSub(identity, 'service'),
  )
})

test.each([
  ['in France', '99100', false],
  ['abroad', '99139', true],
])(
  'when somebody born %s (%s) has an empty birthplace, then they are complete: %s',
  (_where, birthcountry, complete) => {
    const citizen = loadCitizens().find(({ login }) => login === 'portugal')!
    expect(isComplete({ ...citizen, birthplace: '', birthcountry })).toBe(complete)
  },
)
