import { controlsOf } from './control.ts'
import { type DraftEntry, readDraft, restoreDraft } from './draft.ts'
import type { TabStore } from './tab-store.ts'
import type { TripOwner } from './trip.ts'

/** The name under which a widget's draft is kept: that of its page, form and `for`. */
export function draftName(address: string, owner: TripOwner): string {
  return `draft:${new URL(address).pathname}:${owner.clientId}:${owner.form}`
}

/** Keeps what is typed in a form for this tab. @returns false where the browser refuses. */
export function keepDraft(store: TabStore, name: string, form: HTMLFormElement): boolean {
  return store.write(name, readDraft(controlsOf(form)))
}

/** Puts the draft of a form back, once: while a citizen is away, a page that is left again keeps a new one. */
export function bringDraftBack(store: TabStore, name: string, form: HTMLFormElement): void {
  const draft = store.read(name) as DraftEntry[] | undefined
  if (draft) restoreDraft(controlsOf(form), draft)
  store.remove(name)
}
