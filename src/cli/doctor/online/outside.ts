import type { StateHttp } from '../../../sources/state-http.ts'
import type { FetchJson } from '../../../transport/fetch-public-json.ts'
import type { Transport } from '../../../transport/keep-alive-fetch.ts'

/** The ways out that the doctor is given: each of them bounded in time and size. */
export interface Outside {
  readonly transport: Transport
  readonly stateHttp: StateHttp
  /** To what forms are registered with. */
  readonly fetchJson: FetchJson
  /** For each answer of Redis. */
  readonly redisMilliseconds: number
  readonly now: () => Date
  /** Hexadecimal characters that nobody can guess. */
  readonly random: (length: number) => string
}

/** Why a call gave no usable answer, in a word; never what was sent or received. */
export function reasonOf(error: unknown): string {
  const { code } = Object(error) as { readonly code?: unknown }
  return typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? code : 'failed'
}

/** Does work on many things, some at a time. */
export async function inTurns<T, Result>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += atOnce)
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))))
  return results
}
