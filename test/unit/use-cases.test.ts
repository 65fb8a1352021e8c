import { describe, expect, test } from '@jest/globals'
import { stateSourceOf } from '../../src/domain/catalogue.ts'
import { useCaseOf, useCases } from '../../src/domain/use-cases.ts'

describe('the use cases of API Particulier', () => {
  test.each([
    ['restauration-scolaire', '', 'tarification_municipale_enfance'],
    ['cantine', 'Cantine', 'tarification_municipale_enfance'],
    ['cantine_college_lycee', '', 'cantines-colleges-lycees-tarification'],
    ['transport-scolaire', '', 'tarification_transports'],
    ['carte', 'Stationnement résidentiel', 'stationnement-residentiel'],
    ['aide-sociale', 'Aide du CCAS', 'ccas'],
    ['bibliotheque', 'Inscription à la bibliothèque', undefined],
    ['robustesse', 'Un bustier', undefined],
  ])('when a demarche is called %s, “%s”, then its use case is %s', (name, title, expected) => {
    expect(useCaseOf(name, title)?.name).toBe(expected)
  })

  test('when a source is unjustified for one, then it is a source of API Particulier', () => {
    for (const { unjustified } of useCases)
      for (const source of unjustified) expect(stateSourceOf(source)?.api).toBe('api_particulier')
  })

  // From the State's catalogue: what is indispensable or useful is never told off.
  test.each([
    ['tarification_municipale_enfance', ['quotient_familial', 'revenu_solidarite_active']],
    ['cantines-colleges-lycees-tarification', ['quotient_familial']],
    [
      'stationnement-residentiel',
      ['extrait_immatriculation_vehicule', 'statut_etudiant', 'quotient_familial'],
    ],
    [
      'tarification_transports',
      [
        ...['quotient_familial', 'etudiant_boursier', 'statut_etudiant'],
        ...['revenu_solidarite_active', 'complementaire_sante_solidaire'],
        'allocation_adulte_handicape',
      ],
    ],
    ['gestion_rh_secteur_public', ['statut_etudiant']],
    ['ccas', ['quotient_familial', 'prime_activite', 'allocation_soutien_familial']],
  ])('when the case is %s, then what the State finds useful is justified', (name, useful) => {
    const found = useCases.find((one) => one.name === name)
    expect(useful.filter((source) => found?.unjustified.includes(source))).toEqual([])
  })

  test.each([
    ['tarification_municipale_enfance', 7],
    ['cantines-colleges-lycees-tarification', 8],
    ['stationnement-residentiel', 9],
    ['tarification_transports', 2],
    ['gestion_rh_secteur_public', 7],
    ['ccas', 0],
  ])('when the case is %s, then %d sources are unjustified', (name, count) => {
    expect(useCases.find((one) => one.name === name)?.unjustified).toHaveLength(count)
  })
})
