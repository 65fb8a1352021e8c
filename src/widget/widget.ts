import type { FormDescription } from '../domain/form-description.ts'
import type { Area } from './area.ts'
import type { Filling } from './fill.ts'
import { findForm } from './find-form.ts'
import { draftName, keepDraft } from './keep-draft.ts'
import type { Session } from './session.ts'
import type { TabStore } from './tab-store.ts'
import type { TripOwner } from './trip.ts'
import { createWays } from './ways.ts'
import type { Words } from './words.ts'

/** One `<franceconnect-prefill>` of a page and what it knows. */
export interface Widget {
  readonly host: HTMLElement
  readonly area: Area
  /** Undefined where the browser refuses to keep anything. */
  readonly store: TabStore | undefined
  /** Where the script came from, without final slash. */
  readonly scriptService: string
  words: Words
  /** Undefined once the service has not answered. */
  description?: Promise<FormDescription | undefined>
  session?: Session | undefined
  undoFill?: (() => void) | undefined
  /** Fills the form again with what the last fill held. */
  refill?: () => void
  isLeaving?: boolean
}

/** The attributes that say which form of which service a widget is for. */
export function ownerOf({ host, scriptService }: Widget): TripOwner {
  const service = new URL(host.getAttribute('service') || scriptService, location.href)
  return {
    service: service.href.replace(/\/$/, ''),
    clientId: host.getAttribute('client-id') ?? '',
    form: host.getAttribute('for') ?? '',
  }
}

/** Tells the page; what `detail` holds are names, never values. @returns false where the page prevented it. */
export function tell(widget: Widget, type: string, detail: object, cancelable = false): boolean {
  return widget.host.dispatchEvent(new CustomEvent(type, { bubbles: true, cancelable, detail }))
}

/** Stays on the page (again), with a sentence and ways to the fields that remain. */
export function stay(widget: Widget, sentence: string, left?: Filling['left']): void {
  widget.isLeaving = false
  widget.area.setBusy(false)
  widget.area.announce(sentence, ...(left?.size ? [createWays(left, widget.words)] : []))
}

/** Keeps what is typed in the widget's form. @returns false where the browser refuses. */
export function keepDraftOf(widget: Widget): boolean {
  const { host, store } = widget
  const form = findForm(host)
  return !form || !store || keepDraft(store, draftName(location.href, ownerOf(widget)), form)
}
