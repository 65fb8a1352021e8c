const prefix = 'franceconnect-prefill:'
const lifetimeMs = 60 * 60 * 1000

/** What the widget keeps for this tab, for at most 60 minutes. */
export interface TabStore {
  read(name: string): unknown
  /** @returns false where the browser refuses to keep it. */
  write(name: string, value: unknown): boolean
  remove(name: string): void
  names(): string[]
}

/** An entry as `write` made it; undefined where there is none. */
function parseEntry(text: string | null): { at: number; value: unknown } | undefined {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** Opens the store over a `Storage`, by a clock in milliseconds; what is older than 60 minutes is erased when it opens and when it is read. */
export function openTabStore(storage: Storage, now: () => number): TabStore {
  const store: TabStore = {
    read(name) {
      const entry = parseEntry(storage.getItem(prefix + name))
      if (entry && now() - entry.at < lifetimeMs) return entry.value
      store.remove(name)
      return undefined
    },
    write(name, value) {
      try {
        storage.setItem(prefix + name, JSON.stringify({ at: now(), value }))
        return true
      } catch {
        return false
      }
    },
    remove: (name) => storage.removeItem(prefix + name),
    names: () =>
      Object.keys(storage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  }
  for (const name of store.names()) store.read(name)
  return store
}

/** This tab's store; undefined where the browser refuses `sessionStorage`. */
export function openThisTab(): TabStore | undefined {
  try {
    return openTabStore(sessionStorage, Date.now)
  } catch {
    return undefined
  }
}
