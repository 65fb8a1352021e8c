import { foldText } from './fold-text.ts'

const monthNames: readonly RegExp[] = [
  /^JAN(V|VIER|UARY)?$/,
  /^(FEV|FEVR|FEVRIER|FEB|FEBRUARY)$/,
  /^(MARS|MAR|MARCH)$/,
  /^(AVR|AVRIL|APR|APRIL)$/,
  /^(MAI|MAY)$/,
  /^(JUIN|JUN|JUNE)$/,
  /^(JUIL|JUILLET|JUL|JULY)$/,
  /^(AOUT|AUG|AUGUST)$/,
  /^(SEP|SEPT|SEPTEMBRE|SEPTEMBER)$/,
  /^(OCT|OCTOBRE|OCTOBER)$/,
  /^(NOV|NOVEMBRE|NOVEMBER)$/,
  /^(DEC|DECEMBRE|DECEMBER)$/,
]

const writings: readonly RegExp[] = [
  /^(?<year>\d{4})$/,
  /^(?<year>\d{4})([/.-])(?<month>\d{1,2})(?:\2(?<day>\d{1,2}))?$/,
  /^(?<day>\d{1,2}) ?([/. -]) ?(?<month>\d{1,2}) ?\2 ?(?<year>\d{4})$/,
  /^(?<month>\d{1,2}) ?[/. -] ?(?<year>\d{4})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/,
  /^(?:LE )?(?:(?<day>\d{1,2})(?:ER|ST|ND|RD|TH)?[ -])?(?<name>[A-Z]+)\.?[ -](?<year>\d{4})$/,
  /^(?<name>[A-Z]+)\.? (?<day>\d{1,2})(?:ST|ND|RD|TH)?,? (?<year>\d{4})$/,
]

const longestDate = 40

function monthOf(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const { name, month } = parts
  if (name === undefined) return month
  return String(monthNames.findIndex((names) => names.test(name)) + 1)
}

function isoDate(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const month = Number(monthOf(parts) ?? 0)
  const day = Number(parts.day ?? 0)
  const isDayWithoutMonth = month === 0 && (day > 0 || parts.name !== undefined)
  if (month > 12 || day > 31 || isDayWithoutMonth) return undefined
  return [parts.year, month, day]
    .filter((part) => part !== 0)
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

/**
 * Reads a date in the writings usual in France, and in English with the month in letters:
 * `24/08/1962`, `24-8-1962`, `24.08.1962`, `24 août 1962`, `1er mai 1990`, `1962-08-24`, `24081962`,
 * `novembre 1992`, `11/1992`, `1992-11-00`, `00/11/1992`, `1992`.
 * Figures are day first. A year of two figures is not read: it would fit two people a century apart.
 * @returns `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as precise as it is written; undefined for anything else
 */
export function readWrittenDate(text: string): string | undefined {
  if (text.length > longestDate) return undefined
  const written = foldText(text)
  for (const writing of writings) {
    const parts = writing.exec(written)?.groups
    const date = parts && isoDate(parts)
    if (date !== undefined) return date
  }
  return undefined
}
