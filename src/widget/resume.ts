import { comeBack, fill } from './come-back.ts'
import { whenForm } from './find-form.ts'
import { bringDraftBack, draftName } from './keep-draft.ts'
import { readKeptToken } from './read-tokens.ts'
import { receiveLogout, receiveReturn } from './receive-return.ts'
import { readSession } from './session.ts'
import { takeReturnedTrip } from './trip.ts'
import { ownerOf, stay, type Widget } from './widget.ts'

/** Says quietly what a return was, once there are words: not asked for here, or the end of a log-out. */
async function sayLater(widget: Widget, key: 'notRecognised' | 'loggedOut'): Promise<void> {
  await widget.description
  stay(widget, widget.words.say(key))
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
  if (receiveReturn(store, bar)) void sayLater(widget, 'notRecognised')
  if (!store) return
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
