import { expect, test } from '@jest/globals'
import { spared, sparedByIdentity, sparedWhen } from '../../src/http/spared-documents.ts'
import { aDemarche, aForm } from '../support/forms.ts'

const demarche = aDemarche(
  {
    nom: { from: 'franceconnect.family_name' },
    quotient: { from: 'quotient_familial.valeur' },
    inscrit: { from: 'statut_etudiant.est_inscrit' },
  },
  {
    replaces: [
      { document: { fr: 'votre pièce d’identité', en: 'your <ID>' }, fields: ['nom'] },
      { document: { fr: 'votre attestation' }, fields: ['quotient'] },
    ],
  },
)
const sourceNamed = (name: string) => ({ name, claims: [], scopes: [] })
const form = aForm({
  demarche,
  sources: [sourceNamed('quotient_familial'), sourceNamed('statut_etudiant')],
})
const plain = (html: { readonly markup: string } | undefined) =>
  html?.markup.replaceAll('\u00a0', ' ').trim()

test('when FranceConnect is enough for a document, then it is told with the condition', () => {
  expect(plain(sparedByIdentity(form, 'fr'))).toBe(
    '<p>Si ces informations sont obtenues et que vous ne les modifiez pas, vous n’aurez pas à joindre : votre pièce d’identité.</p>',
  )
  expect(plain(sparedByIdentity(form, 'en'))).toMatch(/attach: your &lt;ID&gt;\.<\/p>$/)
  expect(sparedByIdentity(aForm(), 'fr')).toBeUndefined()
})

test('when a source spares a document, then it stands with that source, and the condition once', () => {
  expect(plain(spared(form, ['quotient_familial'], 'fr'))).toBe(
    '<p class="quiet">Pour ne pas avoir à joindre : votre attestation.</p>',
  )
  expect(plain(sparedWhen(form, 'en'))).toBe(
    '<p class="quiet">A document named here has to be attached only if no answer comes, or if you change it.</p>',
  )
})

test('when a source spares none, or nobody is asked, then nothing is promised', () => {
  expect(spared(form, ['statut_etudiant'], 'fr')).toBeUndefined()
  expect(spared(form, [], 'fr')).toBeUndefined()
  expect(sparedWhen(aForm({ sources: form.sources }), 'fr')).toBeUndefined()
})
