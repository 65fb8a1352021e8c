import { findForm } from './find-form.ts'
import { pickPostLogoutUri } from './page-address.ts'
import { randomToken } from './pkce.ts'
import { logoutAddress } from './service.ts'
import { forgetAll, forgetToken, keepSession, type Session } from './session.ts'
import { ownerOf, showSession, stay, type Widget } from './widget.ts'

/** Takes a session over and shows whose it is. */
export function logIn(widget: Widget, session: Session): void {
  widget.session = session
  if (widget.store) keepSession(widget.store, ownerOf(widget).clientId, session)
  showSession(widget)
}

/** Puts the form back as it was before the last fill, without a word. */
export function dropFill(widget: Widget): void {
  for (const undo of widget.supply?.undos.reverse() ?? []) undo()
  widget.supply = undefined
  showSession(widget)
}

/** Puts the form back as it was before the last fill; the token is forgotten, the citizen stays logged in. */
export function undo(widget: Widget): void {
  dropFill(widget)
  if (widget.store) forgetToken(widget.store, ownerOf(widget).clientId)
  stay(widget, widget.words.say('undone'))
}

/**
 * Empties the form of what was filled and typed (the browser may show this page again), erases all that is kept
 * and leaves for the service's log-out, which ends FranceConnect's session too.
 */
export async function logOut(widget: Widget): Promise<void> {
  const { session, store } = widget
  if (!session) return
  widget.session = undefined
  dropFill(widget)
  findForm(widget.host)?.reset()
  const owner = ownerOf(widget)
  if (store) forgetAll(store)
  const description = await widget.description
  const back = pickPostLogoutUri(location.href, description?.post_logout_redirect_uris ?? [])
  const state = randomToken()
  store?.write('logout', state)
  location.assign(logoutAddress(owner.service, session.idToken, back, state))
}
