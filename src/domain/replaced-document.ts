import { z } from 'zod'
import { stateSourceOf } from './catalogue.ts'
import type { DemarcheField, Mistake } from './demarche.ts'
import { LocalisedText } from './languages.ts'

/**
 * A supporting document that a demarche makes unnecessary (CRPA articles L113-13 and L114-8): whoever has these
 * fields filled, and leaves them as they are, need not attach it.
 */
export const ReplacedDocument = z.strictObject({
  /** As it stands in a sentence: « votre attestation de quotient familial ». */
  document: LocalisedText.meta({
    description: 'The document, as it stands in a sentence.',
    examples: [{ fr: 'votre attestation de quotient familial' }],
  }),
  fields: z
    .array(z.string())
    .min(1)
    .meta({
      description: 'The fields that make it unnecessary, all of them filled and left as they are.',
      examples: [['quotient']],
    }),
})
export type ReplacedDocument = z.infer<typeof ReplacedDocument>

type Fields = Readonly<Record<string, DemarcheField>>

// What somebody declared and nobody checked proves nothing, whoever passes it on.
function faultOf(name: string, fields: Fields): string | undefined {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field === undefined) return `there is no field ${name}`
  return field.entry.assurance === 'declared'
    ? `${name} is what the citizen declared: it replaces no document`
    : undefined
}

/** What is wrong with the documents that a demarche says it replaces. */
export function replacedMistakes(
  replaces: readonly ReplacedDocument[],
  resolved: Fields,
): readonly Mistake[] {
  return replaces.flatMap(({ fields }, document) =>
    fields.flatMap((name, index) => {
      const message = faultOf(name, resolved)
      const path = ['replaces', document, 'fields', index]
      return message === undefined ? [] : [{ path, message }]
    }),
  )
}

/** The documents that are still replaced where a form keeps these fields only. */
export function replacedWith(
  replaces: readonly ReplacedDocument[],
  kept: Readonly<Record<string, unknown>>,
): readonly ReplacedDocument[] {
  return replaces.filter(({ fields }) => fields.every((name) => Object.hasOwn(kept, name)))
}

/**
 * The documents that these state sources make unnecessary, and no fewer of them: with none, those for which
 * FranceConnect's identity is enough.
 */
export function replacedBy(
  { replaces, fields }: { readonly replaces: readonly ReplacedDocument[]; readonly fields: Fields },
  sources: readonly string[],
): readonly ReplacedDocument[] {
  return replaces.filter((one) => {
    const needed = one.fields
      .map((name) => fields[name]?.source ?? '')
      .filter((source) => stateSourceOf(source) !== undefined)
    return (
      needed.every((source) => sources.includes(source)) && needed.length > 0 === sources.length > 0
    )
  })
}
