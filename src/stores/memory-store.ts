import { ServiceError } from '../domain/errors.ts'
import type { OneTimeStore } from './one-time-store.ts'

interface Entry {
  readonly value: string
  readonly expiresAt: number
}

/** The entries of one kind. */
interface Shelf {
  readonly entries: Map<string, Entry>
  sweptAt: number
}

// Looking for the expired costs a walk over all entries: now and then is enough, once a second when full.
const sweepEveryMilliseconds = 10_000
const sweepFullEveryMilliseconds = 1000

const kindOf = (key: string) => key.slice(0, key.indexOf(':') + 1)

/**
 * Makes the store of a single instance: in memory, bounded, expiring by the injected clock. What a key says
 * before its colon is its kind, and has room of its own: who makes markers without end takes no code's place.
 * @param capacity how many entries of each kind it holds at the most
 */
export function createMemoryStore(now: () => Date, capacity: number): OneTimeStore {
  const shelves = new Map<string, Shelf>()

  const shelfOf = (key: string): Shelf => {
    const kind = kindOf(key)
    const shelf = shelves.get(kind) ?? { entries: new Map(), sweptAt: 0 }
    shelves.set(kind, shelf)
    return shelf
  }

  const live = (key: string): Entry | undefined => {
    const { entries } = shelfOf(key)
    const entry = entries.get(key)
    if (entry === undefined || entry.expiresAt > now().getTime()) return entry
    entries.delete(key)
    return undefined
  }

  const isFull = ({ entries }: Shelf, key: string) => entries.size >= capacity && !entries.has(key)

  const sweep = (shelf: Shelf, everyMilliseconds: number) => {
    const instant = now().getTime()
    if (instant - shelf.sweptAt < everyMilliseconds) return
    shelf.sweptAt = instant
    for (const [key, { expiresAt }] of shelf.entries)
      if (expiresAt <= instant) shelf.entries.delete(key)
  }

  const write = (key: string, value: string, lifetimeSeconds: number) => {
    const shelf = shelfOf(key)
    sweep(shelf, isFull(shelf, key) ? sweepFullEveryMilliseconds : sweepEveryMilliseconds)
    if (isFull(shelf, key)) throw new ServiceError('at_capacity')
    shelf.entries.set(key, { value, expiresAt: now().getTime() + lifetimeSeconds * 1000 })
  }

  return {
    async put(key, value, lifetimeSeconds) {
      write(key, value, lifetimeSeconds)
    },
    async get(key) {
      return live(key)?.value
    },
    async take(key) {
      const entry = live(key)
      shelfOf(key).entries.delete(key)
      return entry?.value
    },
    async claim(key, lifetimeSeconds) {
      if (live(key) !== undefined) return false
      write(key, '', lifetimeSeconds)
      return true
    },
    holds: () => ({
      entries: Object.fromEntries(
        [...shelves].map(([kind, { entries }]) => [kind.slice(0, -1), entries.size]),
      ),
      capacity,
    }),
  }
}
