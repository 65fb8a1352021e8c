import { addressAfterReturn, readReturn } from './page-address.ts'
import type { TabStore } from './tab-store.ts'
import { findTrip, keepTrip } from './trip.ts'

/** The address bar, as far as a return needs it. */
export interface AddressBar {
  readonly address: string
  replace(address: string): void
  /** Loads the page of an address in place of this one. */
  load(address: string): void
}

/**
 * Takes an authorization response out of the address bar, at once and whatever it says (the code must not
 * stay in the history), and files it with its trip for the widget that left.
 * @returns whether it was not asked for here (no trip of this tab has that `state`), or another page is being loaded.
 */
export function receiveReturn(
  store: TabStore | undefined,
  { address, replace, load }: AddressBar,
): 'stray' | 'left' | undefined {
  const returned = readReturn(address)
  if (!returned) return undefined
  const trip = store && findTrip(store, returned.state)
  const isKept = trip && keepTrip(store, { ...trip, returned })
  const bare = addressAfterReturn(address)
  const next = addressAfterReturn(address, trip?.address)
  // Another query may be another page, or this one in another language: the server has to say.
  if (isKept && new URL(next).search !== new URL(bare).search) {
    replace(bare)
    load(next)
    return 'left'
  }
  replace(next)
  return trip ? undefined : 'stray'
}

/** Takes the `state` of a finished log-out out of the address bar. @returns whether there was one. */
export function receiveLogout(store: TabStore | undefined, bar: AddressBar): boolean {
  const state = store?.read('logout')
  if (!state || new URL(bar.address).searchParams.get('state') !== state) return false
  store?.remove('logout')
  bar.replace(addressAfterReturn(bar.address))
  return true
}
