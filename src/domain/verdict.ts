import { areMembers, isEquivalent } from './equivalence.ts'
import { isBlank } from './fold-text.ts'
import type { Assurance, FilledField, PrefillField } from './prefill-claims.ts'
import {
  bareName,
  isListInput,
  listInputs,
  readSubmitted,
  type Submitted,
  type SubmittedValues,
} from './read-submitted.ts'

/**
 * What became of a field: as the token holds it (`unchanged`), the same in another writing
 * (`equivalent`), something else (`edited`), a blank (`emptied`), or no word of it (`not_submitted`: a
 * skipped step, a hidden input, a box not ticked, which browsers leave out).
 */
export const verdicts = ['unchanged', 'equivalent', 'edited', 'emptied', 'not_submitted'] as const
export type Verdict = (typeof verdicts)[number]

/** The verdict on one field, with where its value came from. */
export interface FieldVerdict {
  readonly verdict: Verdict
  /**
   * Whether what was submitted differs from a locked value. The page may have left the input open, where
   * the citizen had typed before: it says that a verified value was not taken over, not why.
   */
  readonly lock_broken: boolean
  readonly source: string
  readonly assurance: Assurance
  readonly as_of: string
}

/** The verdicts on a submission. */
export interface Judgement {
  readonly fields: Readonly<Record<string, FieldVerdict>>
  /** What was submitted with a value and is not from the token: ordinary input of the citizen. */
  readonly added: readonly string[]
}

/** Field name → the `name` of its input on the page, where they differ; also for `prefill_token`. */
export type Inputs = Readonly<Record<string, string>>

const isNothing = (value: string | null) => value !== null && isBlank(value)

function isUnchanged(field: FilledField, submitted: readonly string[]): boolean {
  const { type, value, text, items } = field
  const isSame = (one: string, other: string | undefined) => one === other
  if (Array.isArray(value) && items !== undefined) return areMembers(value, submitted, isSame)
  if (Array.isArray(value))
    return (
      value.length === submitted.length && value.every((one, index) => one === submitted[index])
    )
  const written = type === 'boolean' ? submitted.slice(-1) : submitted
  return written.every((one) => one === String(value) || one === text)
}

function verdictOn(field: FilledField, values: SubmittedValues): Verdict {
  if (values.length === 0) return 'not_submitted'
  const written = values.filter((value) => !isNothing(value))
  if (written.length === 0) return 'emptied'
  // Among the members of a group a blank keeps its place: it is the one that the citizen took away.
  const told = field.items === undefined ? written : values
  const texts = told.filter((value) => value !== null)
  if (texts.length < told.length) return 'edited'
  if (isUnchanged(field, texts)) return 'unchanged'
  return isEquivalent(field, texts) ? 'equivalent' : 'edited'
}

function judgeField(field: FilledField, values: SubmittedValues): FieldVerdict {
  const verdict = verdictOn(field, values)
  const { source, assurance, as_of, locked } = field
  const lock_broken = locked && (verdict === 'edited' || verdict === 'emptied')
  return { verdict, lock_broken, source, assurance, as_of }
}

const inputOf = (name: string, inputs: Inputs) =>
  bareName((Object.hasOwn(inputs, name) ? inputs[name] : undefined) ?? name)

const isFilled = (field: PrefillField): field is FilledField => field.value !== null

type Places = ReadonlyMap<string, readonly string[]>

/** Where each field of a token is on the page: one input, or for the list of a group those of its members. */
function placesOf(
  fields: Readonly<Record<string, PrefillField>>,
  submitted: Submitted,
  inputs: Inputs,
): Places {
  const taken = new Set(Object.keys(fields).map((name) => inputOf(name, inputs)))
  return new Map(
    Object.entries(fields).map(([name, { items }]) => {
      const input = inputOf(name, inputs)
      return [name, items === undefined ? [input] : listInputs(submitted, input, taken)]
    }),
  )
}

function namesAdded(
  submitted: Submitted,
  judged: readonly string[],
  places: Places,
  inputs: Inputs,
): string[] {
  const known = new Set(judged.flatMap((name) => places.get(name) ?? []))
  const fieldOf = new Map([
    ...Object.entries(inputs).map(([name, input]) => [bareName(input), name] as const),
    ...[...places].flatMap(([name, own]) => own.map((input) => [input, name] as const)),
  ])
  const added = [...submitted]
    .filter(([input, values]) => !known.has(input) && !values.every(isNothing))
    .map(([input]) => fieldOf.get(input) ?? input)
  return [...new Set(added)].filter((name) => name !== 'prefill_token')
}

function expectedOf(fields: Readonly<Record<string, PrefillField>>, inputs: Inputs) {
  const entries = Object.entries(fields)
  const single = new Set(entries.map(([name]) => inputOf(name, inputs)))
  const lists = entries
    .filter(([, { items }]) => items !== undefined)
    .map(([name]) => inputOf(name, inputs))
  return (name: string) => single.has(name) || lists.some((input) => isListInput(name, input))
}

/**
 * Compares what was submitted with what a prefill token holds. It labels and never refuses.
 * A field that the token leaves empty gets no verdict: what the citizen typed there is `added`.
 * A mapped field is looked for under its page's name only, since that is what the page's own
 * programs read. The members of a group's list are looked for in numbered inputs too, see listInputs.
 * @param fields the `fields` of a token whose signature has been checked
 * @param submitted see readSubmitted
 */
export function judgeFields(
  fields: Readonly<Record<string, PrefillField>>,
  submitted: unknown,
  inputs: Inputs = {},
): Judgement {
  const values = readSubmitted(submitted, expectedOf(fields, inputs))
  const filled = Object.entries(fields).flatMap(([name, field]) =>
    isFilled(field) ? [[name, field] as const] : [],
  )
  const places = placesOf(fields, values, inputs)
  const judged = filled.map(([name, field]) => {
    const written = (places.get(name) ?? []).flatMap((input) => values.get(input) ?? [])
    return [name, judgeField(field, written)] as const
  })
  const names = filled.map(([name]) => name)
  return { fields: Object.fromEntries(judged), added: namesAdded(values, names, places, inputs) }
}
