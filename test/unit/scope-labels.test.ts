import { expect, test } from '@jest/globals'
import { scopeLabel } from '../../src/simulator/scope-labels.ts'
import { labelsOf } from '../../src/simulator/scopes.ts'

test.each([
  ['cnaf_enfants', 'Enfants, auprès de la CAF ou de la MSA'],
  [
    'cnous_echelon_bourse',
    'Échelon de la bourse, Bourse régionale, à titre provisoire, auprès du Crous',
  ],
  ['dgfip_rfr', 'Revenu fiscal de référence, auprès des impôts'],
  [
    'ants_extrait_immatriculation_vehicule_adresse_particulier',
    'Adresse du titulaire, Numéro et voie, Code postal, Ville, auprès de l’ANTS (France Titres)',
  ],
  ['dgfip_decl', expect.stringMatching(/^Nom de naissance, déclarant 1, .*, auprès des impôts$/)],
  ['cnam_caisse', 'cnam_caisse'],
])('when the scope is %s, then the information page calls it %s', (scope, label) => {
  expect(scopeLabel(scope)).toEqual(label)
})

test('when identity and data are asked, then each is listed once, identity first', () => {
  expect(labelsOf(['openid', 'dgfip_rfr', 'family_name', 'identite_pivot'])).toEqual([
    'Nom de naissance',
    'Prénom(s)',
    'Sexe',
    'Date de naissance',
    'Lieu de naissance',
    'Pays de naissance',
    'Revenu fiscal de référence, auprès des impôts',
  ])
})
