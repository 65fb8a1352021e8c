import { z } from 'zod'
import { type BirthContext, birthTransforms, isBirthTransform } from './birth-transforms.ts'
import { isAtLeast } from './birthdate.ts'
import type { FieldType } from './prefill-claims.ts'
import type { Datum } from './read-claim.ts'

const plainNames = [
  'first',
  'commune-name',
  'department-at-birth',
  'department-code-at-birth',
  'country-name',
] as const

/** A change of meaning on the way from a claim to a field. Never of writing: that is the form's business. */
export const Transform = z
  .union(
    [
      z.enum(plainNames),
      z.strictObject({ 'age-at-least': z.int().min(1).max(150).describe('In years.') }),
    ],
    { error: `expected ${plainNames.join(', ')} or {age-at-least: years}` },
  )
  .meta({
    description:
      'first: the first given name; commune-name, department-at-birth, department-code-at-birth, country-name: what a code of birth stood for on the day of birth; {age-at-least: 18}: whether that age is reached, without the birth date.',
  })
export type Transform = z.infer<typeof Transform>

const nameOf = (transform: Transform): string =>
  typeof transform === 'string' ? transform : (Object.keys(transform)[0] ?? '')

interface Rule {
  readonly from: FieldType
  readonly to: FieldType
}

function ruleOf(transform: Transform): Rule {
  if (transform === 'first') return { from: 'list', to: 'name' }
  return isBirthTransform(transform)
    ? { from: 'code', to: birthTransforms[transform].to }
    : { from: 'date', to: 'boolean' }
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
    const { from, to } = ruleOf(transform)
    if (from !== current)
      return `transform "${nameOf(transform)}" takes a ${from}, not a ${current}`
    current = to
  }
  return { type: current }
}

/** What transforms know besides the datum. */
export interface TransformContext extends BirthContext {
  /** ISO date on which an age is counted. */
  readonly today: string
}

/**
 * Applies one transform to what a login answered. A datum without a value keeps its reason; a code of birth
 * that says nothing certain is `unresolved`.
 */
export function applyTransform(
  datum: Datum,
  transform: Transform,
  context: TransformContext,
): Datum {
  const type = ruleOf(transform).to
  if ('reason' in datum) return { type, reason: datum.reason }
  const { value, assurance } = datum
  if (transform === 'first') {
    const [first] = Array.isArray(value) ? value : []
    return first === undefined
      ? { type, reason: 'not_provided' }
      : { type, value: first, assurance }
  }
  if (isBirthTransform(transform)) {
    const code = { value: String(value), assurance }
    const read = birthTransforms[transform].read(code, context)
    return read === undefined ? { type, reason: 'unresolved' } : { type, ...read }
  }
  const reached = isAtLeast(String(value), transform['age-at-least'], context.today)
  if (reached === undefined) return { type, reason: 'imprecise' }
  return { type, value: reached, assurance }
}

/** Whether a transform reads a code of birth, which means what it meant on the day of birth. */
export function needsBirth(transform: Transform): boolean {
  return isBirthTransform(transform)
}
