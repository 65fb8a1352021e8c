import { attend, whenReady } from './attend.ts'
import { comeBack } from './come-back.ts'
import { findForm } from './find-form.ts'
import { receiveLogout, receiveReturn } from './receive-return.ts'
import { readSession } from './session.ts'
import { takeReturnedTrip, tripAway, tripsOf } from './trip.ts'
import { ownerOf, showSession, stay, type Widget } from './widget.ts'

/** Says quietly what a return was, once there are words. */
async function sayLater(
  widget: Widget,
  key: 'notRecognised' | 'cancelled' | 'loggedOut' | 'leaveSafely',
): Promise<void> {
  await widget.description
  stay(widget, widget.words.say(key))
}

/**
 * Receives a return that names no trip of this tab. FranceConnect keeps one login per browser, so the link
 * back on its error pages may name the login of another tab: who left from here goes to the page they left.
 * @returns whether this page is left again.
 */
function receiveStray(widget: Widget): boolean {
  const { store } = widget
  const trip = store && tripAway(store)
  if (!trip) void sayLater(widget, 'notRecognised')
  else if (new URL(trip.address).pathname !== location.pathname) {
    location.replace(trip.address)
    return true
  }
  return false
}

/**
 * Takes up what this tab knows when a page loads: a trip that comes back, else a draft left behind, who is
 * logged in and, on the next page of a multi-page form, the remembered token.
 */
export async function resume(widget: Widget, signal: AbortSignal): Promise<void> {
  const { store, host } = widget
  const bar = {
    address: location.href,
    replace: (address: string) => history.replaceState(history.state, '', address),
    load: (address: string) => location.replace(address),
  }
  if (receiveLogout(store, bar)) void sayLater(widget, 'loggedOut')
  const received = receiveReturn(store, bar)
  if (received === 'left' || (received && receiveStray(widget)) || !store) return
  const owner = ownerOf(widget)
  const trip = takeReturnedTrip(store, owner)
  if (trip) return comeBack(widget, trip, signal)
  // Who left and is here again without an answer has gone back by the browser, or was sent here.
  if (tripsOf(store, owner).length) void sayLater(widget, 'cancelled')
  // Not kept anew: it is to be gone an hour after the login, whatever the number of pages.
  widget.session = readSession(store, owner.clientId)
  showSession(widget)
  // A page without a form is the one after the submission.
  if (widget.session && !findForm(host)) void sayLater(widget, 'leaveSafely')
  await whenReady()
  attend(widget, signal, location.href)
}
