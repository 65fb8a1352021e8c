import { foldText } from './fold-text.ts'

/** What a person is recognised by, as somebody wrote it. */
export interface NamedPerson {
  /** The family name, and the usage name where there is one. */
  readonly familyNames: readonly string[]
  /** Each given name; a text that holds several, with spaces between, counts as its words. */
  readonly givenNames: readonly string[]
}

// Apostrophes, dashes and all punctuation count for blanks.
const comparable = (name: string) =>
  foldText(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const comparables = (names: readonly string[]) =>
  names.map(comparable).filter((name) => name !== '')

// Written with a space, « Anne Laure » can be one name: then its words have to stand side by side.
const hasRun = (names: readonly string[], run: string) =>
  run.includes(' ') && ` ${names.join(' ')} `.includes(` ${run} `)

const isAmong = (names: readonly string[], name: string) =>
  names.includes(name) || hasRun(names, name)

/**
 * Whether two writings can be the same person, as the State decides it: the family name is equal and so is
 * at least one given name, both without accents and in upper case, `œ` and `æ` opened, everything between
 * the letters taken for a blank. A usage name counts as a family name. Dates of birth do not decide.
 */
export function isSamePerson(one: NamedPerson, other: NamedPerson): boolean {
  const familyNames = comparables(other.familyNames)
  if (!comparables(one.familyNames).some((name) => familyNames.includes(name))) return false
  const mine = comparables(one.givenNames)
  const theirs = comparables(other.givenNames)
  return mine.some((name) => isAmong(theirs, name)) || theirs.some((name) => isAmong(mine, name))
}
