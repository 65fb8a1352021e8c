import type { ReturnParameters } from './page-address.ts'
import type { TabStore } from './tab-store.ts'

/** One way to the service and back: what must be known on return to trust it and to redeem its code. */
export interface Trip {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly redirectUri: string
  /** The page's exact address, query and fragment included. */
  readonly address: string
  readonly service: string
  readonly clientId: string
  /** The `for` of the widget that left, empty where it has none. */
  readonly form: string
  /** Set once the page has come back. */
  readonly returned?: ReturnParameters
}

/** Which widget of a page a trip belongs to. */
export type TripOwner = Pick<Trip, 'service' | 'clientId' | 'form'>

const named = (state: string) => `trip:${state}`

/** Keeps a trip for this tab. @returns false where the browser refuses. */
export function keepTrip(store: TabStore, trip: Trip): boolean {
  return store.write(named(trip.state), trip)
}

/** The trip of this tab that a `state` names. */
export function findTrip(store: TabStore, state: string): Trip | undefined {
  // Only keepTrip writes under this name, in storage that no other origin can reach.
  return store.read(named(state)) as Trip | undefined
}

/** Every trip of this tab. */
export function everyTrip(store: TabStore): Trip[] {
  return store
    .names()
    .filter((name) => name.startsWith(named('')))
    .flatMap((name) => (store.read(name) as Trip | undefined) ?? [])
}

/** Every trip of this tab that a widget started. */
export function tripsOf(store: TabStore, owner: TripOwner): Trip[] {
  return everyTrip(store).filter(
    ({ service, clientId, form }) =>
      service === owner.service && clientId === owner.clientId && form === owner.form,
  )
}

/** A trip on which a widget has left from this tab and has not come back yet. */
export function tripAway(store: TabStore): Trip | undefined {
  return everyTrip(store).find(({ returned }) => !returned)
}

/** Forgets a trip, its verifier with it. */
export function forgetTrip(store: TabStore, trip: Trip): void {
  store.remove(named(trip.state))
}

/**
 * Takes the trip that has come back for this widget, once: neither a reload nor another widget gets it
 * again, and earlier trips that were given up are forgotten with it.
 */
export function takeReturnedTrip(store: TabStore, owner: TripOwner): Trip | undefined {
  const trips = tripsOf(store, owner)
  const trip = trips.find(({ returned }) => returned)
  if (trip) for (const each of trips) forgetTrip(store, each)
  return trip
}
