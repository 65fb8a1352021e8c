import type { DemarcheFile } from '../../../domain/demarche.ts'
import type { LocalisedText } from '../../../domain/languages.ts'

/** A text of a demarche that citizens read, and where it stands. */
export interface PlacedText {
  readonly path: readonly PropertyKey[]
  readonly text: LocalisedText
}

const placed = (path: readonly PropertyKey[], text: LocalisedText | undefined): PlacedText[] =>
  text === undefined ? [] : [{ path, text }]

/** Every text of a demarche's file, in its order. */
export function localisedTexts({
  title,
  purpose,
  groups,
  situations,
  fields,
}: DemarcheFile): PlacedText[] {
  return [
    ...placed(['title'], title),
    ...placed(['purpose'], purpose),
    ...Object.entries(groups).flatMap(([name, { label, question }]) => [
      ...placed(['groups', name, 'label'], label),
      ...placed(['groups', name, 'question'], question),
    ]),
    ...Object.entries(situations).flatMap(([name, { label }]) =>
      placed(['situations', name, 'label'], label),
    ),
    ...Object.entries(fields).flatMap(([name, { label }]) =>
      placed(['fields', name, 'label'], label),
    ),
  ]
}
