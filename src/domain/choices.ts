import type { Demarche } from './demarche.ts'
import { inLanguage, type Language } from './languages.ts'
import { messagesIn } from './messages-in.ts'
import type { FieldType, FilledField, PrefillField } from './prefill-claims.ts'

type Fields = Readonly<Record<string, PrefillField>>

/** One datum of one thing of a list, for the page on which the citizen chooses. */
export interface ShownMember {
  readonly label: string
  readonly type: FieldType
  readonly value: string
}

/** A list of which the citizen may choose: its things, and how many of them the form takes. */
export interface Choice {
  readonly group: string
  readonly label: string
  /** The demarche's own question, where it has one. */
  readonly question?: string
  readonly max: number
  readonly things: readonly (readonly ShownMember[])[]
}

/** What a citizen decided on the review page. */
export interface Decision {
  /** Positions of the chosen things, by group; a group that is absent keeps nothing. */
  readonly chosen: Readonly<Record<string, readonly number[]>>
  /** Names of fields that are not to be passed on. */
  readonly withheld: readonly string[]
}

const membersOf = ({ value }: FilledField): readonly string[] => (Array.isArray(value) ? value : [])

function filledOf(demarche: Demarche, fields: Fields, group: string): [string, FilledField][] {
  return Object.entries(fields).filter((entry): entry is [string, FilledField] => {
    const [name, field] = entry
    return demarche.fields[name]?.member?.group === group && field.value !== null
  })
}

/** The lists of a login's fields that hold more than one thing: there the citizen has something to choose. */
export function choicesOf(demarche: Demarche, fields: Fields, language: Language): Choice[] {
  return Object.entries(demarche.groups).flatMap(([group, { label, max, question }]): Choice[] => {
    const filled = filledOf(demarche, fields, group)
    const size = Math.max(0, ...filled.map(([, field]) => membersOf(field).length))
    if (size < 2) return []
    const things = Array.from({ length: size }, (_, position) =>
      filled.map(([name, field]) => ({
        label: inLanguage(demarche.fields[name]?.label ?? label, language),
        type: field.items ?? 'text',
        value: membersOf(field)[position] ?? '',
      })),
    )
    const asked = question === undefined ? {} : { question: inLanguage(question, language) }
    return [{ group, label: inLanguage(label, language), ...asked, max, things }]
  })
}

/** Whether a citizen reviews before anything leaves: always, or where they have something to choose. */
export function needsReview(demarche: Demarche, fields: Fields): boolean {
  if (demarche.review === 'always') return true
  return demarche.review === 'auto' && choicesOf(demarche, fields, 'fr').length > 0
}

function withhold(field: PrefillField, language: Language): PrefillField {
  const { type, items, source, claim } = field
  const message = messagesIn(language).reasons.withheld
  const origin = { type, ...(items !== undefined && { items }), source, claim }
  return { ...origin, value: null, reason: 'withheld', message }
}

/**
 * Keeps of a login's fields what the citizen decided: of each list the chosen things, in the list's order
 * and alike in all fields of the group; of the rest what is not withheld.
 */
export function decide(
  demarche: Demarche,
  fields: Fields,
  { chosen, withheld }: Decision,
  language: Language,
): Record<string, PrefillField> {
  const open = new Set(choicesOf(demarche, fields, language).map(({ group }) => group))
  const kept = ([name, field]: [string, PrefillField]): PrefillField => {
    if (field.value === null) return field
    if (withheld.includes(name)) return withhold(field, language)
    const group = demarche.fields[name]?.member?.group
    if (group === undefined || !open.has(group)) return field
    const positions = chosen[group] ?? []
    const value = membersOf(field).filter((_, position) => positions.includes(position))
    return value.some((member) => member !== '') ? { ...field, value } : withhold(field, language)
  }
  return Object.fromEntries(Object.entries(fields).map((entry) => [entry[0], kept(entry)]))
}
