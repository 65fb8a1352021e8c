import { isTickable } from '../domain/find-places.ts'
import type { Control } from './control.ts'
import { element } from './dom.ts'

/** A locked group: the controls that show its value, and what releases it. */
export interface Lock {
  readonly shown: readonly Control[]
  release(): void
}

/** Sets a member of something. @returns what sets it back. */
function change<Of, Member extends keyof Of>(of: Of, member: Member, value: Of[Member]) {
  const before = of[member]
  of[member] = value
  return () => {
    of[member] = before
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
  if (choice === undefined) {
    return { shown: group, release: change(first as HTMLInputElement, 'readOnly', true) }
  }
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
    .map(({ style }) => change(style, 'display', 'none'))
  ;(own ?? first).after(shown)
  return {
    shown: [shown],
    release() {
      shown.remove()
      for (const release of releases) release()
    },
  }
}
