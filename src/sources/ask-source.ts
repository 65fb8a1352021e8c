import { stateSourceOf } from '../domain/catalogue.ts'
import type { SourceAnswer, SourceReason } from '../domain/source-answer.ts'
import type { StateApi, StateSource } from '../domain/state-source.ts'
import {
  type CallEnd,
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
  createCircuitBreaker,
} from '../transport/circuit-breaker.ts'
import { createConcurrencyLimit } from '../transport/concurrency-limit.ts'
import { createApiHold } from './api-hold.ts'
import { createApiParticulier } from './api-particulier.ts'
import type { AskAdapter } from './ask-adapter.ts'
import { createImpotParticulier } from './impot-particulier.ts'
import type { RetryTools } from './retry-source.ts'
import type { AskSource, SourceCall } from './source-call.ts'
import type { StateAgents } from './state-agents.ts'
import { createStateHttp } from './state-http.ts'
import type { Note } from './state-note.ts'

export interface AskSourceDependencies extends RetryTools {
  readonly now: () => Date
  readonly uuid: () => string
  readonly agents: StateAgents
  /** Is told every call, for the log. */
  readonly note: Note
  readonly breaker: Omit<CircuitBreakerOptions, 'now'>
  /** The time limit of one call; by default 11 seconds. */
  readonly callMilliseconds?: number
}

/** The state sources, and how each of them is. */
export interface GuardedSources {
  readonly askSource: AskSource
  /** The state of every source asked so far, by its name. */
  states(): Readonly<Record<string, CircuitState>>
}

// What says that a source is unwell. That it refuses is a healthy source's answer.
const failures: ReadonlySet<SourceReason> = new Set(['outage', 'timeout', 'maintenance'])

const unreadable: SourceAnswer = { status: 'unavailable', reason: 'unreadable_answer' }
const outage: SourceAnswer = { status: 'unavailable', reason: 'outage' }
const tooMany: SourceAnswer = { status: 'unavailable', reason: 'too_many_requests' }
const unknownSource: SourceAnswer = { status: 'refused', reason: 'request_refused' }

function createAdapters(
  dependencies: AskSourceDependencies,
): Readonly<Record<StateApi, AskAdapter>> {
  const { agents, callMilliseconds, ...rest } = dependencies
  const http = createStateHttp(agents, callMilliseconds)
  // Each API has a hold of its own.
  const adapter = () => ({ ...rest, http, hold: createApiHold(rest.now) })
  return {
    api_particulier: createApiParticulier(adapter()),
    impot_particulier: createImpotParticulier(adapter()),
  }
}

/**
 * How many calls to one API may be under way: as many as there are connections to one host (createAgents).
 * One more would wait for a connection while its time runs, and its timeout would count against a source
 * that is well. Who is turned away learns it at once, and fills these fields in.
 */
export const mostUnderWay = 64

const createRoom = () =>
  createConcurrencyLimit(
    { perKey: mostUnderWay, inAll: Number.POSITIVE_INFINITY },
    () => new Error('too many calls to this API are under way'),
  )

/**
 * What an answer says of its source. Nothing, where the login has ended before it came: the citizen who
 * waits no longer is no sign of illness. Nor where the API's own door was shut.
 */
function endOf(answer: SourceAnswer, signal: AbortSignal): CallEnd {
  if (answer.status !== 'unavailable') return 'succeeded'
  const { reason } = answer
  if (reason === 'too_many_requests' || (reason === 'timeout' && signal.aborted)) return 'unknown'
  return failures.has(reason) ? 'failed' : 'succeeded'
}

async function askGuarded(
  breaker: CircuitBreaker,
  adapter: AskAdapter,
  call: SourceCall,
  source: StateSource,
): Promise<SourceAnswer> {
  const leave = breaker.enter()
  if (leave === undefined) return outage
  const answer = await adapter(call, source).catch(() => unreadable)
  leave(endOf(answer, call.signal))
  return answer
}

/**
 * Makes the one way to ask state sources: each by the API that answers for it, with a circuit breaker of
 * its own, so that a source that is down costs no citizen any waiting. An API that is asked too much, by
 * its own word or by our count, is `unavailable` at once, for `too_many_requests`.
 */
export function createAskSource(dependencies: AskSourceDependencies): GuardedSources {
  const adapters = createAdapters(dependencies)
  const breakers = new Map<string, CircuitBreaker>()
  const room = createRoom()
  const breakerOf = (name: string): CircuitBreaker => {
    const { now, breaker: options } = dependencies
    const breaker = breakers.get(name) ?? createCircuitBreaker({ now, ...options })
    breakers.set(name, breaker)
    return breaker
  }
  return {
    askSource: async (call) => {
      const source = stateSourceOf(call.source)
      if (source === undefined) return unknownSource
      const { api } = source
      const breaker = breakerOf(call.source)
      return room
        .run(api, () => askGuarded(breaker, adapters[api], call, source))
        .catch(() => tooMany)
    },
    states: () => Object.fromEntries([...breakers].map(([name, { state }]) => [name, state])),
  }
}
