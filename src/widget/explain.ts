import type { FormDescription } from '../domain/form-description.ts'
import type { Words } from './words.ts'

/** What will be fetched, from whom and why, in sentences for before the click; empty until the form is known. */
export function explain(description: FormDescription | undefined, words: Words): string[] {
  return description === undefined ? [] : [words.say('explain'), words.say('purpose')]
}
