import type { Control } from './control.ts'

function lockSelect(select: HTMLSelectElement, signal: AbortSignal): void {
  const options = Array.from(select.options)
  const chosen = options.filter((option) => option.selected)
  const keep = (event: Event) => (event as KeyboardEvent).key !== 'Tab' && event.preventDefault()
  const putBack = () => {
    for (const option of options) option.selected = chosen.includes(option)
  }
  for (const type of ['mousedown', 'keydown']) select.addEventListener(type, keep, { signal })
  // A touch screen may open its own list all the same.
  select.addEventListener('input', putBack, { signal })
}

function lockOne(control: Control, signal: AbortSignal): void {
  const wasReadOnly = 'readOnly' in control && control.readOnly
  if (control.tagName === 'SELECT') lockSelect(control as HTMLSelectElement, signal)
  else (control as HTMLInputElement).readOnly = true
  if (control.type === 'radio' || control.type === 'checkbox') {
    control.addEventListener('click', (event) => event.preventDefault(), { signal })
  }
  control.ariaReadOnly = 'true'
  signal.addEventListener('abort', () => {
    if ('readOnly' in control) control.readOnly = wasReadOnly
    control.removeAttribute('aria-readonly')
  })
}

/**
 * Keeps a group as it is: `readonly`, never `disabled`, so that it is read out, reached and submitted.
 * What takes no notice of `readonly` (select, radio, checkbox) says `aria-readonly` and refuses changes.
 * @returns what releases it.
 */
export function lock(group: readonly Control[]): () => void {
  const locking = new AbortController()
  for (const control of group) lockOne(control, locking.signal)
  return () => locking.abort()
}
