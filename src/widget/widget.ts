import type { FormDescription } from '../domain/form-description.ts'
import type { Area } from './area.ts'
import type { States } from './draft.ts'
import type { Remaining, Supply } from './fill.ts'
import { findForm } from './find-form.ts'
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
  /** What its form is filled with. */
  supply?: Supply | undefined
  /** The token that the form was filled with when the page was left. */
  parked?: string | undefined
  /** What is left of a draft, for controls that have not come yet; undefined until the form is there. */
  waiting?: States | undefined
  isLeaving?: boolean
}

/** A prefill of which nothing is in the form yet. */
export function newSupply(token: string): Supply {
  return { token, seen: new WeakSet(), undos: [] }
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
export function stay(widget: Widget, sentence: string, left?: Remaining): void {
  widget.isLeaving = false
  widget.area.setBusy(false)
  widget.area.announce(sentence, ...(left?.size ? [createWays(left, widget.words)] : []))
}

/** Shows who is logged in, and what can be done now: take a fill back, or start where there is something to fill. */
export function showSession({ host, area, session, supply, words }: Widget): void {
  const name = session?.displayName
  const canUndo = !!supply?.undos.length
  const canStart = !canUndo && (!session || findForm(host) !== undefined)
  area.showSession(name && (words.say('connectedAs', { name }) || name), canUndo, canStart)
}
