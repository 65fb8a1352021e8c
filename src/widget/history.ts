import { fillIn } from './fill-in.ts'
import { findForm } from './find-form.ts'
import { keepDraft } from './keep-draft.ts'
import { dropFill } from './log-out.ts'
import { readSession } from './session.ts'
import { tripAway } from './trip.ts'
import { newSupply, ownerOf, stay, type Widget } from './widget.ts'

/**
 * Leaves a page that the browser may show again: what was filled is taken out, so that the browser, and the draft,
 * keep of the form only what the citizen typed.
 */
export function leave(widget: Widget): void {
  const { store, supply, waiting } = widget
  widget.parked = supply?.token
  dropFill(widget)
  // A page that is only passed through has not got its draft back: it would keep an empty one in its place.
  if (waiting && store && tripAway(store)) keepDraft(widget, widget.parked)
}

/**
 * Takes a page up that the browser has kept whole: filled again where it is still the same citizen who is logged in, else
 * emptied, for the next citizen of a shared machine.
 */
export async function returnTo(widget: Widget): Promise<void> {
  const { host, session, store, parked } = widget
  stay(widget, '')
  if (!session || !store) return
  const form = findForm(host)
  if (readSession(store, ownerOf(widget).clientId)?.idToken === session.idToken) {
    if (!form || !parked) return
    widget.supply = newSupply(parked)
    fillIn(widget, form, await widget.description, 'keep')
    return
  }
  widget.session = widget.waiting = undefined
  // The element listens to the reset, and shows that nobody is logged in.
  form?.reset()
}
