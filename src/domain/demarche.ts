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
  from: z.string().meta({
    description:
      'Where it comes from: source.claim, or group.item for a field of a group. Every one is in docs/sources.md.',
    examples: ['franceconnect.family_name', 'quotient_familial.valeur', 'enfant.prenoms'],
  }),
  transform: z
    .array(Transform)
    .default([])
    .describe('Changes of meaning on the way, one after the other; never of writing.'),
  /** Canonical code → the form's own word. */
  options: z
    .record(z.string(), z.string())
    .optional()
    .meta({
      description: 'For a code: what the form calls each value.',
      examples: [{ female: 'Mme', male: 'M.' }],
    }),
  lock: z
    .boolean()
    .default(false)
    .describe(
      'Shows it read-only. For claims that FranceConnect verifies only: the citizen cannot correct it here.',
    ),
  label: LocalisedText.optional().describe(
    'What citizens read. Default: the claim’s own label in the catalogue.',
  ),
})
export type ConfiguredField = z.infer<typeof ConfiguredField>

/** A list of which the citizen chooses: the children to register. At most `max` leave the service. */
const ConfiguredGroup = z.strictObject({
  list: z.string().meta({
    description: 'The claim that is the list: source.claim.',
    examples: ['quotient_familial.enfants'],
  }),
  max: z.int().min(1).max(20).describe('How many of them the form has room for.'),
  label: LocalisedText.optional().describe('What one of them is called.'),
  /** What the citizen is asked where they choose: « Pour quels enfants… ? ». */
  question: LocalisedText.optional().describe('What the citizen is asked where they choose.'),
})

/** A situation that a citizen can say they are in, and the sources that can prove it. */
export const Situation = z.strictObject({
  label: LocalisedText.describe('What citizens read.'),
  sources: z
    .array(z.string())
    .default([])
    .meta({
      description:
        'The sources that can prove it: only these are asked of whoever chooses it. None: the citizen attaches a document.',
      examples: [['statut_etudiant', 'etudiant_boursier']],
    }),
})

/** The bases in law for which a local authority may ask (GDPR article 6(1)). */
export const LegalBasis = z.enum(['public-task', 'legal-obligation', 'consent', 'contract'])

/** A demarche as its file says it. */
export const DemarcheFile = z.strictObject({
  title: LocalisedText.describe('Its name, as citizens know it.'),
  purpose: LocalisedText.meta({
    description:
      'What the data serve, as the page before the login says it (GDPR article 13). Begins with a verb.',
    examples: [{ fr: 'Calculer votre tarif selon votre quotient familial' }],
  }),
  legal_basis: LegalBasis.describe(
    'The basis in law (GDPR article 6). For a local authority nearly always public-task.',
  ),
  retention: z
    .string()
    .regex(/^P(\d+Y)?(\d+M)?(\d+D)?$/, 'an ISO 8601 duration such as P1Y or P6M')
    .refine((duration) => duration !== 'P', 'an ISO 8601 duration such as P1Y or P6M')
    .meta({
      description:
        'How long the collectivite keeps what is submitted, as an ISO 8601 duration: P1Y, P6M, P30D.',
      examples: ['P1Y'],
      minLength: 2,
    }),
  acr: z
    .literal('eidas1')
    .default('eidas1')
    .describe('The level of the login. FranceConnect has one for everybody: eidas1.'),
  review: z
    .enum(['never', 'always', 'auto'])
    .default('auto')
    .describe(
      'The page on which citizens see and withhold what will be passed on: never, always, or (auto) where there is something to choose.',
    ),
  sensitive: z
    .boolean()
    .default(false)
    .describe('Health, social situation: only forms with a back end, their tokens encrypted.'),
  groups: z
    .record(Name, ConfiguredGroup)
    .default({})
    .describe('Lists of which the citizen chooses: the children to register. Group → what it is.'),
  /** The citizen says before the login which one is theirs: only its sources are asked then. */
  situations: z
    .record(Name, Situation)
    .default({})
    .describe(
      'Situations of which the citizen says, before the login, which is theirs: only its sources are asked.',
    ),
  /** The supporting documents that it makes unnecessary. */
  replaces: z
    .array(ReplacedDocument)
    .default([])
    .describe('The supporting documents that it makes unnecessary.'),
  fields: z
    .record(Name, ConfiguredField)
    .describe('The data of the form: the name of the input → where it comes from.'),
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
