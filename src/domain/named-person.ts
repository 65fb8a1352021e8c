import { memberOf } from './json-object.ts'
import type { PivotIdentity } from './pivot-identity.ts'
import type { NamedPerson } from './same-person.ts'

const textsOf = (...values: readonly unknown[]): string[] =>
  values.filter((value) => typeof value === 'string')

// Between given names stands a blank, and never inside one that has a dash.
const separated = (givenNames: readonly string[]) =>
  givenNames.flatMap((names) => names.split(/[\s,]+/))

/** A citizen as FranceConnect names them. */
export function namedCitizen(identity: PivotIdentity): NamedPerson {
  const { family_name, preferred_username, given_name, given_name_array } = identity
  return {
    familyNames: textsOf(family_name, preferred_username),
    givenNames: Array.isArray(given_name_array) ? given_name_array : separated(textsOf(given_name)),
  }
}

/** Somebody whom an agency names: its members are told by name. */
export function namedIn(
  raw: unknown,
  members: { readonly familyNames: readonly string[]; readonly givenNames: string },
): NamedPerson {
  return {
    familyNames: textsOf(...members.familyNames.map((name) => memberOf(raw, name))),
    givenNames: separated(textsOf(memberOf(raw, members.givenNames))),
  }
}
