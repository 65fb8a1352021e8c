import type { EmptyField, FilledField } from '../domain/prefill-claims.ts'
import { type Writable, writeValue } from '../domain/write-value.ts'
import { sayDate } from './say-date.ts'
import type { Words } from './words.ts'

/** Where the value of a field comes from, as of when, and that it is locked. */
export function provenance(name: string, field: FilledField, words: Words): string {
  const values = { source: words.sourceName(field.source), date: sayDate(field.as_of, words.lang) }
  const from = words.say(`note.${field.assurance}`, values)
  if (!field.locked) return from
  return `${from} ${words.say('noteLocked', { correction: words.correctionOf(name) })}`.trim()
}

/** Why a field is left to the citizen. */
export function reasonToFill(field: EmptyField, words: Words): string {
  return field.message || words.say('noteToFill')
}

/** What the source says where the input does not: what was typed stays, nothing fits, or there is no input for it. */
export function otherValue(
  key: 'noteKept' | 'noteNotWritten' | 'noteImprecise' | 'noteRest',
  { source }: FilledField,
  part: Writable,
  words: Words,
): string {
  const writing = writeValue(part, { kind: 'text' })
  const value = 'text' in writing ? writing.text : ''
  return words.say(key, { source: words.sourceName(source), value }) || words.say('noteToFill')
}
