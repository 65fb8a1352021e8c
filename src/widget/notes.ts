import type { Language } from '../domain/languages.ts'
import type { Control } from './control.ts'
import { element, isBefore } from './dom.ts'
import { randomToken } from './pkce.ts'
import { adopt, noteStyle } from './styles.ts'

function setDescribed(control: Control, edit: (ids: string) => string): void {
  const name = 'aria-describedby'
  const ids = edit(control.getAttribute(name) ?? '').trim()
  if (ids) control.setAttribute(name, ids)
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
  if (!last || last.type === 'hidden' || !text) return () => {}
  const id = `franceconnect-prefill-${randomToken().slice(0, 8)}`
  const note = element('span', { id, lang, class: 'franceconnect-prefill-note' }, text)
  const label = last.closest('label') ?? last.labels?.[0]
  // A label around or after the input stands between it and the note; one before it does not.
  ;(label && !isBefore(label, last) ? label : last).after(note)
  adopt(last.getRootNode() as Document | ShadowRoot, noteStyle)
  for (const control of group) setDescribed(control, (ids) => `${ids} ${id}`)
  return () => {
    note.remove()
    for (const control of group) setDescribed(control, (ids) => ids.replace(id, ''))
  }
}
