import type { Citizen } from '../citizens.ts'
import type { Luck } from './luck.ts'
import { ageOn, schoolYear } from './relative-dates.ts'
import type { JsonObject } from './released-members.ts'
import type { StateError } from './state-file.ts'

const schools = [
  ['35238', 'Rennes', '0350937D', 'UNIVERSITE RENNES 2'],
  ['69123', 'Lyon', '0691774D', 'UNIVERSITE LYON 1'],
  ['31555', 'Toulouse', '0311383K', 'UNIVERSITE TOULOUSE 2'],
] as const

const isOfStudentAge = (citizen: Citizen, today: string) => {
  const age = ageOn(today, citizen.birthdate)
  return age >= 17 && age <= 27
}

/** One enrolment for this school year; whoever is too old or too young is not found. */
export function usualEnrolment(
  citizen: Citizen,
  luck: Luck,
  today: string,
): JsonObject | StateError {
  if (!isOfStudentAge(citizen, today)) return { error: '25003' }
  const [commune, , uai, nom] = luck.of(schools)
  const year = schoolYear(today)
  return {
    admissions: [
      {
        date_debut: `${year}-09-01`,
        date_fin: `${year + 1}-08-31`,
        est_inscrit: true,
        regime_formation: { libelle: 'formation initiale', code: 'RF1' },
        code_cog_insee_commune: commune,
        etablissement_etudes: { uai, nom },
      },
    ],
  }
}

/** A bursary for this school year, for whoever is of an age to have one. */
export function usualBursary(citizen: Citizen, luck: Luck, today: string): JsonObject | StateError {
  if (!isOfStudentAge(citizen, today)) return { error: '26003' }
  return bursary(citizen, luck, today)
}

/** The whole of a bursary, in the words of version 4. */
export function bursary(citizen: Citizen, luck: Luck, today: string): JsonObject {
  const [, nom_commune, , nom_etablissement] = luck.of(schools)
  return {
    statut_boursier: { est_boursier: true, est_radie: false, date_radiation: null },
    periode_versement_bourse: { date_rentree: `${schoolYear(today)}-09-01`, duree: 10 },
    etablissement_etudes: { nom_commune, nom_etablissement },
    echelon_bourse: {
      echelon: luck.of(['0bis', '1', '2', '3', '4', '5', '6', '7']),
      echelon_bourse_regionale_provisoire: false,
    },
    email: citizen.email ?? null,
  }
}

/** A bursary as version 3 says it. */
export function formerBursary({ statut_boursier, ...rest }: JsonObject): JsonObject {
  return { ...rest, est_boursier: (statut_boursier as JsonObject).est_boursier }
}
