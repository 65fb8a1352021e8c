import { z } from 'zod'
import { isAtLeast } from './birthdate.ts'
import type { FieldType } from './prefill-claims.ts'
import type { Datum } from './read-claim.ts'

/** A change of meaning on the way from a claim to a field. Never of writing: that is the form's business. */
export const Transform = z.union(
  [z.literal('first'), z.strictObject({ 'age-at-least': z.int().min(1).max(150) })],
  { error: 'expected first or {age-at-least: years}' },
)
export type Transform = z.infer<typeof Transform>

const nameOf = (transform: Transform): string =>
  typeof transform === 'string' ? transform : (Object.keys(transform)[0] ?? '')

interface Rule {
  readonly from: FieldType
  readonly to: FieldType
}

const rules: Readonly<Record<string, Rule>> = {
  first: { from: 'list', to: 'name' },
  'age-at-least': { from: 'date', to: 'boolean' },
}

/**
 * The type that a chain of transforms makes of a claim's type.
 * @returns the type, or the sentence that says which transform does not fit
 */
export function transformedType(
  type: FieldType,
  transforms: readonly Transform[],
): { readonly type: FieldType } | string {
  let current = type
  for (const transform of transforms) {
    const rule = rules[nameOf(transform)]
    if (rule === undefined || rule.from !== current)
      return `transform "${nameOf(transform)}" takes a ${rule?.from ?? 'value'}, not a ${current}`
    current = rule.to
  }
  return { type: current }
}

/**
 * Applies one transform to what a login answered. A datum without a value keeps its reason.
 * @param today ISO date on which an age is counted
 */
export function applyTransform(datum: Datum, transform: Transform, today: string): Datum {
  const type = rules[nameOf(transform)]?.to ?? datum.type
  if ('reason' in datum) return { type, reason: datum.reason }
  if (transform === 'first') {
    const [first] = Array.isArray(datum.value) ? datum.value : []
    return first === undefined
      ? { type, reason: 'not_provided' }
      : { type, value: first, assurance: datum.assurance }
  }
  const reached = isAtLeast(String(datum.value), transform['age-at-least'], today)
  if (reached === undefined) return { type, reason: 'imprecise' }
  return { type, value: reached, assurance: datum.assurance }
}
