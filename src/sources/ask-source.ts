import { stateSourceOf } from '../domain/catalogue.ts'
import type { SourceAnswer, SourceReason } from '../domain/source-answer.ts'
import type { StateApi, StateSource } from '../domain/state-source.ts'
import {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
  createCircuitBreaker,
} from '../transport/circuit-breaker.ts'
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

// What says that a source is unwell. That it refuses, or is busy, is a healthy source's answer.
const failures: ReadonlySet<SourceReason> = new Set(['outage', 'timeout', 'maintenance'])

const isFailure = (answer: SourceAnswer) =>
  answer.status === 'unavailable' && failures.has(answer.reason)

const unreadable: SourceAnswer = { status: 'unavailable', reason: 'unreadable_answer' }
const outage: SourceAnswer = { status: 'unavailable', reason: 'outage' }
const held: SourceAnswer = { status: 'unavailable', reason: 'too_many_requests' }
const unknownSource: SourceAnswer = { status: 'refused', reason: 'request_refused' }

function createAdapters(
  dependencies: AskSourceDependencies,
): Readonly<Record<StateApi, AskAdapter>> {
  const { agents, callMilliseconds, ...rest } = dependencies
  const adapter = { ...rest, http: createStateHttp(agents, callMilliseconds) }
  return {
    api_particulier: createApiParticulier(adapter),
    impot_particulier: createImpotParticulier(adapter),
  }
}

// Who goes on asking after a 429 is banned for twelve hours, with all citizens of the instance.
// An agency's own quota, which its answer says without a Retry-After, is that source's business alone.
const longestHoldSeconds = 300

/** Until when an API is left alone, because it said that it was asked too much. */
function createHolds(now: () => Date) {
  const until = new Map<StateApi, number>()
  return {
    isHeld: (api: StateApi) => now().getTime() < (until.get(api) ?? 0),
    heed: (api: StateApi, answer: SourceAnswer) => {
      if (answer.status === 'ok' || answer.reason !== 'too_many_requests') return
      const seconds = Math.min(answer.retryAfter ?? 0, longestHoldSeconds)
      until.set(api, now().getTime() + seconds * 1000)
    },
  }
}

async function askGuarded(
  breaker: CircuitBreaker,
  adapter: AskAdapter,
  call: SourceCall,
  source: StateSource,
): Promise<SourceAnswer> {
  if (!breaker.enter()) return outage
  const answer = await adapter(call, source).catch(() => unreadable)
  breaker.leave(isFailure(answer))
  return answer
}

/**
 * Makes the one way to ask state sources: each by the API that answers for it, with a circuit breaker of
 * its own, so that a source that is down costs no citizen any waiting.
 */
export function createAskSource(dependencies: AskSourceDependencies): GuardedSources {
  const adapters = createAdapters(dependencies)
  const breakers = new Map<string, CircuitBreaker>()
  const holds = createHolds(dependencies.now)
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
      if (holds.isHeld(api)) return held
      const answer = await askGuarded(breakerOf(call.source), adapters[api], call, source)
      holds.heed(api, answer)
      return answer
    },
    states: () => Object.fromEntries([...breakers].map(([name, { state }]) => [name, state])),
  }
}
