import { describe, expect, test } from '@jest/globals'
import { stateSourceOf } from '../../src/domain/catalogue.ts'
import type { Form } from '../../src/domain/form.ts'
import {
  type AskSubmission,
  needsAsking,
  readAskAnswers,
  situationSources,
  tickedSources,
} from '../../src/flow/read-ask-answers.ts'
import { aDemarche, aForm } from '../support/forms.ts'

const source = (name: string) => ({ name, claims: [], scopes: [] })

const family = aForm({ sources: [source('quotient_familial'), source('service_national')] })
const parking = aForm({ sources: [source('extrait_immatriculation_vehicule')] })
const transport = aForm({
  demarche: aDemarche(
    {
      boursier: { from: 'etudiant_boursier.est_boursier' },
      inscrit: { from: 'statut_etudiant.est_inscrit' },
      rsa: { from: 'revenu_solidarite_active.est_beneficiaire' },
      quotient: { from: 'quotient_familial.valeur' },
    },
    {
      situations: {
        etudiant: { label: { fr: 'Étudiant' }, sources: ['statut_etudiant', 'etudiant_boursier'] },
        rsa: { label: { fr: 'RSA' }, sources: ['revenu_solidarite_active'] },
        aucune: { label: { fr: 'Aucune' } },
      },
    },
  ),
  sources: [
    'etudiant_boursier',
    'statut_etudiant',
    'revenu_solidarite_active',
    'quotient_familial',
  ].map(source),
})

const read = (form: Form, changes: Partial<AskSubmission> = {}) =>
  readAskAnswers(form, { sources: [], situation: undefined, typed: {}, ...changes })

describe('whether a form asks', () => {
  test('when it has no state source, then not; when it has one, then yes', () => {
    expect([aForm(), family, parking, transport].map(needsAsking)).toEqual([
      false,
      true,
      true,
      true,
    ])
  })

  test('when situations stand for sources, then those are not ticked one by one', () => {
    expect([...situationSources(transport)]).toEqual([
      'etudiant_boursier',
      'statut_etudiant',
      'revenu_solidarite_active',
    ])
    expect(tickedSources(transport)).toEqual([source('quotient_familial')])
    expect([...situationSources(family)]).toEqual([])
    expect(tickedSources(family)).toEqual(family.sources)
  })

  test('when a form has dropped a situation’s fields, then it does not ask that source', () => {
    const less = { ...transport, sources: [source('statut_etudiant')] }
    expect([...situationSources(less)]).toEqual(['statut_etudiant'])
    expect(read(less, { situation: 'etudiant' })).toEqual({
      sources: ['statut_etudiant'],
      answers: {},
    })
  })
})

describe('ticked sources', () => {
  test.each([
    [[], []],
    [['service_national'], ['service_national']],
    [
      ['service_national', 'quotient_familial'],
      ['quotient_familial', 'service_national'],
    ],
    [['impot_particulier', 'toString', 'quotient_familial'], ['quotient_familial']],
  ])('when %j are ticked, then %j are asked, in the form’s order', (sources, asked) => {
    expect(read(family, { sources })).toEqual({ sources: asked, answers: {} })
  })
})

describe('situations', () => {
  test.each([
    ['etudiant', [], ['etudiant_boursier', 'statut_etudiant']],
    ['rsa', [], ['revenu_solidarite_active']],
    ['aucune', [], []],
    ['aucune', ['quotient_familial'], ['quotient_familial']],
    [
      'rsa',
      ['statut_etudiant', 'quotient_familial'],
      ['revenu_solidarite_active', 'quotient_familial'],
    ],
  ])('when it is %s and %j are ticked, then %j are asked', (situation, sources, asked) => {
    expect(read(transport, { situation, sources })).toEqual({ sources: asked, answers: {} })
  })

  test.each([undefined, '', 'retraite', 'toString', '__proto__'])(
    'when it is %j, then one has to be chosen',
    (situation) => {
      expect(read(transport, { situation })).toEqual({ mistakes: { situation: 'situation' } })
    },
  )
})

describe('a source that asks something', () => {
  const question = stateSourceOf('extrait_immatriculation_vehicule')?.question
  const sources = ['extrait_immatriculation_vehicule']

  test('when it is answered, then the answer goes with it, as the register writes it', () => {
    const typed = { immatriculation: ' ab 123 cd ', autre: 'x' }
    expect(read(parking, { sources, typed })).toEqual({
      sources,
      answers: { immatriculation: 'AB-123-CD' },
    })
  })

  test.each([{}, { immatriculation: '' }, { immatriculation: 'ma voiture' }])(
    'when it is ticked and %j is typed, then that is to be corrected',
    (typed) => {
      expect(read(parking, { sources, typed })).toEqual({ mistakes: { immatriculation: question } })
    },
  )

  test.each(['', 'AB-123-CD', 'ma voiture'])(
    'when it is not ticked, then what was typed (%s) is not looked at',
    (immatriculation) => {
      expect(read(parking, { typed: { immatriculation } })).toEqual({ sources: [], answers: {} })
    },
  )
})
