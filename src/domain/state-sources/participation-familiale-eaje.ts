import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'
import { familyAddress } from './family-address.ts'
import { familyHolders, familyMembers } from './family-members.ts'
import { familyOffice, familyOfficeCorrection } from './family-office.ts'

const prefix = 'cnav_participation_familiale_eaje'
const parameters = 'parametres_calcul_participation_familiale'
const resources = [parameters, 'base_ressources_annuelles']

const claim = claimsOfScope(`${prefix}_parametres_calcul`, familyOfficeCorrection)

const ofParameters = (fr: string, en: string, path: readonly string[]): CatalogueClaim =>
  claim('number', fr, en, { path })

/** What a family's share in the cost of a crèche is reckoned from (EAJE: structures for the under-sixes). */
export const participationFamilialeEaje: StateSource = {
  name: familyOffice,
  api: 'api_particulier',
  path: '/v3/dss/participation_familiale_eaje/france_connect',
  subject: {
    fr: 'les ressources qui servent au tarif de la crèche',
    en: 'the income that crèche fees are reckoned from',
  },
  document: {
    fr: 'votre attestation de la CAF ou de la MSA',
    en: 'your CAF or MSA certificate',
  },
  holders: familyHolders,
  claims: {
    ressources_annuelles: ofParameters(
      'Base des ressources annuelles',
      'Annual income taken as a base',
      [...resources, 'valeur'],
    ),
    ressources_annee_calcul: ofParameters(
      'Année de calcul des ressources',
      'Year in which the income was reckoned',
      [...resources, 'annee_calcul'],
    ),
    nombre_enfants_a_charge: ofParameters(
      'Nombre d’enfants à charge',
      'Number of dependent children',
      [parameters, 'nombre_enfants_a_charge'],
    ),
    nombre_enfants_beneficiaire_aeeh: ofParameters(
      'Nombre d’enfants bénéficiaires de l’AEEH',
      'Number of children with the AEEH',
      [parameters, 'nombre_enfants_beneficiaire_aeeh'],
    ),
    ...familyMembers(
      { holders: `${prefix}_allocataires`, children: `${prefix}_enfants` },
      {
        code_cog_insee_commune_naissance: {
          type: 'code',
          label: { fr: 'Commune de naissance (code INSEE)', en: 'Place of birth (INSEE code)' },
        },
      },
    ),
    ...familyAddress(`${prefix}_adresse`),
  },
}
