import { type EncryptionKey, findEncryptionKey } from '../domain/encryption-key.ts'
import { ServiceError } from '../domain/errors.ts'
import type { FormEncryption } from '../domain/form.ts'

/** The keys that forms' tokens are encrypted to. */
export interface FormKeys {
  /** @throws ServiceError `form_key_unavailable`, and then nothing is handed over */
  keyOf(encryption: FormEncryption): Promise<EncryptionKey>
}

export interface FormKeysOptions {
  readonly now: () => Date
  /** @throws an error with a `code` that holds nothing received */
  readonly fetchJson: (address: string) => Promise<unknown>
}

interface Kept {
  readonly key: EncryptionKey
  readonly at: number
}

interface Failed {
  readonly reason: string
  readonly at: number
}

const freshMilliseconds = 10 * 60_000
const staleMilliseconds = 24 * 3600_000
// Short beside the minute that a code is good for.
const cooldownMilliseconds = 5_000
const mostKept = 10_000
// Where nothing stands at the address any more, that is the form's answer: its keys are withdrawn.
const withdrawn: ReadonlySet<string> = new Set(['status_404', 'status_410'])

/** Remembers the newest; the oldest makes room. */
function remember<T>(all: Map<string, T>, address: string, value: T): void {
  all.delete(address)
  all.set(address, value)
  const [oldest] = all.keys()
  if (all.size > mostKept && oldest !== undefined) all.delete(oldest)
}

const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : 'failed'
}

/**
 * Makes the keys of forms. One that stands at an address is fetched when it is first needed and after ten
 * minutes; while the address does not answer the last good one serves for a day, but not where it answers
 * without a usable key, or that there is nothing (404, 410). A failure is not asked for again within five seconds.
 */
export function createFormKeys({ now, fetchJson }: FormKeysOptions): FormKeys {
  const kept = new Map<string, Kept>()
  const failed = new Map<string, Failed>()
  const underWay = new Map<string, Promise<EncryptionKey | string>>()
  const age = (at: number) => now().getTime() - at

  const fetchKey = async (address: string): Promise<EncryptionKey | string> => {
    let isAway = false
    const found = await fetchJson(address).then(findEncryptionKey, (error: unknown) => {
      const code = codeOf(error)
      isAway = !withdrawn.has(code)
      return code
    })
    const at = now().getTime()
    // A form that takes its key away, or publishes a wrong one, means it: the former one is over.
    if (!isAway) kept.delete(address)
    if (typeof found === 'string') remember(failed, address, { reason: found, at })
    else {
      failed.delete(address)
      remember(kept, address, { key: found, at })
    }
    return found
  }

  const refresh = (address: string) => {
    const fetching =
      underWay.get(address) ?? fetchKey(address).finally(() => underWay.delete(address))
    underWay.set(address, fetching)
    return fetching
  }

  const ofAddress = async (address: string): Promise<EncryptionKey> => {
    const known = kept.get(address)
    if (known !== undefined && age(known.at) < freshMilliseconds) return known.key
    const failure = failed.get(address)
    const isCooling = failure !== undefined && age(failure.at) < cooldownMilliseconds
    const found = isCooling ? failure.reason : await refresh(address)
    if (typeof found !== 'string') return found
    const last = kept.get(address)
    if (last !== undefined && age(last.at) < staleMilliseconds) return last.key
    throw new ServiceError('form_key_unavailable', { detail: { reason: found } })
  }

  return {
    keyOf: async (encryption) =>
      'key' in encryption ? encryption.key : ofAddress(encryption.jwks_uri),
  }
}
