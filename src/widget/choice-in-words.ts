import type { Slot, Writing } from '../domain/write-value.ts'
import type { Words } from './words.ts'

/** What a writing chooses, in the words of the page; undefined where the slot takes text. */
export function choiceInWords(slot: Slot, writing: Writing, words: Words): string | undefined {
  if (!('chosen' in writing)) return undefined
  const { chosen } = writing
  if (slot.kind === 'choice') return chosen.map((index) => slot.choices[index]?.label).join(', ')
  return chosen.length ? words.say('yes') : words.say('no')
}
