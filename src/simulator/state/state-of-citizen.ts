import type { Citizen } from '../citizens.ts'
import { type Luck, luckOf } from './luck.ts'
import { ageOn, readRelativeDate } from './relative-dates.ts'
import { isJsonObject, type JsonObject } from './released-members.ts'
import type { CitizenState, StateError } from './state-file.ts'
import type { ApiParticulierPlace } from './state-places.ts'
import { usualChildcare, usualFamily } from './usual-family.ts'
import {
  noAllowanceForChild,
  noVoluntaryService,
  usualNationalService,
  usualRight,
} from './usual-rights.ts'
import { bursary, formerBursary, usualBursary, usualEnrolment } from './usual-studies.ts'
import { usualTax } from './usual-tax.ts'
import { usualVehicle } from './usual-vehicle.ts'

export type StateSource = ApiParticulierPlace | 'impot_particulier'

/** What a source answers for a citizen: everything it knows, whatever the scopes, or an error. */
export type StateAnswer = JsonObject | StateError

/** Whom the data are about, on which day, and what the state file says of them. */
export interface StateSubject {
  readonly citizen: Citizen
  readonly state: CitizenState
  /** ISO date. */
  readonly today: string
}

type Usual = (subject: StateSubject, luck: Luck) => StateAnswer

const right =
  (extra?: string): Usual =>
  ({ citizen, today }, luck) =>
    isAdult(citizen, today) ? usualRight(luck, today, extra) : { error: '35003' }

/** What each source says of a citizen of whom the state file says nothing. */
const usual: Readonly<Record<StateSource, Usual>> = {
  quotient_familial: ({ citizen, today }, luck) =>
    isAdult(citizen, today) ? usualFamily(citizen, luck, today) : { error: '35003' },
  revenu_solidarite_active: right('avec_majoration'),
  prime_activite: right('avec_majoration'),
  allocation_adulte_handicape: right(),
  allocation_soutien_familial: right(),
  allocation_enfant_handicape: ({ citizen, today }) =>
    isAdult(citizen, today) ? noAllowanceForChild : { error: '35003' },
  complementaire_sante_solidaire: right('avec_participation'),
  participation_familiale_eaje: (subject, luck) => {
    const family = stateOfCitizen(subject, 'quotient_familial')
    return isStateError(family) ? family : usualChildcare(family, luck, subject.today)
  },
  etudiant_boursier: ({ citizen, state, today }, luck) =>
    state.etudiant_boursier === undefined
      ? usualBursary(citizen, luck, today)
      : bursary(citizen, luck, today),
  etudiant_boursier_v3: (subject) => {
    const present = stateOfCitizen(subject, 'etudiant_boursier')
    return isStateError(present) ? present : formerBursary(present)
  },
  statut_etudiant: ({ citizen, today }, luck) => usualEnrolment(citizen, luck, today),
  service_civique: () => noVoluntaryService,
  service_national: () => usualNationalService,
  extrait_immatriculation_vehicule: (subject, luck) =>
    usualVehicle(subject.citizen, luck, familyOf(subject)),
  impot_particulier: (subject, luck) =>
    usualTax(subject.citizen, luck, subject.today, familyOf(subject)),
}

/** What a source answers for a citizen: the usual, with what the state file says otherwise. */
export function stateOfCitizen(subject: StateSubject, source: StateSource): StateAnswer {
  const { citizen, state, today } = subject
  const changes = state[source]
  if (isStateError(changes)) return changes
  const { family_name, given_name, birthdate } = citizen
  const answer = usual[source](
    subject,
    luckOf(`${source} ${family_name} ${given_name} ${birthdate}`),
  )
  if (changes === undefined) return answer
  return merge(isStateError(answer) ? {} : answer, resolve(changes, today) as JsonObject)
}

/** Whether a source has no data for the citizen. */
export function isStateError(answer: unknown): answer is StateError {
  return isJsonObject(answer) && typeof answer.error === 'string'
}

function familyOf(subject: StateSubject): JsonObject | undefined {
  const family = stateOfCitizen(subject, 'quotient_familial')
  return isStateError(family) ? undefined : family
}

function isAdult(citizen: Citizen, today: string): boolean {
  return ageOn(today, citizen.birthdate) >= 18
}

function merge(usual: JsonObject, changes: JsonObject): JsonObject {
  const merged = { ...usual }
  for (const [member, change] of Object.entries(changes)) {
    const former = merged[member]
    merged[member] = isJsonObject(former) && isJsonObject(change) ? merge(former, change) : change
  }
  return merged
}

/** Writes relative dates out; what is `absent` becomes undefined, which JSON leaves out. */
function resolve(value: unknown, today: string): unknown {
  if (value === 'absent') return undefined
  if (typeof value === 'string') return readRelativeDate(value, today) ?? value
  if (Array.isArray(value)) return value.map((one) => resolve(one, today))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([member, one]) => [member, resolve(one, today)]),
  )
}
