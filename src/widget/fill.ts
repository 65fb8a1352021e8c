import type {
  EmptyField,
  FilledField,
  PrefillClaims,
  PrefillField,
  Reason,
} from '../domain/prefill-claims.ts'
import {
  type Control,
  controlsOf,
  isTyped,
  readState,
  slotOf,
  statesFor,
  writeStates,
} from './control.ts'
import { findControls } from './find-controls.ts'
import { lock } from './lock.ts'
import { otherValue, provenance, reasonToFill } from './note-text.ts'
import { addNote } from './notes.ts'
import type { Words } from './words.ts'
import { dealOut, fold, type Writable, type Writing, writeValue } from './write-value.ts'

export interface FillOptions {
  readonly words: Words
  /** Field → `name` of its input. */
  readonly inputs: Readonly<Record<string, string>>
  /** What becomes of what the citizen typed. */
  readonly merge: 'keep' | 'replace'
}

export interface Missing {
  readonly name: string
  readonly reason: Reason | 'no_input'
}

export interface Filling {
  readonly filled: readonly string[]
  readonly missing: readonly Missing[]
  /** The controls of the fields that are left to the citizen. */
  readonly left: readonly Control[]
  /** Puts every control back as it was before. */
  undo(): void
}

/** What one field has become. */
type Fate = 'filled' | 'kept' | Missing['reason']

/** What filling leaves behind, gathered on the way. */
interface Traces {
  readonly left: Control[]
  readonly undos: (() => void)[]
}

function write(
  group: readonly Control[],
  writing: Writing,
  field: FilledField,
  words: Words,
  traces: Traces,
): void {
  const before = group.map(readState)
  traces.undos.push(() => writeStates(group, before))
  writeStates(group, statesFor(group, writing))
  if (field.locked) traces.undos.push(lock(group))
  traces.undos.push(addNote(group, provenance(field, words)))
}

function saysTheSame(group: readonly Control[], writing: Writing): boolean {
  const states = statesFor(group, writing)
  return (
    !('refused' in writing) &&
    group.every((control, index) => fold(`${readState(control)}`) === fold(`${states[index]}`))
  )
}

function fillGroup(
  group: readonly Control[],
  part: Writable,
  field: FilledField,
  { words, merge }: FillOptions,
  traces: Traces,
): Fate {
  const writing = writeValue(part, slotOf(group))
  if (merge === 'keep' && isTyped(group) && !saysTheSame(group, writing)) {
    traces.undos.push(addNote(group, otherValue('noteKept', field, words)))
    return 'kept'
  }
  if ('refused' in writing) {
    const key = writing.refused === 'imprecise' ? 'noteImprecise' : 'noteNotWritten'
    traces.undos.push(addNote(group, otherValue(key, field, words)))
    traces.left.push(...group)
    return writing.refused
  }
  write(group, writing, field, words, traces)
  return 'filled'
}

function leaveGroup(
  group: readonly Control[],
  field: EmptyField,
  { words }: FillOptions,
  traces: Traces,
): Fate {
  if (isTyped(group)) return 'kept'
  traces.undos.push(addNote(group, reasonToFill(field, words)))
  if (field.reason !== 'none_known') traces.left.push(...group)
  return field.reason
}

function fillField(
  groups: readonly Control[][],
  field: PrefillField,
  options: FillOptions,
  traces: Traces,
): Fate {
  if (groups.length === 0) return 'no_input'
  const parts = field.value === null ? [] : dealOut(field, groups.length)
  const fates = groups.map((group, index): Fate => {
    if (field.value === null) return leaveGroup(group, field, options, traces)
    const part = parts[index]
    return part === undefined ? 'kept' : fillGroup(group, part, field, options, traces)
  })
  return fates.find((fate) => fate === 'filled') ?? fates.find((fate) => fate !== 'kept') ?? 'kept'
}

/** Fills a form with the fields of a prefill token, in the token's order. */
export function fillForm(
  form: HTMLFormElement,
  fields: PrefillClaims['fields'],
  options: FillOptions,
): Filling {
  const controls = controlsOf(form)
  const filled: string[] = []
  const missing: Missing[] = []
  const traces: Traces = { left: [], undos: [] }
  for (const [name, field] of Object.entries(fields)) {
    const groups = findControls(controls, name, options.inputs[name])
    const fate = fillField(groups, field, options, traces)
    if (fate === 'filled') filled.push(name)
    else if (fate !== 'kept') missing.push({ name, reason: fate })
  }
  const undo = () => {
    for (const each of traces.undos.reverse()) each()
  }
  return { filled, missing, left: traces.left, undo }
}
