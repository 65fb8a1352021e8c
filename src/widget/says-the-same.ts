import { fold, type Writing } from '../domain/write-value.ts'
import { type Control, readState, statesFor } from './control.ts'

/** Whether a group holds already what a writing says, whatever the case and the accents. */
export function saysTheSame(group: readonly Control[], writing: Writing): boolean {
  const states = statesFor(group, writing)
  return (
    !('refused' in writing) &&
    group.every((control, index) => fold(`${readState(control)}`) === fold(`${states[index]}`))
  )
}
