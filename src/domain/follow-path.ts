import type { PathStep } from './catalogue-claim.ts'
import { isJsonObject, memberOf } from './json-object.ts'
import { readStateDate } from './read-state-date.ts'

function holds(period: unknown, today: string): boolean {
  const begin = readStateDate(memberOf(period, 'date_debut'))
  const end = memberOf(period, 'date_fin')
  const last = readStateDate(end)
  if (begin?.type !== 'date' || begin.value > today) return false
  return end === null || end === undefined || (last?.type === 'date' && today <= last.value)
}

const beginOf = (period: unknown) => readStateDate(memberOf(period, 'date_debut'))?.value ?? ''

/**
 * Of several periods the member that holds on a day: rather one that the person is enrolled in than one
 * that they are admitted to, then the one that began last.
 */
function currentOf(list: readonly unknown[], today: string): unknown {
  const rank = (period: unknown) =>
    `${memberOf(period, 'est_inscrit') === true ? 1 : 0}${beginOf(period)}`
  return list
    .filter((period) => holds(period, today))
    .reduce(
      (best, period) => (best === undefined || rank(period) > rank(best) ? period : best),
      undefined,
    )
}

const step = (value: unknown, name: PathStep, today: string): unknown =>
  name === '@current' && Array.isArray(value) ? currentOf(value, today) : memberOf(value, name)

/**
 * Follows a path of the catalogue into an answer.
 * @param today ISO date: what `@current` means
 * @returns undefined where the path does not lead anywhere
 */
export function followPath(raw: unknown, path: readonly PathStep[], today: string): unknown {
  return path.reduce<unknown>((value, name) => step(value, name, today), raw)
}

/**
 * Whether an answer left out what a path leads to, as API Particulier does where a scope was not granted:
 * the member is missing, which is not the same as being null.
 */
export function isLeftOut(raw: unknown, path: readonly PathStep[], today: string): boolean {
  let value = raw
  for (const name of path) {
    if (isJsonObject(value) && !Object.hasOwn(value, name)) return true
    value = step(value, name, today)
  }
  return false
}
