import { addressAfterReturn, readReturn } from './page-address.ts'
import type { TabStore } from './tab-store.ts'
import { findTrip, keepTrip } from './trip.ts'

/** The address bar, as far as a return needs it. */
export interface AddressBar {
  readonly address: string
  replace(address: string): void
}

/**
 * Takes an authorization response out of the address bar, at once and whatever it says (the code must not
 * stay in the history), and files it with its trip for the widget that left.
 * @returns whether it was not asked for here: no trip of this tab has that `state`.
 */
export function receiveReturn(store: TabStore | undefined, bar: AddressBar): boolean {
  const returned = readReturn(bar.address)
  if (!returned) return false
  const trip = store && findTrip(store, returned.state)
  bar.replace(addressAfterReturn(bar.address, trip?.address))
  if (!store || !trip) return true
  keepTrip(store, { ...trip, returned })
  return false
}

/** Takes the `state` of a finished log-out out of the address bar. @returns whether there was one. */
export function receiveLogout(store: TabStore | undefined, bar: AddressBar): boolean {
  const state = store?.read('logout')
  if (!state || new URL(bar.address).searchParams.get('state') !== state) return false
  store?.remove('logout')
  bar.replace(addressAfterReturn(bar.address))
  return true
}
