import { describe, expect, test } from '@jest/globals'
import { replacedBy, replacedWith } from '../../src/domain/replaced-document.ts'
import { aDemarche } from '../support/forms.ts'

const one = (fr: string, ...fields: string[]) => ({ document: { fr }, fields })

const demarche = aDemarche(
  {
    nom: { from: 'franceconnect.family_name' },
    quotient: { from: 'quotient_familial.valeur' },
    inscrit: { from: 'statut_etudiant.est_inscrit' },
    boursier: { from: 'etudiant_boursier.est_boursier' },
  },
  {
    replaces: [
      one('identité', 'nom'),
      one('quotient', 'nom', 'quotient'),
      one('scolarité', 'inscrit'),
      one('études', 'inscrit', 'boursier'),
    ],
  },
)

const named = (documents: readonly { readonly document: { readonly fr: string } }[]) =>
  documents.map(({ document }) => document.fr)

describe('the documents that sources make unnecessary', () => {
  test.each([
    [[], ['identité']],
    [['quotient_familial'], ['quotient']],
    [['statut_etudiant'], ['scolarité']],
    [['etudiant_boursier'], []],
    [
      ['statut_etudiant', 'etudiant_boursier'],
      ['scolarité', 'études'],
    ],
  ])('when %j answer, then they are %j', (sources, documents) => {
    expect(named(replacedBy(demarche, sources))).toEqual(documents)
  })
})

test('when a form drops a field, then what rests on it has to be attached again', () => {
  const { inscrit: _, ...kept } = demarche.fields
  expect(named(replacedWith(demarche.replaces, kept))).toEqual(['identité', 'quotient'])
  expect(named(replacedWith(demarche.replaces, demarche.fields))).toHaveLength(4)
})
