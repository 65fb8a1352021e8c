import { isJsonObject, memberOf } from './json-object.ts'

/** A date as precise as an agency knows it: `2020-03-15`, `1992-11` or `1992`. */
export interface StateDate {
  readonly type: 'date' | 'partial-date'
  readonly value: string
}

const writing = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/
// What every calendar of Ruby and Java writes after a day that has no hour.
const midnight = /T00:00:00(?:\.0+)?(?:Z|[+-]\d{2}:\d{2})?$/

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function fromParts(year: string, month: string, day: string): StateDate | undefined {
  if (year === '0000') return undefined
  if (month === '00') return day === '00' ? { type: 'partial-date', value: year } : undefined
  if (Number(month) > 12) return undefined
  if (day === '00') return { type: 'partial-date', value: `${year}-${month}` }
  return isDay(Number(year), Number(month), Number(day))
    ? { type: 'date', value: `${year}-${month}-${day}` }
    : undefined
}

function partOf(value: unknown, name: string, length: number): string {
  const part = memberOf(value, name)
  const digits = typeof part === 'string' || typeof part === 'number' ? String(part).trim() : ''
  return digits.padStart(length, '0')
}

/**
 * Reads a date in the writings of the State's APIs: `2020-03-15`, `1992-11-00` and `2020-00-00` for
 * people whose day or month of birth nobody knows, `{jour, mois, annee}` of the tax office.
 * @returns undefined for anything else (`200&-04-23` has been seen), and for days that no calendar has
 */
export function readStateDate(raw: unknown): StateDate | undefined {
  const text = isJsonObject(raw)
    ? `${partOf(raw, 'annee', 4)}-${partOf(raw, 'mois', 2)}-${partOf(raw, 'jour', 2)}`
    : raw
  if (typeof text !== 'string') return undefined
  const {
    year = '',
    month = '',
    day = '',
  } = writing.exec(text.trim().replace(midnight, ''))?.groups ?? {}
  return year === '' ? undefined : fromParts(year, month, day)
}
