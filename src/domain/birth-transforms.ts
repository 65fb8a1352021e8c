import type { Cog } from './cog.ts'
import { countryName } from './countries.ts'
import type { Assurance, FieldType } from './prefill-claims.ts'

/** A code of birth as a login answered it. */
interface BirthCode {
  readonly value: string
  readonly assurance: Assurance
}

/** What a code of birth is read with: it means what it meant on that day. */
export interface BirthContext {
  /** ISO date, `YYYY-MM` or `YYYY`; undefined where unknown. */
  readonly birthdate: string | undefined
  readonly cog: Cog
}

/** How one transform reads a code of birth: undefined where the code says nothing certain. */
interface BirthTransform {
  /** The claim of FranceConnect whose codes it reads. */
  readonly claim: 'birthplace' | 'birthcountry'
  readonly to: FieldType
  readonly read: (code: BirthCode, context: BirthContext) => BirthCode | undefined
}

function readCommune({ value, assurance }: BirthCode, { cog, birthdate }: BirthContext) {
  const found = cog.resolve(value, birthdate)
  if (found === undefined) return undefined
  // INSEE certifies the code; that the successor's name is the one on the record, nobody does.
  const isWeaker = found.isSuccessorName && assurance === 'verified'
  return { value: found.name, assurance: isWeaker ? ('administrative' as const) : assurance }
}

const readDepartment =
  (part: 'code' | 'name'): BirthTransform['read'] =>
  ({ value, assurance }, { cog, birthdate }) => {
    const department = cog.resolve(value, birthdate)?.department
    return department && { value: department[part], assurance }
  }

function readCountry({ value, assurance }: BirthCode, { birthdate }: BirthContext) {
  const name = countryName(value, birthdate)
  return name === undefined ? undefined : { value: name, assurance }
}

/** The transforms that read FranceConnect's codes of birth (COG), by name. */
export const birthTransforms = {
  'commune-name': { claim: 'birthplace', to: 'text', read: readCommune },
  'department-at-birth': { claim: 'birthplace', to: 'text', read: readDepartment('name') },
  'department-code-at-birth': { claim: 'birthplace', to: 'code', read: readDepartment('code') },
  'country-name': { claim: 'birthcountry', to: 'text', read: readCountry },
} as const satisfies Readonly<Record<string, BirthTransform>>
export type BirthTransformName = keyof typeof birthTransforms

export function isBirthTransform(name: unknown): name is BirthTransformName {
  return typeof name === 'string' && Object.hasOwn(birthTransforms, name)
}
