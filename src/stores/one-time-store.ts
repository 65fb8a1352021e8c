/**
 * Where a login leaves what the next request needs: codes, markers, outcomes. Keys are hashes and values
 * sealed before they come here, so that a stolen store reveals nobody. Where it does not answer, every method throws
 * ServiceError `store_unavailable`.
 */
export interface OneTimeStore {
  /** @throws ServiceError `at_capacity` when there is no room: nothing live is evicted. */
  put(key: string, value: string, lifetimeSeconds: number): Promise<void>
  get(key: string): Promise<string | undefined>
  /** Reads and removes in one step: of two takers one gets it. */
  take(key: string): Promise<string | undefined>
  /** Sets a marker where none is: of two claimers one gets true. */
  claim(key: string, lifetimeSeconds: number): Promise<boolean>
  /** For the metrics: entries by kind, and how many of each it takes; absent where others share the store. */
  holds?(): { readonly entries: Readonly<Record<string, number>>; readonly capacity: number }
}
