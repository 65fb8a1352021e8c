import type { Words } from './words.ts'

const keys = ['about', 'explain', 'purpose'] as const

/** What FranceConnect is, what will be fetched, from whom and why: sentences for before the click, empty until the form is known. */
export function explain(words: Words): string[] {
  return keys.map((key) => words.say(key))
}
