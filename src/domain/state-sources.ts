import type { StateSource } from './state-source.ts'
import { allocationEnfantHandicape } from './state-sources/allocation-enfant-handicape.ts'
import { complementaireSanteSolidaire } from './state-sources/complementaire-sante-solidaire.ts'
import { etudiantBoursier, etudiantBoursierV3 } from './state-sources/etudiant-boursier.ts'
import { extraitImmatriculationVehicule } from './state-sources/extrait-immatriculation-vehicule.ts'
import { impotParticulier } from './state-sources/impot-particulier.ts'
import { participationFamilialeEaje } from './state-sources/participation-familiale-eaje.ts'
import { quotientFamilial } from './state-sources/quotient-familial.ts'
import { serviceCivique } from './state-sources/service-civique.ts'
import { serviceNational } from './state-sources/service-national.ts'
import {
  allocationAdulteHandicape,
  allocationSoutienFamilial,
  primeActivite,
  revenuSolidariteActive,
} from './state-sources/social-benefits.ts'
import { statutEtudiant } from './state-sources/statut-etudiant.ts'

/** Every state source, by the word that demarches, tokens and scopes know it by. */
export const stateSources: Readonly<Record<string, StateSource>> = {
  quotient_familial: quotientFamilial,
  revenu_solidarite_active: revenuSolidariteActive,
  prime_activite: primeActivite,
  allocation_adulte_handicape: allocationAdulteHandicape,
  allocation_soutien_familial: allocationSoutienFamilial,
  allocation_enfant_handicape: allocationEnfantHandicape,
  complementaire_sante_solidaire: complementaireSanteSolidaire,
  participation_familiale_eaje: participationFamilialeEaje,
  etudiant_boursier: etudiantBoursier,
  etudiant_boursier_v3: etudiantBoursierV3,
  statut_etudiant: statutEtudiant,
  service_civique: serviceCivique,
  service_national: serviceNational,
  extrait_immatriculation_vehicule: extraitImmatriculationVehicule,
  impot_particulier: impotParticulier,
}
