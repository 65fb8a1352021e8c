import { z } from 'zod'
import type { ClaimReference } from './catalogue.ts'
import { LocalisedText } from './languages.ts'
import type { FieldType } from './prefill-claims.ts'
import { ReplacedDocument } from './replaced-document.ts'
import { Transform } from './transforms.ts'

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'a field name is lower-case ASCII, digits and underscores')

/** A field as a demarche's file says it. */
export const ConfiguredField = z.strictObject({
  from: z.string(),
  transform: z.array(Transform).default([]),
  /** Canonical code → the form's own word. */
  options: z.record(z.string(), z.string()).optional(),
  lock: z.boolean().default(false),
  label: LocalisedText.optional(),
})
export type ConfiguredField = z.infer<typeof ConfiguredField>

/** A list of which the citizen chooses: the children to register. At most `max` leave the service. */
const ConfiguredGroup = z.strictObject({
  list: z.string(),
  max: z.int().min(1).max(20),
  label: LocalisedText.optional(),
  /** What the citizen is asked where they choose: « Pour quels enfants… ? ». */
  question: LocalisedText.optional(),
})

/** A situation that a citizen can say they are in, and the sources that can prove it. */
const Situation = z.strictObject({ label: LocalisedText, sources: z.array(z.string()).default([]) })

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
  groups: z.record(Name, ConfiguredGroup).default({}),
  /** The citizen says before the login which one is theirs: only its sources are asked then. */
  situations: z.record(Name, Situation).default({}),
  /** The supporting documents that it makes unnecessary. */
  replaces: z.array(ReplacedDocument).default([]),
  fields: z.record(Name, ConfiguredField),
})
export type DemarcheFile = z.infer<typeof DemarcheFile>

/** A field of a form, its claim resolved. */
export interface DemarcheField extends ClaimReference {
  readonly type: FieldType
  readonly transforms: readonly Transform[]
  readonly options?: Readonly<Record<string, string>>
  readonly lock: boolean
  readonly label: LocalisedText
  /** For a field of a group: whose it is, and what of each thing in the list it takes. */
  readonly member?: { readonly group: string; readonly list: string; readonly item: string }
}

/** A group of fields that are filled once for each thing of a list. */
export interface DemarcheGroup {
  readonly source: string
  /** The claim that is the list. */
  readonly list: string
  readonly max: number
  readonly label: LocalisedText
  readonly question?: LocalisedText
}

/** An administrative procedure described once, for every collectivite that publishes it. */
export interface Demarche extends Omit<DemarcheFile, 'fields' | 'groups' | 'replaces'> {
  readonly name: string
  readonly replaces: readonly ReplacedDocument[]
  readonly groups: Readonly<Record<string, DemarcheGroup>>
  readonly fields: Readonly<Record<string, DemarcheField>>
}

/** What is wrong at one place of a file. */
export interface Mistake {
  readonly path: readonly (string | number)[]
  readonly message: string
}
