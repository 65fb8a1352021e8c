import type { DemarcheField } from './demarche.ts'
import type { FieldType } from './prefill-claims.ts'
import type { Datum } from './read-claim.ts'
import type { SourceAnswer, SourceDatum, SourceItem } from './source-answer.ts'

/** A field as its source answered it. For a group `items` says what the members of the list are made of. */
export type FieldDatum = SourceDatum & { readonly items?: FieldType }

type Change = (datum: Datum) => Datum

const writeMember = (datum: Datum): string => ('reason' in datum ? '' : String(datum.value))

function readMembers(
  field: DemarcheField,
  items: readonly SourceItem[],
  item: string,
  change: Change,
): Datum {
  if (items.length === 0) return { type: 'list', reason: 'none_known' }
  const { type, assurance } = field.entry
  const value = items
    .map((one): Datum => one[item] ?? { type, reason: 'not_provided' })
    .map((datum) => writeMember(change(datum)))
  // The members stay in one order with those of the group's other fields, so that none can be left out.
  return value.every((member) => member === '')
    ? { type: 'list', reason: 'not_provided' }
    : { type: 'list', value, assurance }
}

/**
 * Reads what a state source answered for a field. What the source did not give costs this field, by the
 * status of the source; a list of things gives one list for each field of its group, in one order.
 * @param change the field's transforms
 */
export function readSource(field: DemarcheField, answer: SourceAnswer, change: Change): FieldDatum {
  const { member, type, claim, entry } = field
  const listed = member === undefined ? {} : { items: type }
  const missing = (reason: 'not_provided' | Exclude<SourceAnswer['status'], 'ok'>): FieldDatum => ({
    type: member === undefined ? type : 'list',
    reason,
    ...listed,
  })
  if (answer.status !== 'ok') return missing(answer.status)
  const { values, lists } = answer.data
  if (member === undefined) {
    const { asOf, ...datum } = values[claim] ?? {
      type: entry.type,
      reason: 'not_provided' as const,
    }
    return { ...change(datum), ...(asOf !== undefined && { asOf }) }
  }
  const list = lists[member.list]
  if (list === undefined) return missing('not_provided')
  const read = readMembers(field, list.items, member.item, change)
  return { ...read, ...listed, ...(list.asOf !== undefined && { asOf: list.asOf }) }
}
