import type { CatalogueClaim } from '../catalogue-claim.ts'
import { claimsOfScope } from './claims-of-scope.ts'
import { familyOfficeCorrection } from './family-office.ts'

/**
 * The address of a family's home as its caisse knows it, whole and in parts. The family tells its address
 * to the caisse, which does not check it: it proves no residence.
 */
export function familyAddress(scope: string): Readonly<Record<string, CatalogueClaim>> {
  const claim = claimsOfScope(scope, familyOfficeCorrection)
  const ofAddress = (
    fr: string,
    en: string,
    path: readonly string[],
    more: Partial<CatalogueClaim> = {},
  ) => claim('text', fr, en, { assurance: 'declared', path: ['adresse', ...path], ...more })
  return {
    adresse: ofAddress('Adresse', 'Address', [], { type: 'address', reading: 'address-lines' }),
    adresse_voie: ofAddress('Numéro et voie', 'Number and street', ['numero_libelle_voie']),
    adresse_complement: ofAddress('Complément d’adresse', 'Address supplement', [
      'complement_information',
    ]),
    adresse_lieu_dit: ofAddress('Lieu-dit', 'Locality', ['lieu_dit']),
    adresse_code_postal: ofAddress('Code postal', 'Postal code', [], {
      type: 'code',
      reading: 'postal-code',
    }),
    adresse_ville: ofAddress('Ville', 'Town', [], { reading: 'town' }),
    adresse_pays: ofAddress('Pays', 'Country', ['pays']),
  }
}
