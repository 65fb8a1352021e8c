import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Entry {
  payload: AdapterPayload
  expiresAt: number
}

const smallest = 1000
/** For models that are given no lifetime of their own; nothing of FranceConnect's lives longer. */
const longestSeconds = 1800

/**
 * The storage of oidc-provider, in memory. Lifetimes follow the given clock to the second, without the provider's
 * own tolerance: as FranceConnect's store, it has forgotten a code 30 seconds after its issue.
 */
export function createClockedStore(now: () => Date): (model: string) => Adapter {
  const entries = new Map<string, Entry>()
  let sweepAt = smallest

  const read = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    return entry !== undefined && entry.expiresAt > now().getTime() ? entry : undefined
  }

  const sweep = () => {
    const instant = now().getTime()
    for (const [key, { expiresAt }] of entries) if (expiresAt <= instant) entries.delete(key)
    sweepAt = Math.max(smallest, entries.size * 2)
  }

  const write = (key: string, payload: AdapterPayload, seconds = longestSeconds) => {
    if (entries.size >= sweepAt) sweep()
    entries.set(key, { payload, expiresAt: now().getTime() + seconds * 1000 })
  }

  const remove = (model: string, id: string) => {
    const entry = entries.get(`${model}:${id}`)
    entries.delete(`${model}:${id}`)
    if (entry?.payload.uid) entries.delete(`${model}/uid:${entry.payload.uid}`)
  }

  return (model) => ({
    upsert: async (id, payload, seconds) => {
      write(`${model}:${id}`, payload, seconds)
      if (payload.uid) write(`${model}/uid:${payload.uid}`, payload, seconds)
    },
    find: async (id) => read(`${model}:${id}`)?.payload,
    findByUid: async (uid) => read(`${model}/uid:${uid}`)?.payload,
    // Only the device flow asks this, which FranceConnect has not.
    findByUserCode: async () => undefined,
    destroy: async (id) => remove(model, id),
    consume: async (id) => {
      const entry = read(`${model}:${id}`)
      if (entry) entry.payload = { ...entry.payload, consumed: Math.floor(now().getTime() / 1000) }
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
    },
  })
}
