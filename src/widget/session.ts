import { draftName } from './keep-draft.ts'
import type { TabStore } from './tab-store.ts'
import { forgetTrip, type TripOwner, tripsOf } from './trip.ts'

/** Who is logged in for a form, in this tab. */
export interface Session {
  readonly idToken: string
  readonly displayName: string
}

const sessionOf = (clientId: string) => `session:${clientId}`
const tokenOf = (clientId: string) => `token:${clientId}`

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

/** Erases trips with their verifiers and the draft of a form: what its submission leaves nothing of. */
export function forgetDraft(store: TabStore, address: string, owner: TripOwner): void {
  for (const trip of tripsOf(store, owner)) forgetTrip(store, trip)
  store.remove(draftName(address, owner))
}

/** Erases all that was kept for a form, who is logged in with it. */
export function forgetAll(store: TabStore, address: string, owner: TripOwner): void {
  forgetDraft(store, address, owner)
  forgetToken(store, owner.clientId)
  store.remove(sessionOf(owner.clientId))
}
