import { type Control, type ControlState, readState, writeStates } from './control.ts'

/** One control as it stood when the citizen left; `nth` tells apart those of one name. */
export interface DraftEntry {
  readonly key: string
  readonly nth: number
  readonly state: ControlState
}

function isKept(control: Control): boolean {
  const { type, autocomplete, name, id } = control
  // Payment data, one-time codes and a password that is shown have no business in the browser's storage.
  return (
    type !== 'hidden' &&
    !/cc-|otp|cv[cv]|one-time|passw|mot.?de.?passe|mdp/i.test(`${autocomplete} ${name} ${id}`)
  )
}

function identified(
  controls: readonly Control[],
): { control: Control; key: string; nth: number }[] {
  const seen = new Map<string, number>()
  return controls.filter(isKept).flatMap((control) => {
    const key = control.name || control.id
    if (!key) return []
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    return [{ control, key, nth }]
  })
}

/** What is typed and chosen in some controls; hidden ones are the page's own. */
export function readDraft(controls: readonly Control[]): DraftEntry[] {
  return identified(controls).map(({ control, key, nth }) => ({
    key,
    nth,
    state: readState(control),
  }))
}

/** Puts a draft back; controls that are no longer there are skipped. */
export function restoreDraft(controls: readonly Control[], draft: readonly DraftEntry[]): void {
  const found = identified(controls)
  writeStates(
    found.map(({ control }) => control),
    found.map(
      ({ key, nth }) => draft.find((entry) => entry.key === key && entry.nth === nth)?.state,
    ),
  )
}
