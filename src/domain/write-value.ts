import type { FieldType, FieldValue } from './prefill-claims.ts'
import { isFullDate, writeFrenchDate } from './write-date.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

/** What an input of the page can take. `tick` is a checkbox alone. */
export type Slot =
  | { readonly kind: 'text' | 'textarea' | 'date' | 'month' | 'number' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly multiple: boolean }
  | { readonly kind: 'tick'; readonly choice: Choice }

/**
 * What a control, or a group of radios or checkboxes, can take.
 * @param type the control's, as the DOM has it (`select-one`)
 * @param choices of a select its options, of a group one for each control
 */
export function slotFor(type: string, choices: readonly Choice[]): Slot {
  const isBox = type === 'checkbox'
  const [choice, another] = choices
  if (isBox && choice && !another) return { kind: 'tick', choice }
  if (type === 'radio' || isBox || type.startsWith('select'))
    return { kind: 'choice', choices, multiple: isBox || type === 'select-multiple' }
  // What has no writing of its own is written as text.
  return { kind: type as 'text' }
}

/** How a value is written into a slot: a text, or the positions of the chosen ones. */
export type Writing =
  | { readonly text: string }
  | { readonly chosen: readonly number[] }
  | { readonly refused: 'imprecise' | 'not_in_options' }

export interface Writable {
  readonly type: FieldType
  readonly value: FieldValue
  readonly text?: string | undefined
  /** What the members of a list are made of, where it is known. */
  readonly items?: FieldType | undefined
}

const yes = ['true', '1', 'oui', 'yes']
const no = ['false', '0', 'non', 'no']

/** A text without what differs between writings: case, accents, kind of apostrophe, spaces around. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

function spellings(item: string | number | boolean, text?: string): string[] {
  if (typeof item === 'boolean') return item ? yes : no
  return [String(item), text ?? ''].filter((spelling) => spelling !== '').map(fold)
}

function find(choices: readonly Choice[], wanted: readonly string[]): number {
  const byValue = choices.findIndex(({ value }) => wanted.includes(fold(value)))
  return byValue >= 0 ? byValue : choices.findIndex(({ label }) => wanted.includes(fold(label)))
}

function found(field: Writable, choices: readonly Choice[]): number[] {
  const items = Array.isArray(field.value) ? field.value : [field.value]
  return items.map((item) => find(choices, spellings(item, field.text)))
}

function choose(field: Writable, choices: readonly Choice[], multiple: boolean): Writing {
  const chosen = found(field, choices)
  return chosen.includes(-1) || (chosen.length > 1 && !multiple)
    ? { refused: 'not_in_options' }
    : { chosen }
}

function tick(field: Writable, choice: Choice): Writing {
  const isOn = typeof field.value === 'boolean' ? field.value : found(field, [choice]).includes(0)
  return { chosen: isOn ? [0] : [] }
}

function isDate(field: Writable): boolean {
  return field.type === 'date' || field.type === 'partial-date'
}

function writeText(field: Writable, separator: string): string {
  const { value, text } = field
  if (text !== undefined) return text
  if (Array.isArray(value)) return membersOf(field).map(sayMember).filter(Boolean).join(separator)
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non'
  if (typeof value === 'number') return String(value).replace('.', ',')
  return isDate(field) ? writeFrenchDate(value) : value
}

const sayMember = (member: Writable) => writeText(member, ' ')

function writeIsoDate(field: Writable, length: number): Writing {
  const text = String(field.value)
  if (!isDate(field)) return { text }
  return text.length < length ? { refused: 'imprecise' } : { text: text.slice(0, length) }
}

/**
 * The writing of a canonical value in the input of a page: ISO for `type=date`, `24/08/1962` as text,
 * a choice by its value, else by its label, whatever the case and the accents. Whether an input takes the text is
 * asked of the input (see fitted.ts).
 */
export function writeValue(given: Writable, slot: Slot): Writing {
  const members = membersOf(given)
  const field = (members.length === 1 && given.text === undefined && members[0]) || given
  switch (slot.kind) {
    case 'choice':
      return choose(field, slot.choices, slot.multiple)
    case 'tick':
      return tick(field, slot.choice)
    case 'date':
      return writeIsoDate(field, 'YYYY-MM-DD'.length)
    case 'month':
      return writeIsoDate(field, 'YYYY-MM'.length)
    case 'number':
      return { text: String(field.value) }
    case 'textarea':
      return { text: writeText(field, '\n') }
    default:
      return { text: writeText(field, ', ').replace(/\s*\n\s*/g, ', ') }
  }
}

function typed(member: string, type: FieldType): Writable {
  const typedValue = type === 'boolean' ? member === 'true' : type === 'number' ? +member : member
  return { type, value: member && typedValue }
}

/** The members of a list, each of its own type; one that the source does not have is `''`. None where the value is no list. */
export function membersOf({ value, items }: Writable): Writable[] {
  if (!Array.isArray(value)) return []
  return value.map((member) => typed(member, items ?? (isFullDate(member) ? 'date' : 'text')))
}
