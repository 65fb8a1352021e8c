import type { Language } from '../domain/languages.ts'
import type { Control } from './control.ts'
import { element, isBefore } from './dom.ts'
import { randomToken } from './pkce.ts'
import { adopt, noteStyle } from './styles.ts'

function setDescribed(control: Control, id: string, isDescribed: boolean): void {
  const name = 'aria-describedby'
  const others = (control.getAttribute(name) ?? '').split(' ').filter((one) => one && one !== id)
  if (isDescribed) others.push(id)
  if (others.length > 0) control.setAttribute(name, others.join(' '))
  else control.removeAttribute(name)
}

/**
 * Puts a visible sentence after a group of controls and describes them by it. A `span`, which may stand
 * wherever an input may, and after the label where the label holds the input: its name must not change. It is
 * in the widget's language, which the page's need not be (WCAG 3.1.2).
 * @returns what removes it.
 */
export function addNote(group: readonly Control[], text: string, lang: Language): () => void {
  const last = group.at(-1)
  if (last === undefined || last.type === 'hidden' || !text) return () => {}
  const id = `franceconnect-prefill-${randomToken().slice(0, 8)}`
  const note = element('span', { id, lang, class: 'franceconnect-prefill-note' }, text)
  const label = last.closest('label') ?? last.labels?.[0]
  // A label around or after the input stands between it and the note; one before it does not.
  ;(label && !isBefore(label, last) ? label : last).after(note)
  adopt(last.getRootNode() as Document | ShadowRoot, noteStyle)
  for (const control of group) setDescribed(control, id, true)
  return () => {
    note.remove()
    for (const control of group) setDescribed(control, id, false)
  }
}
