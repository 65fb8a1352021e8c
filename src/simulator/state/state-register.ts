import { frenchDate } from '../../domain/french-date.ts'
import type { Citizen } from '../citizens.ts'
import { releaseIdentity } from '../released-identity.ts'
import type { Introspection } from './check-token.ts'
import type { StateFile } from './state-file.ts'
import {
  isStateError,
  type StateAnswer,
  type StateSource,
  type StateSubject,
  stateOfCitizen,
} from './state-of-citizen.ts'

/** What the state's agencies have in their files. */
export interface StateRegister {
  /** ISO date, in France. */
  today(): string
  /** The citizen of a civil status, which is all that the agencies are told. */
  find(identity: Introspection): Citizen | undefined
  answer(citizen: Citizen, source: StateSource): StateAnswer
  /** What is known of a vehicle, whoever holds it; the plate counts without its hyphens and in either case. */
  vehicle(plate: string): StateAnswer | undefined
}

const identifying = ['family_name', 'given_name', 'birthdate', 'gender', 'birthplace'] as const

/** Makes the register of the citizens, with dates that move with the clock. */
export function createStateRegister(
  citizens: ReadonlyMap<string, Citizen>,
  file: StateFile,
  now: () => Date,
): StateRegister {
  const today = () => frenchDate(now())
  const subjectOf = (citizen: Citizen): StateSubject => ({
    citizen,
    state: file[citizen.login] ?? {},
    today: today(),
  })
  const answer = (citizen: Citizen, source: StateSource) =>
    stateOfCitizen(subjectOf(citizen), source)
  return {
    today,
    answer,
    find: (identity) =>
      [...citizens.values()].find((citizen) => {
        const known = releaseIdentity(citizen)
        return identifying.every((claim) => known[claim] === identity[claim])
      }),
    vehicle: (plate) =>
      [...citizens.values()]
        .map((citizen) => answer(citizen, 'extrait_immatriculation_vehicule'))
        .find((extract) => plateOf(extract) === bare(plate)),
  }
}

function plateOf(extract: StateAnswer): string | undefined {
  if (isStateError(extract)) return undefined
  const { numero_immatriculation } = extract.donnees_immatriculation_vehicule as {
    numero_immatriculation: string
  }
  return bare(numero_immatriculation)
}

function bare(plate: string): string {
  return plate.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
}
