import { controlsOf } from './control.ts'
import { readDraft, type States } from './draft.ts'
import { findForm } from './find-form.ts'
import { draftOf, readToken } from './session.ts'
import { newSupply, ownerOf, type Widget } from './widget.ts'

/** What is kept of a form while the citizen is away. */
interface Draft {
  readonly states: States
  /** Of a form that was filled before. */
  readonly prefillToken?: string
}

/** Keeps what is in a widget's form for this tab. @returns false where the browser refuses. */
export function keepDraft(widget: Widget, prefillToken = widget.supply?.token): boolean {
  const { host, store, waiting } = widget
  const form = findForm(host)
  if (!form || !store) return true
  const states = { ...waiting, ...readDraft(controlsOf(form)) }
  return store.write(draftOf(location.href, ownerOf(widget)), { states, prefillToken })
}

/**
 * Takes the draft of a form out of the tab's storage, once, and the token that goes with it or is remembered.
 * @param address that of the page it was typed on
 */
export function takeDraft(widget: Widget, address: string): States {
  const { store } = widget
  if (!store) return {}
  const owner = ownerOf(widget)
  const name = draftOf(address, owner)
  const draft = store.read(name) as Draft | undefined
  store.remove(name)
  const prefillToken = draft?.prefillToken ?? readToken(store, owner.clientId)
  if (prefillToken) widget.supply = newSupply(prefillToken)
  return draft?.states ?? {}
}
