import { comeBack, fill } from './come-back.ts'
import { findForm, whenForm } from './find-form.ts'
import { bringDraftBack, draftName } from './keep-draft.ts'
import { readKeptToken } from './read-tokens.ts'
import { receiveLogout, receiveReturn } from './receive-return.ts'
import { readSession, readToken } from './session.ts'
import { takeReturnedTrip, tripAway, tripsOf } from './trip.ts'
import { ownerOf, stay, type Widget } from './widget.ts'

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
  const { store, host, area } = widget
  const bar = {
    address: location.href,
    replace: (address: string) => history.replaceState(history.state, '', address),
  }
  if (receiveLogout(store, bar)) void sayLater(widget, 'loggedOut')
  if (receiveReturn(store, bar) && receiveStray(widget)) return
  if (!store) return
  const owner = ownerOf(widget)
  const trip = takeReturnedTrip(store, owner)
  if (trip) return comeBack(widget, trip)
  // Who left and is here again without an answer has gone back by the browser, or was sent here.
  if (tripsOf(store, owner).length > 0) void sayLater(widget, 'cancelled')
  const session = readSession(store, owner.clientId)
  if (session) {
    // Not kept anew: it is to be gone an hour after the login, whatever the number of pages.
    widget.session = session
    const hasForm = findForm(host) !== undefined
    area.showSession(session.displayName, false, hasForm)
    // A page without a form is the one after the submission.
    if (!hasForm) void sayLater(widget, 'leaveSafely')
  }
  const form = await whenForm(host, signal)
  if (!form) return
  area.showSession(session?.displayName, false)
  bringDraftBack(store, draftName(location.href, owner), form)
  const prefillToken = readToken(store, owner.clientId)
  const claims = prefillToken && readKeptToken(prefillToken)
  if (!claims) return
  // What a citizen changed on a page they come back to is never replaced.
  const { sentence, left } = await fill(widget, { form, claims, prefillToken }, 'keep')
  stay(widget, sentence, left)
}
