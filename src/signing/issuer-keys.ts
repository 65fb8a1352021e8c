import { type PublishedKey, readPublishedKeys } from '../domain/published-key.ts'

const freshForMs = 5 * 60_000
const cooldownMs = 60_000
const timeoutMs = 5_000
const largestHistory = 512 * 1024

/** The public keys of one prefill service, fetched when needed. */
export interface IssuerKeys {
  /** All published keys; undefined where nobody can say now whether a key with this `kid` exists. */
  forKid(kid: string): Promise<readonly PublishedKey[] | undefined>
}

export interface IssuerKeysOptions {
  readonly issuer: string
  readonly fetch: typeof fetch
  readonly now: () => Date
}

// Keys that travel in the clear prove nothing; only a machine's own loopback is exempt.
function historyUrl(issuer: string): URL | undefined {
  if (!URL.canParse(issuer)) return undefined
  const url = new URL(`${issuer.replace(/\/$/, '')}/jwks/history`)
  const isLoopback = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback) ? url : undefined
}

async function readBounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > largestHistory) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function fetchKeys(
  issuer: string,
  fetchIt: typeof fetch,
): Promise<readonly PublishedKey[] | undefined> {
  const url = historyUrl(issuer)
  if (url === undefined) return undefined
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetchIt(url, { signal, redirect: 'error' })
    const text = response.ok ? await readBounded(response) : undefined
    return text === undefined ? undefined : readPublishedKeys(JSON.parse(text))
  } catch {
    return undefined
  }
}

/**
 * Keeps the keys of one service: fresh for 5 minutes, fetched again for an unknown `kid`, at most once
 * a minute so that made-up ones cost nothing. While the service is away the last good keys stay.
 */
export function createIssuerKeys({ issuer, fetch, now }: IssuerKeysOptions): IssuerKeys {
  let keys: readonly PublishedKey[] | undefined
  let fetchedAt = 0
  let triedAt = 0
  let underWay: Promise<void> | undefined

  const load = async () => {
    triedAt = now().getTime()
    const fetched = await fetchKeys(issuer, fetch)
    if (fetched === undefined) return
    keys = fetched
    fetchedAt = triedAt
  }
  const refresh = () => {
    underWay ??= load().finally(() => {
      underWay = undefined
    })
    return underWay
  }
  const has = (kid: string) => keys?.some((key) => key.kid === kid) === true
  const mayTry = (time: number) =>
    keys === undefined || underWay !== undefined || time - triedAt >= cooldownMs

  return {
    async forKid(kid) {
      const time = now().getTime()
      const isWanting = !has(kid) || time - fetchedAt >= freshForMs
      if (isWanting && mayTry(time)) await refresh()
      // After a failed try nobody can say that an unknown kid does not exist.
      return has(kid) || fetchedAt === triedAt ? keys : undefined
    },
  }
}
