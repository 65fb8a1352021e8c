import type { Writing } from '../domain/write-value.ts'
import type { Control } from './control.ts'

function takes(control: Control, text: string): boolean {
  // A copy: what page and framework know of the input stays as it is, and so does what they object to.
  const probe = control.cloneNode() as HTMLInputElement
  // No limit is -1, and then the largest of all.
  const maxLength = probe.maxLength >>> 0
  probe.value = text
  return probe.value === text && probe.validity.valid && text.length <= maxLength
}

/**
 * A writing, refused where an input does not take its text as it is: longer than its `maxlength`, other than its
 * `type`, `pattern`, `min`, `max` or `step` wants. Locked in there, nobody could send it nor correct it.
 */
export function fitted(group: readonly Control[], writing: Writing): Writing {
  return 'text' in writing && !group.every((control) => takes(control, writing.text))
    ? { refused: 'not_in_options' }
    : writing
}
