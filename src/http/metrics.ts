import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Form } from '../domain/form.ts'
import type { Verification } from '../domain/judge-token.ts'
import { tellRefusedFiles } from './refused-files-metric.ts'
import { type StoreHoldings, tellHoldings, timeStore } from './store-metrics.ts'
import { countVerifications } from './verified-fields.ts'

/** What the service counts. Labels are codes, routes and names of the configuration: never what a request brought. */
export interface Metrics {
  /** A login that ended: `ok` where it came back well, or the error's code. */
  login(outcome: string): void
  request(method: string, route: string, status: number, seconds: number): void
  /** A state source that was asked: how it ended, by its catalogue's word, and why. */
  source(source: string, status: string, reason: string, seconds: number): void
  /** What `/verify` said of a submission of this form. */
  verification(form: Form, found: Verification): void
  /** An operation of the one-time store: `ok`, or the code of the error that it ended on. */
  store(operation: string, outcome: string, seconds: number): void
  /** From now on tells what the store in memory holds. */
  watchStore(holds: () => StoreHoldings): void
  /** The text of `/metrics` (Prometheus exposition format). */
  text(): Promise<string>
  readonly contentType: string
}

const circuitLevels: Readonly<Record<string, number>> = { closed: 0, 'half-open': 1, open: 2 }

type States = () => Readonly<Record<string, string>>

/** What is told of those that we depend on: circuit breakers, each FranceConnect's by origin, each state source's by name. */
export interface Dependencies {
  readonly franceConnect: States
  readonly sources: States
  /** Whether the shared store answers; undefined where the store is in memory. */
  readonly isRedisUp?: (() => boolean) | undefined
  /** The files of the configuration whose new version is not taken. */
  readonly refusedFiles?: () => readonly string[]
}

function tellCircuits(registry: Registry, name: string, label: string, states: States): void {
  new Gauge({
    name,
    help: 'Circuit breaker: 0 closed, 1 half-open, 2 open.',
    labelNames: [label],
    registers: [registry],
    collect() {
      for (const [key, state] of Object.entries(states()))
        this.set({ [label]: key }, circuitLevels[state] ?? 0)
    },
  })
}

function tellRedis(registry: Registry, isUp: () => boolean): void {
  new Gauge({
    name: 'prefill_redis_up',
    help: 'Whether the shared store answers: 1 yes, 0 no.',
    registers: [registry],
    collect() {
      this.set(isUp() ? 1 : 0)
    },
  })
}

const none: Dependencies = { franceConnect: () => ({}), sources: () => ({}) }

/** Makes the metrics of one instance. */
export function createMetrics(dependencies: Dependencies = none): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  tellCircuits(registry, 'franceconnect_circuit', 'origin', dependencies.franceConnect)
  tellCircuits(registry, 'prefill_source_circuit', 'source', dependencies.sources)
  if (dependencies.isRedisUp !== undefined) tellRedis(registry, dependencies.isRedisUp)
  if (dependencies.refusedFiles !== undefined) tellRefusedFiles(registry, dependencies.refusedFiles)
  const logins = new Counter({
    name: 'prefill_logins_total',
    help: 'Logins that ended, by outcome: ok, or the code of the error.',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests answered, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2, 6, 12],
    registers: [registry],
  })
  const sources = new Histogram({
    name: 'prefill_source_duration_seconds',
    help: 'State sources asked, by outcome and reason.',
    labelNames: ['source', 'status', 'reason'],
    buckets: [0.1, 0.5, 1, 2, 4, 6, 9, 12],
    registers: [registry],
  })
  return {
    login: (outcome) => logins.inc({ outcome }),
    request: (method, route, status, seconds) =>
      requests.observe({ method, route, status }, seconds),
    source: (source, status, reason, seconds) =>
      sources.observe({ source, status, reason }, seconds),
    verification: countVerifications(registry),
    store: timeStore(registry),
    watchStore: (holds) => tellHoldings(registry, holds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
