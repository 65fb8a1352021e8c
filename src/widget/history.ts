import { findForm } from './find-form.ts'
import { dropFill } from './log-out.ts'
import { readSession } from './session.ts'
import { tripAway } from './trip.ts'
import { keepDraftOf, ownerOf, stay, type Widget } from './widget.ts'

/**
 * Leaves a page that the browser may show again: what was filled is taken out, so that the browser keeps of the
 * form only what the citizen typed.
 */
export function leave(widget: Widget): void {
  if (widget.store && tripAway(widget.store)) keepDraftOf(widget)
  if (widget.undoFill) dropFill(widget)
}

/**
 * Takes a page up that the browser has kept whole: filled again where its citizen is still logged in, else
 * emptied, for the next citizen of a shared machine.
 */
export function returnTo(widget: Widget): void {
  const { host, session, store } = widget
  stay(widget, '')
  if (!session || !store) return
  if (readSession(store, ownerOf(widget).clientId)) {
    widget.refill?.()
    return
  }
  widget.session = undefined
  // The element listens to the reset, and shows that nobody is logged in.
  findForm(host)?.reset()
}
