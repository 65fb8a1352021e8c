import { z } from 'zod'
import { type ClaimReference, resolveClaim } from './catalogue.ts'
import { type CatalogueClaim, franceConnectClaims } from './franceconnect-claims.ts'
import { LocalisedText } from './languages.ts'
import type { FieldType } from './prefill-claims.ts'
import { reservedName } from './reserved-names.ts'
import { Transform, transformedType } from './transforms.ts'

const FieldName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'a field name is lower-case ASCII, digits and underscores')

const ConfiguredField = z.strictObject({
  from: z.string(),
  transform: z.array(Transform).default([]),
  /** Canonical code → the form's own word. */
  options: z.record(z.string(), z.string()).optional(),
  lock: z.boolean().default(false),
  label: LocalisedText.optional(),
})

/** The bases in law for which a local authority may ask (GDPR article 6(1)). */
export const LegalBasis = z.enum(['public-task', 'legal-obligation', 'consent', 'contract'])

/** A demarche as its file says it. */
export const DemarcheFile = z.strictObject({
  title: LocalisedText,
  purpose: LocalisedText,
  legal_basis: LegalBasis,
  retention: z
    .string()
    .regex(/^P(\d+Y)?(\d+M)?(\d+D)?$/, 'an ISO 8601 duration such as P1Y or P6M')
    .refine((duration) => duration !== 'P', 'an ISO 8601 duration such as P1Y or P6M'),
  acr: z.literal('eidas1').default('eidas1'),
  review: z.enum(['never', 'always', 'auto']).default('auto'),
  sensitive: z.boolean().default(false),
  groups: z
    .record(FieldName, z.strictObject({ list: z.string(), max: z.int().min(1).max(20) }))
    .default({}),
  fields: z.record(FieldName, ConfiguredField),
})
export type DemarcheFile = z.infer<typeof DemarcheFile>

/** A field of a form, its claim resolved. */
export interface DemarcheField extends ClaimReference {
  readonly type: FieldType
  readonly transforms: readonly Transform[]
  readonly options?: Readonly<Record<string, string>>
  readonly lock: boolean
  readonly label: LocalisedText
}

/** An administrative procedure described once, for every collectivite that publishes it. */
export interface Demarche extends Omit<DemarcheFile, 'fields' | 'groups'> {
  readonly name: string
  readonly fields: Readonly<Record<string, DemarcheField>>
}

/** What is wrong at one place of a file. */
export interface Mistake {
  readonly path: readonly (string | number)[]
  readonly message: string
}

function resolveField(
  name: string,
  configured: z.infer<typeof ConfiguredField>,
): DemarcheField | Mistake {
  const mistake = (message: string, ...path: string[]): Mistake => ({
    path: ['fields', name, ...path],
    message,
  })
  const isChanged = configured.transform.length > 0 || configured.options !== undefined
  const reserved = reservedName(name, configured.from, isChanged)
  if (reserved !== undefined) return mistake(reserved)
  const reference = resolveClaim(configured.from)
  if (typeof reference === 'string') return mistake(reference, 'from')
  const result = transformedType(reference.entry.type, configured.transform)
  if (typeof result === 'string') return mistake(result, 'transform')
  if (configured.options !== undefined && result.type !== 'code')
    return mistake(`options need a code, not a ${result.type}`, 'options')
  if (configured.lock && reference.entry.assurance !== 'verified')
    return mistake(
      `lock needs a verified claim; ${configured.from} is ${reference.entry.assurance}`,
      'lock',
    )
  return {
    ...reference,
    type: result.type,
    transforms: configured.transform,
    ...(configured.options && { options: configured.options }),
    lock: configured.lock,
    label: configured.label ?? reference.entry.label,
  }
}

/**
 * Resolves the fields of a demarche against the catalogue.
 * @returns the fields, and every mistake in them (then the demarche is not to be used)
 */
export function resolveFields({
  groups,
  fields: configured,
}: Pick<DemarcheFile, 'fields' | 'groups'>): {
  readonly fields: Readonly<Record<string, DemarcheField>>
  readonly mistakes: readonly Mistake[]
} {
  const fields: Record<string, DemarcheField> = {}
  const mistakes: Mistake[] = []
  for (const [group, { list }] of Object.entries(groups)) {
    const reference = resolveClaim(list)
    if (typeof reference === 'string')
      mistakes.push({ path: ['groups', group, 'list'], message: reference })
  }
  for (const [name, one] of Object.entries(configured)) {
    const field = resolveField(name, one)
    if ('message' in field) mistakes.push(field)
    else fields[name] = field
  }
  return { fields, mistakes }
}

/**
 * Resolves a whole demarche.
 * @returns the demarche, and every mistake in it (then the demarche is not to be used)
 */
export function resolveDemarche(
  name: string,
  file: DemarcheFile,
): { readonly demarche: Demarche; readonly mistakes: readonly Mistake[] } {
  const { fields, mistakes } = resolveFields(file)
  const { groups: _, ...rest } = file
  return { demarche: { ...rest, name, fields }, mistakes }
}

/** The claims whose scopes are asked for every form: FranceConnect obliges services to show who is logged in. */
const shownAlways: readonly CatalogueClaim[] = [
  franceConnectClaims.family_name,
  franceConnectClaims.given_name,
].filter((claim) => claim !== undefined)

/** The claims of FranceConnect that a form's fields need, and those that every login needs. */
export function neededClaims(fields: Readonly<Record<string, DemarcheField>>): CatalogueClaim[] {
  const ofFields = Object.values(fields)
    .filter((field) => field.source === 'franceconnect')
    .map((field) => field.entry)
  return [...new Set([...shownAlways, ...ofFields])]
}
