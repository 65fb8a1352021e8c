/** Runs work only while there is room for it. */
export interface ConcurrencyLimit {
  /** @throws what `refusal` makes when the key, or all keys together, are at their limit */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/**
 * Makes a limit on what is under way at once, for each key and in all. It does not queue: who waits in a
 * queue of ours is a citizen who could be filling in the form.
 */
export function createConcurrencyLimit(
  limits: { readonly perKey: number; readonly inAll: number },
  refusal: () => Error,
): ConcurrencyLimit {
  const underWay = new Map<string, number>()
  let inAll = 0
  return {
    async run(key, work) {
      const ofKey = underWay.get(key) ?? 0
      if (ofKey >= limits.perKey || inAll >= limits.inAll) throw refusal()
      underWay.set(key, ofKey + 1)
      inAll += 1
      try {
        return await work()
      } finally {
        inAll -= 1
        const left = (underWay.get(key) ?? 1) - 1
        if (left === 0) underWay.delete(key)
        else underWay.set(key, left)
      }
    },
  }
}
