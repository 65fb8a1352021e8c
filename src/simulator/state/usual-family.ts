import type { Citizen } from '../citizens.ts'
import type { Luck } from './luck.ts'
import { ageOn, firstOfMonth } from './relative-dates.ts'
import type { JsonObject } from './released-members.ts'

const addresses = [
  ['4 RUE DU PUITS NEUF', '74000 ANNECY'],
  ['17 AVENUE DES TILLEULS', '35000 RENNES'],
  ['2 PLACE DE LA HALLE', '63000 CLERMONT FERRAND'],
  ['31 CHEMIN DU MOULIN', '31400 TOULOUSE'],
  ['8 RUE DES TANNEURS', '59000 LILLE'],
] as const

const firstNames = [
  ['LOUISE ANNE', 'F'],
  ['ADAM', 'M'],
  ['JADE INES', 'F'],
  ['GABRIEL JEAN', 'M'],
  ['ROSE', 'F'],
] as const

/** A citizen's person as the family benefits offices write it. */
export function personOf(citizen: Citizen): JsonObject {
  return {
    nom_naissance: (citizen.family_name ?? '').toUpperCase(),
    nom_usage: citizen.preferred_username?.toUpperCase() ?? null,
    prenoms: (citizen.given_name ?? '').toUpperCase(),
    date_naissance: citizen.birthdate,
    sexe: citizen.gender === 'male' ? 'M' : 'F',
  }
}

/** The quotient familial of last month, and a family that suits the citizen's age. */
export function usualFamily(citizen: Citizen, luck: Luck, today: string): JsonObject {
  const [voie, ville] = luck.of(addresses)
  const lastMonth = firstOfMonth(today, -1)
  const annee = Number(lastMonth.slice(0, 4))
  const mois = Number(lastMonth.slice(5, 7))
  const person = personOf(citizen)
  return {
    quotient_familial: {
      fournisseur: luck.below(5) === 0 ? 'MSA' : 'CNAF',
      valeur: 250 + luck.below(1900),
      annee,
      mois,
      annee_calcul: annee,
      mois_calcul: mois,
    },
    allocataires: [person],
    enfants: usualChildren(citizen, luck, today),
    adresse: {
      destinataire: `${person.sexe === 'M' ? 'Monsieur' : 'Madame'} ${person.nom_naissance} ${person.prenoms}`,
      complement_information: null,
      complement_information_geographique: null,
      numero_libelle_voie: voie,
      lieu_dit: null,
      code_postal_ville: ville,
      pays: 'FRANCE',
    },
  }
}

function usualChildren(citizen: Citizen, luck: Luck, today: string): JsonObject[] {
  const age = ageOn(today, citizen.birthdate)
  if (age < 22 || age > 60) return []
  return Array.from({ length: luck.below(3) }, () => {
    const [prenoms, sexe] = luck.of(firstNames)
    const years = luck.below(Math.min(age - 19, 17))
    const month = firstOfMonth(today, -12 * years - luck.below(11) - 1)
    return {
      nom_naissance: (citizen.family_name ?? '').toUpperCase(),
      nom_usage: null,
      prenoms,
      date_naissance: `${month.slice(0, 8)}${10 + luck.below(18)}`,
      sexe,
    }
  })
}

/** The data of the crèche tariff, for the same family. */
export function usualChildcare(family: JsonObject, luck: Luck, today: string): JsonObject {
  const born = (person: JsonObject) => ({ ...person, code_cog_insee_commune_naissance: null })
  const allocataires = (family.allocataires as JsonObject[]).map(born)
  const enfants = (family.enfants as JsonObject[]).map(born)
  return {
    allocataires,
    enfants,
    adresse: family.adresse,
    parametres_calcul_participation_familiale: {
      nombre_enfants_a_charge: enfants.length,
      nombre_enfants_beneficiaire_aeeh: 0,
      base_ressources_annuelles: {
        valeur: 9_000 + 100 * luck.below(500),
        annee_calcul: Number(today.slice(0, 4)),
      },
    },
  }
}
