import type { TabStore } from './tab-store.ts'
import { everyTrip, forgetTrip, type TripOwner } from './trip.ts'

/** Who is logged in for a form, in this tab. */
export interface Session {
  readonly idToken: string
  readonly displayName: string
}

const sessionOf = (clientId: string) => `session:${clientId}`
const tokenOf = (clientId: string) => `token:${clientId}`

/** The name under which a draft is kept: that of its page, form and `for`. */
export const draftOf = (address: string, { clientId, form }: TripOwner) =>
  `draft:${new URL(address).pathname}:${clientId}:${form}`

/**
 * Keeps who is logged in for this tab, until the log-out or for an hour: the page after the submission is to say
 * so and to offer the log-out.
 */
export function keepSession(store: TabStore, clientId: string, session: Session): void {
  store.write(sessionOf(clientId), session)
}

/** Who is logged in on a form in this tab; undefined where nobody is, or the hour is over. */
export function readSession(store: TabStore, clientId: string): Session | undefined {
  // Only keepSession writes under this name, in storage that no other origin can reach.
  return store.read(sessionOf(clientId)) as Session | undefined
}

/** Keeps the prefill token of a form for its next page. */
export function keepToken(store: TabStore, clientId: string, prefillToken: string): void {
  store.write(tokenOf(clientId), prefillToken)
}

/** The prefill token that an earlier page of this tab kept. */
export function readToken(store: TabStore, clientId: string): string | undefined {
  return store.read(tokenOf(clientId)) as string | undefined
}

/** Forgets the prefill token of a form. */
export function forgetToken(store: TabStore, clientId: string): void {
  store.remove(tokenOf(clientId))
}

/**
 * Erases what a submission leaves nothing of: the draft of the form, and the trips of this tab with their verifiers.
 * All of them: while one is away, what is in the forms is kept again as the page is left.
 */
export function forgetDraft(store: TabStore, address: string, owner: TripOwner): void {
  for (const trip of everyTrip(store)) forgetTrip(store, trip)
  store.remove(draftOf(address, owner))
}

/** Erases all that this tab keeps, of every form: the log-out ends FranceConnect's session for all of them. */
export function forgetAll(store: TabStore): void {
  store.names().forEach(store.remove)
}
