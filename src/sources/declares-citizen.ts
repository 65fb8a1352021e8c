import { memberOf } from '../domain/json-object.ts'
import { namedCitizen, namedIn } from '../domain/named-person.ts'
import type { PivotIdentity } from '../domain/pivot-identity.ts'
import { isSamePerson } from '../domain/same-person.ts'

const members = (number: 1 | 2) => ({
  familyNames: [`nmNaiDec${number}`, `nmUsaDec${number}`],
  givenNames: `prnmDec${number}`,
})

const isTold = (data: unknown, name: string) => typeof memberOf(data, name) === 'string'

/** Whether an answer says enough of a declarant to know who it is, or that there is none. */
function isKnown(data: unknown, number: 1 | 2): boolean {
  const { familyNames, givenNames } = members(number)
  return familyNames.some((name) => isTold(data, name)) && isTold(data, givenNames)
}

/**
 * Whether a tax assessment is the citizen's: one of its two declarants has their name. A name that the
 * scopes did not release decides nothing.
 */
export function declaresCitizen(data: unknown, identity: PivotIdentity): boolean {
  const citizen = namedCitizen(identity)
  const isCitizen = (number: 1 | 2) => isSamePerson(namedIn(data, members(number)), citizen)
  if (!isKnown(data, 1) || !isKnown(data, 2)) return true
  return isCitizen(1) || isCitizen(2)
}
