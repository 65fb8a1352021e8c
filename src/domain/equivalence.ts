import { foldPunctuation, foldText, foldWords, isBlank } from './fold-text.ts'
import type { FieldType, FilledField } from './prefill-claims.ts'
import { readWrittenDate } from './read-written-date.ts'
import { readWrittenNumber } from './read-written-number.ts'

/** The part of a field that its equivalence depends on. */
export type Comparable = Pick<FilledField, 'type' | 'value' | 'text' | 'items'>

type Comparison = (canonical: string, submitted: string) => boolean

const same =
  (read: (text: string) => string | undefined): Comparison =>
  (canonical, submitted) => {
    const known = read(canonical)
    return known !== undefined && known !== '' && known === read(submitted)
  }

// Looked up in upper case, which no name of every object is in.
const truths: Readonly<Record<string, string>> = Object.fromEntries([
  ...['TRUE', 'VRAI', 'OUI', 'O', 'YES', 'Y', 'ON', '1'].map((word) => [word, 'true']),
  ...['FALSE', 'FAUX', 'NON', 'N', 'NO', 'OFF', '0'].map((word) => [word, 'false']),
])

const civilities: Readonly<Record<string, string>> = {
  M: 'MONSIEUR',
  MR: 'MONSIEUR',
  MME: 'MADAME',
}

const readTruth = (text: string) => truths[foldText(text)]

const readCode = (text: string) => {
  const code = foldPunctuation(text)
  return civilities[code] ?? code
}

// Two mailboxes may differ by an accent or a dash, never in practice by case.
const readText = (text: string) =>
  text.includes('@') ? text.normalize('NFC').trim().toLowerCase() : foldWords(text)

const areSameDates = same(readWrittenDate)
const areSameTexts = same(readText)

const comparisons: Readonly<Record<FieldType, Comparison>> = {
  text: areSameTexts,
  name: same(foldPunctuation),
  date: areSameDates,
  'partial-date': areSameDates,
  number: same(readWrittenNumber),
  boolean: same(readTruth),
  code: same(readCode),
  address: same(foldPunctuation),
  list: (canonical, submitted) =>
    areSameTexts(canonical, submitted) || areSameDates(canonical, submitted),
}

// Where one input holds the whole list, the dash counts: « Jean-Pierre » is one given name, not two.
function isListInOneInput(list: readonly string[], submitted: string): boolean {
  const parts = submitted.split(/[,;\n]/).filter((part) => !isBlank(part))
  if (parts.length > 1) return areSameLists(list, parts)
  return list.map(foldText).join(' ') === foldText(submitted)
}

function areSameLists(list: readonly string[], submitted: readonly string[]): boolean {
  return (
    list.length === submitted.length &&
    list.every((member, index) => comparisons.list(member, submitted[index] ?? ''))
  )
}

function isWritten({ type, value, text }: Comparable, submitted: string): boolean {
  const canonical = Array.isArray(value) ? value.join('\n') : String(value)
  if (comparisons[type](canonical, submitted)) return true
  return text !== undefined && comparisons[type === 'code' ? 'code' : 'text'](text, submitted)
}

/**
 * Whether every member of a group's list is said in its place. What the source did not know of a thing
 * (`''`) may be anything there, since it is for the citizen to tell; so may nothing stand beyond the list.
 */
export function areMembers(
  list: readonly string[],
  submitted: readonly string[],
  isSame: (member: string, text: string) => boolean,
): boolean {
  return (
    submitted.slice(list.length).every(isBlank) &&
    list.every((member, index) => member === '' || isSame(member, submitted[index] ?? ''))
  )
}

// One input may hold the whole list: a thing in each line, or between semicolons or commas.
function isGroup(list: readonly string[], items: FieldType, submitted: readonly string[]): boolean {
  const isSame = (member: string, text: string) => comparisons[items](member, text)
  if (areMembers(list, submitted, isSame)) return true
  const [only = ''] = submitted
  const isOne = submitted.length === 1 && list.length > 1
  return isOne && [/[;\n]/, /[,;\n]/].some((sign) => areMembers(list, only.split(sign), isSame))
}

// No canonical value comes near it, and Unicode normalization of a hostile text takes quadratic time.
const longestCompared = 5000

/**
 * Whether what a browser submitted says the same as a field of a prefill token, by type and whatever
 * the writing. These are the rules of `canon` 1 and stay as they are: a token filed years ago gets the
 * verdict that it got then. Other rules would be another canon beside this one.
 *
 * Several values under one name: for a list, its members in order; for a boolean the last one counts
 * (a hidden `0` before a ticked `1`); otherwise each says the same, or all of them joined do.
 *
 * For the list of a group the members in order, each by what it is made of: there a blank keeps its place.
 * @param submitted at least one value, none of them blank (but for a group, where not all of them are)
 */
export function isEquivalent(field: Comparable, submitted: readonly string[]): boolean {
  const { type, value, items } = field
  const last = submitted.at(-1)
  if (last === undefined || submitted.some((one) => one.length > longestCompared)) return false
  if (Array.isArray(value) && items !== undefined) return isGroup(value, items, submitted)
  if (Array.isArray(value) && type !== 'address')
    return (
      areSameLists(value, submitted) || (submitted.length === 1 && isListInOneInput(value, last))
    )
  if (type === 'boolean') return isWritten(field, last)
  return (
    submitted.every((one) => isWritten(field, one)) ||
    (submitted.length > 1 && isWritten(field, submitted.join('\n')))
  )
}
