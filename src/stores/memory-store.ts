import { ServiceError } from '../domain/errors.ts'
import type { OneTimeStore } from './one-time-store.ts'

interface Entry {
  readonly value: string
  readonly expiresAt: number
}

// Looking for the expired costs a walk over all entries: once a second is enough when full.
const sweepEveryMilliseconds = 1000

/**
 * Makes the store of a single instance: in memory, bounded, expiring by the injected clock.
 * @param capacity how many entries it holds at the most
 */
export function createMemoryStore(now: () => Date, capacity: number): OneTimeStore {
  const entries = new Map<string, Entry>()
  let sweptAt = 0

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    if (entry === undefined || entry.expiresAt > now().getTime()) return entry
    entries.delete(key)
    return undefined
  }

  const sweep = () => {
    const instant = now().getTime()
    if (instant - sweptAt < sweepEveryMilliseconds) return
    sweptAt = instant
    for (const [key, { expiresAt }] of entries) if (expiresAt <= instant) entries.delete(key)
  }

  const write = (key: string, value: string, lifetimeSeconds: number) => {
    if (entries.size >= capacity && !entries.has(key)) sweep()
    if (entries.size >= capacity && !entries.has(key)) throw new ServiceError('at_capacity')
    entries.set(key, { value, expiresAt: now().getTime() + lifetimeSeconds * 1000 })
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
      entries.delete(key)
      return entry?.value
    },
    async claim(key, lifetimeSeconds) {
      if (live(key) !== undefined) return false
      write(key, '', lifetimeSeconds)
      return true
    },
  }
}
