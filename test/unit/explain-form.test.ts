import { describe, expect, test } from '@jest/globals'
import { explainForm } from '../../src/domain/explain-form.ts'
import { midSentence } from '../../src/domain/mid-sentence.ts'
import { sayWhom } from '../../src/domain/say-whom.ts'

test.each([
  ['FranceConnect', 'de FranceConnect'],
  ['la CAF ou la MSA', 'de la CAF ou de la MSA'],
  ['le Crous', 'du Crous'],
  ['les impôts', 'des impôts'],
  ['l’ANTS (France Titres)', 'de l’ANTS (France Titres)'],
])('when %s is asked, then it is auprès %s', (name, french) => {
  expect(sayWhom(name, 'fr')).toBe(french)
})

test('when the sentence is English, then the name stands as it is', () => {
  expect(sayWhom('CAF or MSA', 'en')).toBe('CAF or MSA')
})

test.each([
  ['Inscrire votre enfant.', 'inscrire votre enfant'],
  ['Évaluer vos droits. ', 'évaluer vos droits'],
  ['RSA : calculer le montant', 'RSA : calculer le montant'],
  ['L’accès à la crèche', 'l’accès à la crèche'],
  ['déjà petit', 'déjà petit'],
  ['', ''],
])('when “%s” goes on in a sentence, then it is “%s”', (text, said) => {
  expect(midSentence(text)).toBe(said)
})

describe('what a form is explained by', () => {
  const explained = {
    collectivite: 'Annecy',
    purpose: 'Calculer votre tarif.',
    fields: {
      nom: { source: 'franceconnect', label: 'Nom' },
      quotient: { source: 'a', label: 'Quotient familial' },
      prenom: { source: 'franceconnect', label: 'Prénom' },
      bourse: { source: 'b', label: 'Bourse' },
    },
  }

  test.each([
    [
      'fr',
      { franceconnect: 'FranceConnect', a: 'la CAF ou la MSA', b: 'le Crous' },
      {
        explain:
          'Avec votre accord, Annecy obtiendra : Nom, Prénom (auprès de FranceConnect) ; Quotient familial (auprès de la CAF ou de la MSA) ; Bourse (auprès du Crous).',
        purpose: 'Pourquoi : calculer votre tarif.',
      },
    ],
    [
      'en',
      { franceconnect: 'FranceConnect', a: 'CAF or MSA', b: 'Crous' },
      {
        explain:
          'If you agree, Annecy will receive: Nom, Prénom (from FranceConnect); Quotient familial (from CAF or MSA); Bourse (from Crous).',
        purpose: 'Why: calculer votre tarif.',
      },
    ],
  ] as const)(
    'when it is in %s, then each source is named with its fields',
    (language, sources, said) => {
      expect(explainForm({ ...explained, sources }, language)).toEqual(said)
    },
  )

  test.each([
    [
      'fr',
      'Si ces informations sont obtenues et que vous ne les modifiez pas, vous n’aurez pas à joindre\u00a0: votre attestation\u00a0; votre avis.',
    ],
    [
      'en',
      'If this information is received and you do not change it, you will not have to attach: votre attestation; votre avis.',
    ],
  ] as const)(
    'when it spares documents (%s), then it says which, and on what condition',
    (language, said) => {
      const replaces = [{ document: 'votre attestation' }, { document: 'votre avis' }]
      const { explain } = explainForm({ ...explained, sources: {}, replaces }, language)
      expect(explain.endsWith(`. ${said}`)).toBe(true)
    },
  )
})
