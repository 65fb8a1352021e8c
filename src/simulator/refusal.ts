import type { Citizen } from './citizens.ts'

const expected = [
  'given_name',
  'family_name',
  'gender',
  'birthplace',
  'birthcountry',
  'email',
] as const

/** Whether FranceConnect finds all that it demands of an identity provider: all of it, except from another State. */
export function isComplete(citizen: Citizen): boolean {
  return citizen.eidas === true || expected.every((member) => citizen[member] !== undefined)
}
