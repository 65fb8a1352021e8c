type Unit = 'year' | 'month' | 'day'

/**
 * Reads the dates that the state file states relative to today: `today -9 years -2 months -11 days`, `month -8` (the
 * first day of that month), `school year 0` (its first day) and `end of school year 0` (its last). A school year runs
 * from 1 September to 31 August.
 * @param today ISO date.
 * @returns the ISO date, or undefined for any other text.
 */
export function readRelativeDate(text: string, today: string): string | undefined {
  const [, steps] = /^today((?: [+-]\d+ (?:years?|months?|days?))*)$/.exec(text) ?? []
  if (steps !== undefined) return moveBy(today, steps)
  const [, months] = /^month ([+-]?\d+)$/.exec(text) ?? []
  if (months !== undefined) return firstOfMonth(today, Number(months))
  const [, end, years] = /^(end of )?school year ([+-]?\d+)$/.exec(text) ?? []
  if (years === undefined) return undefined
  const start = schoolYear(today) + Number(years)
  return end === undefined ? `${start}-09-01` : `${start + 1}-08-31`
}

/** The year in which the school year of a day began. */
export function schoolYear(today: string): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) >= '09-01' ? year : year - 1
}

/** The first day of the month that is so many months after a day's (before it, where negative). */
export function firstOfMonth(today: string, months: number): string {
  return iso(new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 + months)))
}

/** Whole years lived on a day. */
export function ageOn(today: string, birthdate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthdate.slice(0, 4))
  return today.slice(5) < birthdate.slice(5) ? years - 1 : years
}

function moveBy(today: string, steps: string): string {
  const moved = new Date(today)
  for (const [, amount, unit] of steps.matchAll(/([+-]\d+) (year|month|day)/g)) {
    move(moved, Number(amount), unit as Unit)
  }
  return iso(moved)
}

function move(date: Date, amount: number, unit: Unit): void {
  if (unit === 'day') date.setUTCDate(date.getUTCDate() + amount)
  else if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + amount)
  else date.setUTCFullYear(date.getUTCFullYear() + amount)
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10)
}
