import { type Control, isTickable } from './control.ts'
import { element } from './dom.ts'

/** A locked group: the controls that show its value, and what releases it. */
export interface Lock {
  readonly shown: readonly Control[]
  release(): void
}

function lockText(control: HTMLInputElement | HTMLTextAreaElement): () => void {
  const wasReadOnly = control.readOnly
  control.readOnly = true
  return () => {
    control.readOnly = wasReadOnly
  }
}

function hide(part: HTMLElement): () => void {
  const { display } = part.style
  part.style.display = 'none'
  return () => {
    part.style.display = display
  }
}

/**
 * Keeps a group as it is: `readonly`, never `disabled`, so that it is read out, reached and submitted.
 * What knows no `readonly` (select, radio, checkbox) goes out of sight, and is still what the form sends;
 * in its place stands a readonly text, which the form does not send.
 * @param choice what is chosen, in words; undefined for text, which stands in the control itself.
 * @param label what the field is called where the page does not say.
 */
export function lock(group: readonly Control[], choice: string | undefined, label: string): Lock {
  // A group is never empty.
  const first = group[0] as Control
  if (choice === undefined) return { shown: group, release: lockText(first as HTMLInputElement) }
  const isAlone = group.length === 1 && first.type !== 'radio'
  const own = isTickable(first) ? first.labels?.[0] : undefined
  const shown = element('input', {
    type: 'text',
    readonly: '',
    class: 'franceconnect-prefill-locked',
    value: choice,
    // Of several, the label is that of one answer; the group around them is read out with its own.
    'aria-label': (isAlone && first.labels?.[0]?.textContent?.trim()) || label,
  })
  const releases = group
    .flatMap((control) => [control, ...((!isAlone && control.labels) || [])])
    .map(hide)
  ;(own ?? first).after(shown)
  return {
    shown: [shown],
    release() {
      shown.remove()
      for (const release of releases) release()
    },
  }
}
