import type { Seal } from '../sealing/seal.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'

/** A store, and what seals all that is left in it. */
export interface SealedStore {
  readonly store: OneTimeStore
  readonly seal: Seal
}
