import type { CatalogueClaim, Reading } from './catalogue-claim.ts'
import { isJsonObject, memberOf } from './json-object.ts'
import { addressLines, postalTownOf, streetOf } from './postal-address.ts'
import type { FieldType, FieldValue } from './prefill-claims.ts'
import type { Datum } from './read-claim.ts'
import { readStateDate } from './read-state-date.ts'

/** What of a claim says how its value is read. */
export type ReadAs = Pick<CatalogueClaim, 'type' | 'assurance' | 'reading'>

type Reader = (raw: unknown) => FieldValue | undefined

const longestText = 1024
const unwritable = /[\p{Cc}\p{Cs}]/u
const decimal = /^[+-]?\d+(?:[.,]\d+)?$/

const readText: Reader = (raw) => {
  if (typeof raw === 'number') return Number.isFinite(raw) ? String(raw) : undefined
  if (typeof raw !== 'string') return undefined
  const text = raw.replace(/\s+/g, ' ').trim()
  return text.length > longestText || unwritable.test(text) ? undefined : text
}

const readNumber: Reader = (raw) => {
  const written = typeof raw === 'string' ? raw.trim() : undefined
  const number =
    written !== undefined && decimal.test(written) ? Number(written.replace(',', '.')) : raw
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

// Many codes come with the words that explain them.
const bareCode = (raw: unknown): unknown => memberOf(raw, 'code') ?? raw

const readers: Readonly<Record<FieldType, Reader>> = {
  text: readText,
  name: readText,
  code: (raw) => readText(bareCode(raw)),
  number: readNumber,
  boolean: (raw) => (typeof raw === 'boolean' ? raw : undefined),
  date: (raw) => readStateDate(raw)?.value,
  'partial-date': (raw) => readStateDate(raw)?.value,
  address: (raw) => readLines(raw),
  // A list of things has items; no source has a plain one.
  list: () => undefined,
}

function readLines(raw: unknown): FieldValue | undefined {
  const lines = addressLines(raw)
  const isWritable = lines.every((line) => typeof readText(line) === 'string')
  return isWritable && lines.length > 0 ? lines : undefined
}

const ofReading: Readonly<Record<Reading, Reader>> = {
  'address-lines': readLines,
  street: (raw) => (isJsonObject(raw) ? readText(streetOf(raw)) : undefined),
  'postal-code': (raw) => postalTownOf(raw).postalCode,
  town: (raw) => readText(postalTownOf(raw).town),
  'is-present': (raw) => raw !== undefined && raw !== null,
}

const isBlankText = (raw: unknown) => typeof raw === 'string' && raw.trim() === ''

/** A member that says nothing, and an object all of whose members say nothing (`{code: null, label: null}`). */
function isNothing(raw: unknown): boolean {
  if (raw === undefined || raw === null || isBlankText(raw)) return true
  if (typeof raw !== 'object' || Array.isArray(raw)) return false
  return Object.values(raw).every((member) => member === null || isBlankText(member))
}

/**
 * Reads one value of a state API. Never throws: what cannot be read costs this claim only.
 * @param raw as it stands in the answer; undefined where it is absent
 * @returns its canonical value, or `not_provided`, or `unreadable`. A date of which the day or month is
 *   unknown is a `partial-date`.
 */
export function readStateValue(raw: unknown, { type, assurance, reading }: ReadAs): Datum {
  if (reading !== 'is-present' && isNothing(raw)) return { type, reason: 'not_provided' }
  const value = (reading === undefined ? readers[type] : ofReading[reading])(raw)
  if (value === undefined) return { type, reason: 'unreadable' }
  if (value === '') return { type, reason: 'not_provided' }
  const isPartial = type === 'date' && readStateDate(raw)?.type === 'partial-date'
  return { type: isPartial ? 'partial-date' : type, value, assurance }
}
