import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { StateSource } from '../state-source.ts'
import { taxClaim, taxDeclarant } from './tax-household.ts'

const ofAddress = (
  type: CatalogueClaim['type'],
  fr: string,
  en: string,
  more: Partial<CatalogueClaim>,
) => taxClaim(type, ['aftDetail'], 'dgfip_aft', { fr, en }, more)

/**
 * The latest income tax assessment of the citizen's household (API Impôt particulier). Only who signs a
 * tax return has one: children on their parents' return do not. Income of year N-1 comes from late July on.
 */
export const impotParticulier: StateSource = {
  name: { fr: 'les impôts', en: 'the tax office' },
  api: 'impot_particulier',
  path: '/impotparticulier/1.0/dernieresituation/ir/assiettes/deuxans',
  subject: {
    fr: 'votre dernière situation fiscale',
    en: 'your latest tax assessment',
  },
  document: { fr: 'votre dernier avis d’impôt', en: 'your latest tax notice' },
  claims: {
    annee_revenu: taxClaim(
      'number',
      ['annRevenu'],
      // The latest year there is: FranceConnect takes this scope beside no other year.
      'dgfip_annee_n_moins_2_si_indispo_n_moins_1',
      { fr: 'Année de revenu', en: 'Year of income' },
      { alsoIn: ['dgfip_annee_n_moins_1', 'dgfip_annee_n_moins_2'] },
    ),
    rfr: taxClaim('number', ['rfr'], 'dgfip_rfr', {
      fr: 'Revenu fiscal de référence',
      en: 'Reference tax income',
    }),
    nombre_parts: taxClaim('number', ['nbPart'], 'dgfip_nbpart', {
      fr: 'Nombre de parts du foyer fiscal',
      en: 'Number of shares of the tax household',
    }),
    situation_familiale: taxClaim('code', ['sitFam'], 'dgfip_sitfam', {
      fr: 'Situation de famille (marié, pacsé, célibataire, veuf, divorcé)',
      en: 'Marital status',
    }),
    nombre_personnes_a_charge: taxClaim(
      'number',
      ['pac', 'nbPac'],
      'dgfip_pac_nbPac',
      { fr: 'Nombre de personnes à charge', en: 'Number of dependants' },
      { alsoIn: ['dgfip_nbpac', 'dgfip_pac'] },
    ),
    montant_impot_bareme: taxClaim('number', ['mntRevbareme'], 'dgfip_mntRevbareme', {
      fr: 'Montant de l’impôt sur les revenus soumis au barème (ligne 14)',
      en: 'Tax on income under the scale (line 14)',
    }),
    adresse: ofAddress('address', 'Adresse déclarée au 1er janvier', 'Address on 1 January', {
      reading: 'address-lines',
    }),
    adresse_voie: ofAddress('text', 'Numéro et voie', 'Number and street', {
      path: ['aftDetail', 'voie'],
    }),
    adresse_complement: ofAddress('text', 'Complément d’adresse', 'Address supplement', {
      path: ['aftDetail', 'complementAdresse'],
    }),
    adresse_code_postal: ofAddress('code', 'Code postal', 'Postal code', {
      reading: 'postal-code',
    }),
    adresse_ville: ofAddress('text', 'Ville', 'Town', { reading: 'town' }),
    ...taxDeclarant(1),
    ...taxDeclarant(2),
  },
}
