import { comeBack, fill } from './come-back.ts'
import { whenForm } from './find-form.ts'
import { bringDraftBack, draftName } from './keep-draft.ts'
import { readKeptToken } from './read-tokens.ts'
import { receiveLogout, receiveReturn } from './receive-return.ts'
import { readSession } from './session.ts'
import { takeReturnedTrip, tripAway } from './trip.ts'
import { ownerOf, stay, type Widget } from './widget.ts'

// Set for the page that a citizen is sent on to.
const strayed = 'strayed'

/** Says quietly what a return was, once there are words. */
async function sayLater(
  widget: Widget,
  key: 'notRecognised' | 'cancelled' | 'loggedOut',
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
  if (!trip || new URL(trip.address).pathname === location.pathname) {
    void sayLater(widget, trip ? 'cancelled' : 'notRecognised')
    return false
  }
  store?.write(strayed, true)
  location.replace(trip.address)
  return true
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
  if (store.read(strayed)) {
    store.remove(strayed)
    void sayLater(widget, 'cancelled')
  }
  const owner = ownerOf(widget)
  const trip = takeReturnedTrip(store, owner)
  if (trip) return comeBack(widget, trip)
  const session = readSession(store, owner.clientId)
  if (session) {
    // Not kept anew: it is to be gone an hour after the login, whatever the number of pages.
    widget.session = session
    area.showSession(session.displayName, false)
  }
  const form = await whenForm(host, signal)
  if (!form) return
  bringDraftBack(store, draftName(location.href, owner), form)
  const { prefillToken } = session ?? {}
  const claims = prefillToken && readKeptToken(prefillToken)
  if (!claims) return
  // What a citizen changed on a page they come back to is never replaced.
  const { sentence } = await fill(widget, { form, claims, prefillToken }, 'keep')
  stay(widget, sentence)
}
