import type { CatalogueClaim, ItemClaim } from './catalogue-claim.ts'
import { followPath, isLeftOut } from './follow-path.ts'
import { isJsonObject } from './json-object.ts'
import type { Datum } from './read-claim.ts'
import { readStateValue } from './read-state-value.ts'
import type { SourceDatum, SourceItem } from './source-answer.ts'

/** A claim of the catalogue, under its name. */
export interface NamedClaim {
  readonly name: string
  readonly claim: CatalogueClaim
}

/** Where a claim stands in the data of an answer. */
export function pathOf({ name, claim }: NamedClaim): readonly string[] {
  return claim.path ?? [name]
}

function numberIn(value: unknown, first: number, last: number): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return Number.isInteger(number) && Number(number) >= first && Number(number) <= last
    ? Number(number)
    : undefined
}

/** For which year, and month, a claim's value holds (ISO 8601), where the answer says so. */
export function asOfClaim(data: unknown, claim: CatalogueClaim, today: string): string | undefined {
  if (claim.asOf === undefined) return undefined
  const year = numberIn(followPath(data, claim.asOf.year, today), 1900, 9999)
  if (year === undefined || claim.asOf.month === undefined) return year?.toString()
  const month = numberIn(followPath(data, claim.asOf.month, today), 1, 12)
  return month === undefined ? String(year) : `${year}-${String(month).padStart(2, '0')}`
}

/** What stands in a list that did not come, or is none, has no current member to be present. */
function isUnknowable(data: unknown, named: NamedClaim, today: string): boolean {
  const path = pathOf(named)
  return named.claim.reading === 'is-present' && path.at(-1) === '@current'
    ? !Array.isArray(followPath(data, path.slice(0, -1), today))
    : isLeftOut(data, path, today)
}

/** Reads a plain claim out of the data of an answer. Never throws. */
export function readStateClaim(data: unknown, named: NamedClaim, today: string): SourceDatum {
  const { claim } = named
  if (isUnknowable(data, named, today)) return { type: claim.type, reason: 'not_provided' }
  const datum = readStateValue(followPath(data, pathOf(named), today), claim)
  const asOf = 'reason' in datum ? undefined : asOfClaim(data, claim, today)
  return { ...datum, ...(asOf !== undefined && { asOf }) }
}

function readItem(
  thing: unknown,
  claim: CatalogueClaim,
  items: Readonly<Record<string, ItemClaim>>,
  today: string,
): SourceItem {
  return Object.fromEntries(
    Object.entries(items).map(([name, { type, path = [name] }]): [string, Datum] => {
      if (!isJsonObject(thing)) return [name, { type, reason: 'unreadable' }]
      return [
        name,
        readStateValue(followPath(thing, path, today), { type, assurance: claim.assurance }),
      ]
    }),
  )
}

/**
 * Reads a list of things, of each only what the catalogue names.
 * @returns undefined where the answer has no such list
 */
export function readStateList(
  data: unknown,
  named: NamedClaim,
  today: string,
): { readonly items: readonly SourceItem[]; readonly asOf?: string } | undefined {
  const { claim } = named
  const list = followPath(data, pathOf(named), today)
  if (!Array.isArray(list)) return undefined
  const asOf = asOfClaim(data, claim, today)
  return {
    items: list.map((thing) => readItem(thing, claim, claim.items ?? {}, today)),
    ...(asOf !== undefined && { asOf }),
  }
}
