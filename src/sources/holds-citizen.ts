import { memberOf } from '../domain/json-object.ts'
import { namedCitizen, namedIn } from '../domain/named-person.ts'
import type { PivotIdentity } from '../domain/pivot-identity.ts'
import { isSamePerson } from '../domain/same-person.ts'
import type { StateSource } from '../domain/state-source.ts'

/**
 * Whether the people whom an answer says it is about include the citizen. Where it does not say whom it
 * is about, nothing speaks against it.
 */
export function holdsCitizen(
  data: unknown,
  { holders }: StateSource,
  identity: PivotIdentity,
): boolean {
  if (holders === undefined) return true
  const people = memberOf(data, holders.claim)
  if (people === undefined || people === null) return true
  const members = {
    familyNames: [holders.familyName, 'nom_usage'],
    givenNames: holders.givenNames,
  }
  const citizen = namedCitizen(identity)
  return Array.isArray(people) && people.some((one) => isSamePerson(namedIn(one, members), citizen))
}
