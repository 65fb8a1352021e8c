import { expect, test } from '@jest/globals'
import {
  apiParticulierEndpoints,
  isSocialBenefit,
} from '../../src/simulator/state/api-particulier-endpoints.ts'
import { mistakenIdentity } from '../../src/simulator/state/asked-identity.ts'
import type { Introspection } from '../../src/simulator/state/check-token.ts'
import { matchIdentity } from '../../src/simulator/state/identity-matching.ts'
import { holdsScope, opens, releasedMembers } from '../../src/simulator/state/released-members.ts'
import { apiParticulierPlaces } from '../../src/simulator/state/state-places.ts'

const { prime_activite, service_civique, statut_etudiant, etudiant_boursier } =
  apiParticulierEndpoints

const identity: Introspection = {
  active: true,
  jti: 'token',
  scope: [],
  gender: 'female',
  family_name: 'DUBOIS',
  given_name: 'Angela Claire',
  birthdate: '1962-08-24',
  birthplace: '75107',
  birthcountry: '99100',
}

test.each<[Partial<Introspection>, string | undefined, string | undefined]>([
  [{}, undefined, undefined],
  [{ birthplace: '20004' }, '00365', undefined],
  [{ birthplace: '2A004' }, undefined, undefined],
  [{ birthplace: '2B033' }, undefined, undefined],
  [{ birthplace: '21231' }, undefined, undefined],
  [{ birthplace: '97411' }, undefined, undefined],
  [{ birthplace: '' }, '00365', undefined],
  [{ birthplace: '9225' }, '00365', undefined],
  [{ birthplace: '', birthcountry: '99139' }, undefined, undefined],
  [{ birthplace: '', birthcountry: '' }, '00400', undefined],
  [{ family_name: 'LEBŒUF' }, '00420', '00420'],
  [{ family_name: 'D’ALMÉRAS' }, '00420', '00420'],
  [{ family_name: "D'ALMÉRAS-ÿ" }, undefined, undefined],
  [{ family_name: '' }, '00420', '00420'],
  [{ given_name: 'Lætitia 2' }, '00421', '00421'],
  [{ birthdate: '1992-11' }, '00425', '00425'],
])(
  'when a civil status differs by %j, then benefits say %s and others %s',
  (changes, benefit, other) => {
    const changed = { ...identity, ...changes }
    expect([
      mistakenIdentity(changed, prime_activite),
      mistakenIdentity(changed, service_civique),
    ]).toEqual([benefit, other])
  },
)

test('when the resources are sorted, then eight are social benefits', () => {
  const benefits = apiParticulierPlaces.filter((place) =>
    isSocialBenefit(apiParticulierEndpoints[place]),
  )
  expect(benefits).toEqual(apiParticulierPlaces.slice(0, 8))
})

test('when FranceConnect spells a scope without its last letter, then it opens the same', () => {
  const scope = 'mesri_admission_etablissement_etudes'
  expect(holdsScope(['mesri_admission_etablissement_etude'], scope)).toBe(true)
  expect(holdsScope(['mesri_admission_etablissement_etud'], scope)).toBe(false)
  expect(holdsScope(['cnous_emai'], 'cnous_email')).toBe(false)
})

test.each([
  [['cnous_statut_bourse'], true],
  [['cnous_identite', 'openid'], false],
  [[], false],
])('when a token has %j, then whether it opens the bursary is %s', (granted, open) => {
  expect(opens(granted as string[], etudiant_boursier)).toBe(open)
})

test('when members are taken out, then the data themselves stay whole', () => {
  const data = { admissions: [{ date_debut: '2026-09-01', est_inscrit: true }] }
  expect(releasedMembers(data, statut_etudiant.scopes, ['mesri_admissions'])).toEqual({
    admissions: [{ date_debut: '2026-09-01' }],
  })
  expect(releasedMembers(data, statut_etudiant.scopes, ['mesri_admission_inscrit'])).toEqual({})
  expect(data.admissions[0]).toHaveProperty('est_inscrit')
})

const holder = {
  nom: 'LEBŒUF',
  prenom: 'ZOÉ ANNE',
  annee_date_naissance: 1990,
  mois_date_naissance: 3,
  jour_date_naissance: 21,
}

test.each([
  ['LEBOEUF', 'Anne Sophie', '1990-03-21', [1, 1, 1, true]],
  ['Lebœuf', 'zoé', '1990-03-22', [1, 1, 0, true]],
  ['LEBŒUF', 'Sophie', '1990-03-21', [1, 0, 1, false]],
  ['LEROY', 'Zoé', '1990-03-21', [0, 1, 1, false]],
])(
  'when a holder is compared with %s %s born on %s, then it is %j',
  (family_name, given_name, birthdate, scores) => {
    const {
      family_name: family,
      given_name: given,
      birth_date,
      overall_match,
    } = matchIdentity(holder, { ...identity, family_name, given_name, birthdate } as Introspection)
    expect([family, given, birth_date, overall_match]).toEqual(scores)
  },
)
