import type { Citizen } from '../citizens.ts'
import type { Luck } from './luck.ts'
import type { JsonObject } from './released-members.ts'

/** Number plates have no I, O and U. */
const letters = [...'ABCDEFGHJKLMNPQRSTVWXYZ']

const models = [
  ['RENAULT', 'CLIO', 'ES', 'Essence', 999, 118, 'Euro 6d'],
  ['PEUGEOT', '208', 'EL', 'Électricité', 0, 0, 'Euro 6e'],
  ['CITROEN', 'BERLINGO', 'GO', 'Gazole', 1499, 131, 'Euro 6b'],
] as const

/** A car of which the citizen is the holder. */
export function usualVehicle(citizen: Citizen, luck: Luck, family: JsonObject | undefined) {
  const [year = '', month = '', day = ''] = citizen.birthdate.split('-')
  const birthplace = citizen.birthplace || '99'
  return {
    identite_particulier: {
      nom: (citizen.family_name ?? '').toUpperCase(),
      prenom: (citizen.given_name ?? '').toUpperCase(),
      sexe_etat_civil: citizen.gender === 'male' ? 'M' : 'F',
      annee_date_naissance: Number(year),
      mois_date_naissance: Number(month) || null,
      jour_date_naissance: Number(day) || null,
      code_departement_naissance: birthplace.slice(0, /^9[78]/.test(birthplace) ? 3 : 2),
    },
    adresse_particulier: addressOf(family),
    statut_rattachement: 'titulaire',
    donnees_immatriculation_vehicule: {
      numero_immatriculation: plate(luck),
      date_premiere_immatriculation: `${2015 + luck.below(10)}-0${1 + luck.below(9)}-1${luck.below(9)}`,
      statut_location: { code: null, label: null },
    },
    caracteristiques_techniques_vehicule: car(luck),
  }
}

function plate(luck: Luck): string {
  const pair = () => luck.of(letters) + luck.of(letters)
  return `${pair()}-${String(1 + luck.below(999)).padStart(3, '0')}-${pair()}`
}

function addressOf(family: JsonObject | undefined): JsonObject {
  const address = (family?.adresse ?? {}) as Record<string, string | null | undefined>
  const [num_voie = null, type_voie = null, ...words] =
    address.numero_libelle_voie?.split(' ') ?? []
  const [postal = '', ...town] = address.code_postal_ville?.split(' ') ?? []
  return {
    complement_information: null,
    num_voie,
    type_voie,
    libelle_voie: words.join(' ') || null,
    code_postal_ville: postal,
    libelle_commune: town.join(' '),
    lieu_dit: null,
    etage_escalier_appartement: null,
    extension: null,
    pays: 'FRANCE',
  }
}

function car(luck: Luck): JsonObject {
  const [marque, denomination_commerciale, fuel, label, cylindree, taux_co2, norm] = luck.of(models)
  return {
    marque,
    type_variante_version: `${marque.slice(0, 3)}${denomination_commerciale.slice(0, 3)}A1`,
    denomination_commerciale,
    masse_charge_maximale: 1600 + 10 * luck.below(40),
    categorie_vehicule: {
      code: 'M1',
      label:
        'Véhicule de transport de personnes comportant au maximum 8 places assises outre le siège du conducteur',
    },
    genre_national: { code: 'VP', label: 'Véhicule Particulier' },
    cylindree,
    type_carburant: { code: fuel, label },
    taux_co2,
    classe_environnementale: { code: norm, label: `Norme européenne d'émission ${norm}` },
  }
}
