import { findPlaces, type Place } from '../domain/find-places.ts'
import type {
  EmptyField,
  FilledField,
  PrefillClaims,
  PrefillField,
  Reason,
} from '../domain/prefill-claims.ts'
import type { Slot, Writable, Writing } from '../domain/write-value.ts'
import { membersOf, writeValue } from '../domain/write-value.ts'
import { choiceInWords } from './choice-in-words.ts'
import {
  type Control,
  type ControlState,
  controlsOf,
  isTyped,
  readState,
  slotOf,
  statesFor,
  writeStates,
} from './control.ts'
import { fitted } from './fitted.ts'
import { lock } from './lock.ts'
import { otherValue, provenance, reasonToFill } from './note-text.ts'
import { addNote } from './notes.ts'
import { saysTheSame } from './says-the-same.ts'
import type { Words } from './words.ts'

/** What becomes of what the citizen typed. */
export type Merge = 'keep' | 'replace'

/** The fields that are left to the citizen, each with its first control. */
export type Remaining = ReadonlyMap<string, Control>

export interface FillOptions {
  readonly words: Words
  /** Field → `name` of its input. */
  readonly inputs: Readonly<Record<string, string>>
  readonly merge: Merge
  /** How each source answered; a token from before may lack it. */
  readonly sources?: PrefillClaims['sources'] | undefined
  readonly supply: Supply
}

/** What a form is being filled with: as its controls come, also later. */
export interface Supply {
  readonly token: string
  /** Set once the form was submitted: what comes then is another one. */
  isOver?: boolean
  /** The controls that were there at the last fill. */
  readonly seen: WeakSet<Control>
  /** Put every control back as it was before, from the last to the first. */
  readonly undos: (() => unknown)[]
}

export interface Missing {
  readonly name: string
  readonly reason: Reason | 'no_input'
}

export interface Filling {
  readonly filled: readonly string[]
  /** What is missing wholly or, of a list that is filled too, in part. */
  readonly missing: readonly Missing[]
  readonly remaining: Remaining
}

/** What has become of a field in one of its places. */
type Fate = 'filled' | 'kept' | Missing['reason']

/** What filling one field needs, and what it leaves behind. */
interface Work extends FillOptions {
  readonly name: string
  readonly remaining: Map<string, Control>
}

type Group = readonly Control[]

function note({ supply, words }: Work, group: Group, text: string): void {
  supply.undos.push(addNote(group, text, words.lang))
}

function leave({ remaining, name }: Work, [control]: Group): void {
  const isTheirs = control?.matches(':enabled:not([type=hidden],[readonly])')
  if (control && isTheirs && !remaining.has(name)) remaining.set(name, control)
}

function write(work: Work, group: Group, states: readonly ControlState[]): void {
  const before = group.map(readState)
  writeStates(group, states)
  const after = `${group.map(readState)}`
  // What the citizen has changed since is theirs.
  work.supply.undos.push(() => `${group.map(readState)}` === after && writeStates(group, before))
}

/** Says of a group where its value comes from, and locks it where the field is locked. */
function vouch(work: Work, group: Group, slot: Slot, writing: Writing, field: FilledField): void {
  const { name, words, supply } = work
  let shown = group
  if (field.locked) {
    const locked = lock(group, choiceInWords(slot, writing, words), words.labelOf(name))
    supply.undos.push(locked.release)
    shown = locked.shown
  }
  note(work, shown, provenance(name, field, words))
}

function fillGroup(work: Work, group: Group, part: Writable, field: FilledField): Fate {
  const { words, merge } = work
  const slot = slotOf(group)
  const writing = fitted(group, writeValue(part, slot))
  const keeps = merge === 'keep' && isTyped(group)
  if (part.value === '') {
    // The source has a place for it in its list, and nothing there.
    if (keeps) return 'kept'
    note(work, group, words.say('notePartUnknown', { source: words.sourceName(field.source) }))
    leave(work, group)
    return 'not_provided'
  }
  if (keeps && !saysTheSame(group, writing)) {
    note(work, group, otherValue('noteKept', field, part, words))
    return 'kept'
  }
  if ('refused' in writing) {
    const key = writing.refused === 'imprecise' ? 'noteImprecise' : 'noteNotWritten'
    note(work, group, otherValue(key, field, part, words))
    leave(work, group)
    return writing.refused
  }
  // The same in the citizen's own writing (an accent that the State does not keep) stays theirs.
  if (!keeps) write(work, group, statesFor(group, writing))
  vouch(work, group, slot, writing, field)
  return 'filled'
}

function leaveGroup(work: Work, group: Group, field: EmptyField): Fate {
  if (isTyped(group)) return 'kept'
  note(work, group, reasonToFill(field, work.words))
  // What belongs to another situation has no next step: it is the citizen's only where the form insists.
  const isDispensable =
    field.reason === 'none_known' ||
    (field.reason === 'declined' &&
      !work.sources?.[field.source]?.next &&
      !group.some(({ required }) => required))
  if (!isDispensable) leave(work, group)
  return field.reason
}

/** Says of a list which members have no input of their own on this page. */
function tellRest(work: Work, places: readonly Place<Control>[], field: FilledField): Fate {
  const last = places.at(-1)
  const rest = membersOf(field).slice(last?.position || Number.POSITIVE_INFINITY)
  const members = rest.filter(({ value }) => value !== '')
  if (!last || !members.length) return 'kept'
  const part = { ...field, value: members.map(({ value }) => `${value}`) }
  note(work, last.group, otherValue('noteRest', field, part, work.words))
  return 'no_input'
}

function fillField(work: Work, places: readonly Place<Control>[], field: PrefillField): Fate[] {
  if (!places.length) return ['no_input']
  if (field.value === null) {
    // Said once for a list, whatever the number of its inputs.
    return places
      .filter(({ position }, index) => position === 0 || index === 0)
      .map(({ group }) => leaveGroup(work, group, field))
  }
  const members = membersOf(field)
  const rest = tellRest(work, places, field)
  const fates = places.map(({ group, position }): Fate => {
    const part = position === 0 ? field : members[position - 1]
    return part ? fillGroup(work, group, part, field) : 'kept'
  })
  return [...fates, rest]
}

/** Fills the controls of a form that are new to the prefill with the fields of its token, in the token's order. */
export function fillForm(
  form: HTMLFormElement,
  fields: PrefillClaims['fields'],
  options: FillOptions,
): Filling {
  const controls = controlsOf(form)
  const filled: string[] = []
  const missing: Missing[] = []
  const remaining = new Map<string, Control>()
  for (const [name, field] of Object.entries(fields)) {
    const every = findPlaces(controls, name, options.inputs[name], field.type === 'list')
    const places = every.filter(({ group }) => !options.supply.seen.has(group[0] as Control))
    if (every.length && !places.length) continue
    const fates = fillField({ ...options, name, remaining }, places, field)
    if (fates.includes('filled')) filled.push(name)
    const reason = fates.find((fate) => fate !== 'filled' && fate !== 'kept')
    if (reason) missing.push({ name, reason })
  }
  return { filled, missing, remaining }
}
