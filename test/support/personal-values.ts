import { type Citizen, loadCitizens } from '../../src/simulator/citizens.ts'
import { loadState } from '../../src/simulator/state/state-file.ts'
import { isStateError } from '../../src/simulator/state/state-of-citizen.ts'
import { apiParticulierPlaces } from '../../src/simulator/state/state-places.ts'
import { createStateRegister } from '../../src/simulator/state/state-register.ts'

/** The citizens of the simulator. */
export const personas: readonly Citizen[] = loadCitizens()

const byLogin = new Map(personas.map((citizen) => [citizen.login, citizen]))
const register = createStateRegister(byLogin, loadState(), () => new Date())
const sources = [...apiParticulierPlaces, 'impot_particulier'] as const

/** The texts in a value, whatever its shape. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

const frenchWriting = (date: string) => date.split('-').reverse().join('/')

/** Everything that the simulator knows of a citizen: civil status, and every answer of every agency. */
export function valuesOf(citizen: Citizen): string[] {
  const { login: _login, note: _note, ends_on: _error, ...known } = citizen
  const names = [known.given_name ?? '', known.family_name ?? ''].flatMap((text) => text.split(' '))
  const answers = sources.map((source) => register.answer(citizen, source))
  const state = answers.filter((answer) => !isStateError(answer))
  const dates = frenchWriting(known.birthdate)
  return [...textsIn([known, state]), ...names, dates].map((text) => text.trim())
}

/** The plate of a citizen's vehicle, as they type it. */
export function plateOf(citizen: Citizen): string {
  const texts = textsIn(register.answer(citizen, 'extrait_immatriculation_vehicule'))
  return texts.find((text) => /^[A-Z]{2}-\d{3}-[A-Z]{2}$/.test(text)) ?? 'AA-229-DB'
}
