import { memberOf } from '../domain/json-object.ts'
import { namedCitizen, namedIn } from '../domain/named-person.ts'
import type { PivotIdentity } from '../domain/pivot-identity.ts'
import { isSamePerson, type NamedPerson } from '../domain/same-person.ts'

/** Whose a tax assessment is; `open` where no member that could say so was to be sent. */
export type Declarant = 'citizen' | 'somebody_else' | 'nobody' | 'open'

const members = (number: 1 | 2) => ({
  familyNames: [`nmNaiDec${number}`, `nmUsaDec${number}`],
  givenNames: `prnmDec${number}`,
})

const claimOf: Readonly<Record<string, string>> = {
  nmNaiDec1: 'declarant_1_nom_naissance',
  nmUsaDec1: 'declarant_1_nom_usage',
  prnmDec1: 'declarant_1_prenoms',
  nmNaiDec2: 'declarant_2_nom_naissance',
  nmUsaDec2: 'declarant_2_nom_usage',
  prnmDec2: 'declarant_2_prenoms',
}

const isNamed = ({ familyNames, givenNames }: NamedPerson) =>
  [...familyNames, ...givenNames].some((name) => name.trim() !== '')

/**
 * Whose a tax assessment is: the citizen's where one of its two declarants has their name. The tax office
 * releases each name by a scope of its own and writes `""` where there is nobody. So only a name that was
 * not asked may be left out, and leaves open who that declarant is; one that is null, that is no text, or
 * that was asked and did not come, is nobody's.
 * @param claims the claims that were asked
 */
export function whoDeclares(
  data: unknown,
  identity: PivotIdentity,
  claims: readonly string[],
): Declarant {
  const isDue = (member: string) =>
    memberOf(data, member) !== undefined || claims.includes(claimOf[member] ?? '')
  const isOpen = (number: 1 | 2) => {
    const { familyNames, givenNames } = members(number)
    return !(familyNames.some(isDue) && isDue(givenNames))
  }
  const declarants = ([1, 2] as const).map((number) => namedIn(data, members(number)))
  const citizen = namedCitizen(identity)
  if (declarants.some((one) => isSamePerson(one, citizen))) return 'citizen'
  if (isOpen(1) || isOpen(2)) return 'open'
  return declarants.some(isNamed) ? 'somebody_else' : 'nobody'
}
