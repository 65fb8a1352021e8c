import type { Citizen } from './citizens.ts'

const expected = [
  'given_name',
  'family_name',
  'gender',
  'birthplace',
  'birthcountry',
  'email',
] as const

const france = '99100'

/** Whether FranceConnect finds all that it demands of an identity provider: all of it, except from another State. */
export function isComplete(citizen: Citizen): boolean {
  if (citizen.eidas === true) return true
  const placeless = citizen.birthplace === '' && citizen.birthcountry === france
  return !placeless && expected.every((member) => citizen[member] !== undefined)
}
