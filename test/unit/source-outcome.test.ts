import { describe, expect, test } from '@jest/globals'
import type { SourceAnswer } from '../../src/domain/source-answer.ts'
import {
  notAsked,
  otherSituation,
  sourceOutcome,
  sourceTitle,
} from '../../src/domain/source-outcome.ts'

type Status = Exclude<SourceAnswer['status'], 'ok'>

const answered: SourceAnswer = { status: 'ok', data: { values: {}, lists: {} } }
const without = (status: Status): SourceAnswer => ({ status, reason: 'not_found' })

describe('who answers', () => {
  test.each([
    ['quotient_familial', 'La CAF ou la MSA', 'CAF or MSA'],
    ['impot_particulier', 'Les impôts', 'The tax office'],
    ['extrait_immatriculation_vehicule', 'L’ANTS (France Titres)', 'ANTS (France Titres)'],
    ['franceconnect', 'FranceConnect', 'FranceConnect'],
    ['nobody', 'FranceConnect', 'FranceConnect'],
  ])('when it is %s, then a sentence begins with “%s”, “%s”', (name, french, english) => {
    expect([sourceTitle(name, 'fr'), sourceTitle(name, 'en')]).toEqual([french, english])
  })
})

describe('what became of a source', () => {
  const join = 'Remplissez vous-même et joignez votre attestation de quotient familial.'

  test.each<[Status, string]>([
    [
      'empty',
      `La CAF ou la MSA : aucun dossier trouvé à votre nom pour votre quotient familial. ${join}`,
    ],
    ['unavailable', `La CAF ou la MSA : pas de réponse pour votre quotient familial. ${join}`],
    ['refused', `La CAF ou la MSA : accès refusé pour votre quotient familial. ${join}`],
    [
      'inconsistent',
      `La CAF ou la MSA : la réponse reçue pour votre quotient familial concerne une autre personne et a été écartée. ${join}`,
    ],
    [
      'declined',
      `Comme vous l’avez choisi, nous n’avons pas demandé votre quotient familial. ${join}`,
    ],
  ])('when it is %s and a paper says the same, then the citizen attaches it', (status, message) => {
    expect(sourceOutcome('quotient_familial', without(status), 'fr')).toEqual({
      status,
      reason: 'not_found',
      message,
      next: 'attach_document',
    })
  })

  test('when the citizen reads English, then so is the sentence', () => {
    const answer: SourceAnswer = { status: 'unavailable', reason: 'timeout', retryAfter: 3 }
    expect(sourceOutcome('quotient_familial', answer, 'en')).toEqual({
      status: 'unavailable',
      reason: 'timeout',
      message:
        'CAF or MSA: no answer for your quotient familial (family income index). Please fill it in yourself and attach your quotient familial certificate.',
      next: 'attach_document',
    })
  })

  test('when it answered, then there is nothing to say', () => {
    expect(sourceOutcome('quotient_familial', answered, 'fr')).toEqual({ status: 'ok' })
  })

  test('when nobody knows the source, then its status is told alone', () => {
    expect(sourceOutcome('toString', without('empty'), 'fr')).toEqual({ status: 'empty' })
  })

  test('when it was not asked, then it was declined', () => {
    expect(notAsked).toEqual({ status: 'declined', reason: 'not_asked' })
  })
})

test('when a source stands for another situation than the citizen’s, then there is nothing to type or attach', () => {
  expect(otherSituation).toEqual({ status: 'declined', reason: 'other_situation' })
  expect(sourceOutcome('revenu_solidarite_active', otherSituation, 'fr')).toEqual({
    status: 'declined',
    reason: 'other_situation',
    message: 'Non demandé : cela ne concerne pas la situation que vous avez choisie. Laissez vide.',
  })
  expect(sourceOutcome('revenu_solidarite_active', otherSituation, 'en').message).toBe(
    'Not asked for: this is not about the situation that you chose. Leave it empty.',
  )
})
