import type { Datum } from './read-claim.ts'

/**
 * Why a source gave no data. Closed: the log, the metrics and the token say it by these words.
 * `skipped`: the citizen went on without waiting.
 */
export const sourceReasons = [
  'not_found',
  'not_identified',
  'not_concerned',
  'homonyms',
  'scope_missing',
  'token_refused',
  'request_refused',
  'timeout',
  'skipped',
  'too_many_requests',
  'conflict',
  'maintenance',
  'outage',
  'unreadable_answer',
  'other_person',
  'not_asked',
  'other_situation',
] as const
export type SourceReason = (typeof sourceReasons)[number]

/** A datum of a source; what it says may hold for an earlier day, month or year (ISO 8601). */
export type SourceDatum = Datum & { readonly asOf?: string }

/** One thing of a list (a child), what is known of it by name. */
export type SourceItem = Readonly<Record<string, Datum>>

/** What a source told, pruned to the claims that were asked. */
export interface SourceData {
  readonly values: Readonly<Record<string, SourceDatum>>
  readonly lists: Readonly<
    Record<string, { readonly items: readonly SourceItem[]; readonly asOf?: string }>
  >
}

/** How asking a source ended: six outcomes and no more (`ok` may still lack a single claim). */
export type SourceAnswer =
  | { readonly status: 'ok'; readonly data: SourceData }
  | {
      readonly status: 'empty' | 'unavailable' | 'refused' | 'inconsistent' | 'declined'
      readonly reason: SourceReason
      /** Seconds after which the source says it can be asked again, where it says so. */
      readonly retryAfter?: number
    }
