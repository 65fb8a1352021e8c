import { describe, expect, test } from '@jest/globals'
import { catalogue } from '../../src/domain/catalogue.ts'
import {
  claimsOfSource,
  neededClaims,
  neededSources,
  scopedClaims,
} from '../../src/domain/needed-claims.ts'
import { aDemarche } from '../support/forms.ts'

const meals = aDemarche(
  {
    nom: { from: 'franceconnect.family_name' },
    quotient: { from: 'quotient_familial.valeur' },
    encore: { from: 'quotient_familial.valeur' },
    prenom: { from: 'enfant.prenoms' },
    ne_le: { from: 'enfant.date_naissance' },
    rsa: { from: 'revenu_solidarite_active.est_beneficiaire' },
  },
  { groups: { enfant: { list: 'quotient_familial.enfants', max: 3 } } },
).fields

const claims = (source: string, ...names: string[]) =>
  names.map((name) => catalogue[source]?.claims[name])
const scopes = (all: ReturnType<typeof scopedClaims>) => all.map(({ scope }) => scope)

const pivot = ['family_name', 'given_name', 'birthdate', 'gender', 'birthplace', 'birthcountry']

describe('the claims of FranceConnect', () => {
  test.each([
    [{ code: { from: 'franceconnect.birthplace' } }, ['birthplace']],
    [
      { commune: { from: 'franceconnect.birthplace', transform: ['commune-name'] } },
      ['birthplace', 'birthdate', 'birthcountry'],
    ],
    [
      { pays: { from: 'franceconnect.birthcountry', transform: ['country-name'] } },
      ['birthcountry', 'birthdate', 'birthplace'],
    ],
    [
      { majeur: { from: 'franceconnect.birthdate', transform: [{ 'age-at-least': 18 }] } },
      ['birthdate'],
    ],
    [{ quotient: { from: 'quotient_familial.valeur' } }, []],
  ])('when the fields are %j, then %j are needed beside the name', (fields, names) => {
    expect(neededClaims(aDemarche(fields).fields)).toEqual(
      claims('franceconnect', 'family_name', 'given_name', ...names),
    )
  })
})

describe('the sources', () => {
  test('when a form is filled from some, then they are those, each once, in the order of the fields', () => {
    expect(neededSources(meals)).toEqual(['quotient_familial', 'revenu_solidarite_active'])
    expect(neededSources(aDemarche().fields)).toEqual([])
  })

  test('when a source is asked, then for its claims, each once, and for a group the whole list', () => {
    expect(claimsOfSource(meals, 'quotient_familial')).toEqual(['valeur', 'enfants'])
    expect(claimsOfSource(meals, 'revenu_solidarite_active')).toEqual(['est_beneficiaire'])
    expect(claimsOfSource(meals, 'impot_particulier')).toEqual([])
  })
})

describe('the scopes of a source', () => {
  test.each([
    ['nothing is known of the habilitation', undefined, []],
    ['the habilitation does not name the holders', ['cnaf_enfants'], []],
    ['the habilitation names the holders', ['cnaf_allocataires'], ['cnaf_allocataires']],
  ])('when %s, then they are those of the identity, the claims and %j', (_, ceiling, more) => {
    // A field of a group has an entry of its own: its scope is that of the list.
    expect([...new Set(scopes(scopedClaims(meals, 'quotient_familial', ceiling)))]).toEqual([
      ...pivot,
      'cnaf_quotient_familial',
      'cnaf_enfants',
      ...more,
    ])
  })

  test('when a source has no holders, then the habilitation changes nothing', () => {
    expect(scopes(scopedClaims(meals, 'revenu_solidarite_active', ['cnaf_allocataires']))).toEqual([
      ...pivot,
      'revenu_solidarite_active',
    ])
  })

  test.each([
    [
      { inscrit: { from: 'statut_etudiant.est_inscrit' } },
      'statut_etudiant',
      ['mesri_admission_inscrit', 'mesri_admissions'],
    ],
    [
      { rfr: { from: 'impot_particulier.rfr' } },
      'impot_particulier',
      ['dgfip_rfr', 'dgfip_annee_n_moins_2_si_indispo_n_moins_1'],
    ],
  ])(
    'when a claim stands inside others (%j), then %s is asked for those too',
    (fields, source, names) => {
      expect(scopes(scopedClaims(aDemarche(fields).fields, source, undefined))).toEqual([
        ...pivot,
        ...names,
      ])
    },
  )
})
