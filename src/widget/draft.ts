import { type Control, type ControlState, readState, writeStates } from './control.ts'

/** Controls as they stood when the citizen left, by name and place among those of that name. */
export type States = Record<string, ControlState>

function isKept(control: Control): boolean {
  const { type, autocomplete, name, id } = control
  // Payment data, one-time codes and a password that is shown have no business in the browser's storage.
  return (
    type !== 'hidden' &&
    !/cc-|otp|cv[cv]|one-time|passw|mot.?de.?passe|mdp/i.test(`${autocomplete} ${name} ${id}`)
  )
}

/** What each control is called in a draft; empty for what is not kept. */
function keysOf(controls: readonly Control[]): string[] {
  const seen = new Map<string, number>()
  return controls.map((control) => {
    const name = isKept(control) && (control.name || control.id)
    if (!name) return ''
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    return `${nth}:${name}`
  })
}

/** What is typed and chosen in some controls; hidden ones are the page's own. */
export function readDraft(controls: readonly Control[]): States {
  const keys = keysOf(controls)
  const states = controls.map((control, index) => [keys[index], readState(control)] as const)
  return Object.fromEntries(states.filter(([key]) => key))
}

/** Puts a draft back where its controls are, once; the rest stays in it, for controls that come later. */
export function restoreDraft(controls: readonly Control[], draft: States): void {
  const keys = keysOf(controls)
  const states = keys.map((key) => draft[key])
  for (const key of keys) delete draft[key]
  writeStates(controls, states)
}
