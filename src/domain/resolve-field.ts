import { birthTransforms, isBirthTransform } from './birth-transforms.ts'
import { type ClaimReference, resolveClaim } from './catalogue.ts'
import type { CatalogueClaim } from './catalogue-claim.ts'
import type { ConfiguredField, DemarcheField, DemarcheGroup, Mistake } from './demarche.ts'
import { reservedName } from './reserved-names.ts'
import { type Transform, transformedType } from './transforms.ts'

/** The groups of a demarche, resolved. */
export type Groups = Readonly<Record<string, DemarcheGroup>>

/** A claim, and for a field of a group what of each thing in the list it is. */
type Origin = ClaimReference & Pick<DemarcheField, 'member'>

function ofGroup(
  group: string,
  { source, list }: DemarcheGroup,
  entry: CatalogueClaim,
  item: string,
): Origin | string {
  const known = entry.items ?? {}
  const found = Object.hasOwn(known, item) ? known[item] : undefined
  if (found === undefined)
    return `unknown claim "${item}" of ${group}; known: ${Object.keys(known).join(', ')}`
  const { label, type } = found
  return {
    source,
    claim: `${list}.${item}`,
    entry: { ...entry, type, label },
    member: { group, list, item },
  }
}

/** Resolves `enfant.prenoms` of a group, or `quotient_familial.valeur` of a source. */
function originOf(from: string, groups: Groups): Origin | string {
  const [name = '', ...item] = from.split('.')
  const group = Object.hasOwn(groups, name) ? groups[name] : undefined
  if (group === undefined) {
    const reference = resolveClaim(from)
    return typeof reference === 'string' || reference.entry.items === undefined
      ? reference
      : `${from} is a list of things: make a group of it`
  }
  const list = resolveClaim(`${group.source}.${group.list}`)
  return typeof list === 'string' ? list : ofGroup(name, group, list.entry, item.join('.'))
}

/**
 * A code of birth means what it meant on the citizen's own day of birth: nothing else can be read so, a
 * commune of studies no more than what another transform has made.
 */
function birthFault({ source, claim }: Origin, transforms: readonly Transform[]) {
  return transforms.flatMap((transform, index) => {
    if (!isBirthTransform(transform)) return []
    const { claim: own } = birthTransforms[transform]
    const isOwn = index === 0 && source === 'franceconnect' && claim === own
    return isOwn ? [] : [`transform "${transform}" reads franceconnect.${own} only`]
  })[0]
}

function lockFault({ entry, member }: Origin, from: string): string | undefined {
  if (member !== undefined) return 'lock does not go with a field of a group'
  return entry.assurance === 'verified'
    ? undefined
    : `lock needs a verified claim; ${from} is ${entry.assurance}`
}

function optionsFault(type: DemarcheField['type'], { member }: Origin): string | undefined {
  if (member !== undefined) return 'options do not go with a field of a group'
  return type === 'code' ? undefined : `options need a code, not a ${type}`
}

/** Resolves one field of a demarche against the catalogue and the demarche's groups. */
export function resolveField(
  name: string,
  configured: ConfiguredField,
  groups: Groups,
): DemarcheField | Mistake {
  const mistake = (message: string, ...path: string[]): Mistake => ({
    path: ['fields', name, ...path],
    message,
  })
  const { from, transform, options, lock } = configured
  const reserved = reservedName(name, from, transform.length > 0 || options !== undefined)
  if (reserved !== undefined) return mistake(reserved)
  const origin = originOf(from, groups)
  if (typeof origin === 'string') return mistake(origin, 'from')
  const result = transformedType(origin.entry.type, transform)
  if (typeof result === 'string') return mistake(result, 'transform')
  const wrongBirth = birthFault(origin, transform)
  if (wrongBirth !== undefined) return mistake(wrongBirth, 'transform')
  const wrongOptions = options && optionsFault(result.type, origin)
  if (wrongOptions !== undefined) return mistake(wrongOptions, 'options')
  const wrongLock = lock ? lockFault(origin, from) : undefined
  if (wrongLock !== undefined) return mistake(wrongLock, 'lock')
  return {
    ...origin,
    type: result.type,
    transforms: transform,
    ...(options && { options }),
    lock,
    label: configured.label ?? origin.entry.label,
  }
}
