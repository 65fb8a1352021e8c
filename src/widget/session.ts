import { draftName } from './keep-draft.ts'
import type { TabStore } from './tab-store.ts'
import { forgetTrip, type TripOwner, tripsOf } from './trip.ts'

/** Who is logged in for a form, in this tab; the prefill token only where it is to be remembered. */
export interface Session {
  readonly idToken: string
  readonly displayName: string
  readonly prefillToken?: string
}

const sessionOf = (clientId: string) => `session:${clientId}`

/** Keeps who is logged in for this tab, one form at a time. */
export function keepSession(store: TabStore, clientId: string, session: Session): void {
  store.write(sessionOf(clientId), session)
}

/** Who is logged in on a form in this tab; undefined where nobody is, or the hour is over. */
export function readSession(store: TabStore | undefined, clientId: string): Session | undefined {
  // Only keepSession writes under this name, in storage that no other origin can reach.
  return store?.read(sessionOf(clientId)) as Session | undefined
}

/**
 * Erases all that was kept for a form: trips with their verifiers, draft, tokens; the latter stay where
 * they are to be remembered for the next page.
 */
export function forgetAll(
  store: TabStore,
  address: string,
  owner: TripOwner,
  remember: boolean,
): void {
  for (const trip of tripsOf(store, owner)) forgetTrip(store, trip)
  store.remove(draftName(address, owner))
  if (!remember) store.remove(sessionOf(owner.clientId))
}
