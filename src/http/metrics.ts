import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What the service counts. Labels are codes and routes: never a name, an address or a value. */
export interface Metrics {
  login(outcome: string): void
  request(method: string, route: string, status: number, seconds: number): void
  /** The text of `/metrics` (Prometheus exposition format). */
  text(): Promise<string>
  readonly contentType: string
}

const circuitLevels: Readonly<Record<string, number>> = { closed: 0, 'half-open': 1, open: 2 }

/**
 * Makes the metrics of one instance.
 * @param circuits the circuit of each FranceConnect, by origin
 */
export function createMetrics(
  circuits: () => Readonly<Record<string, string>> = () => ({}),
): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const logins = new Counter({
    name: 'prefill_logins_total',
    help: 'Logins that came back from FranceConnect, by outcome.',
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
  new Gauge({
    name: 'franceconnect_circuit',
    help: 'Circuit breaker of each FranceConnect: 0 closed, 1 half-open, 2 open.',
    labelNames: ['origin'],
    registers: [registry],
    collect() {
      for (const [origin, state] of Object.entries(circuits()))
        this.set({ origin }, circuitLevels[state] ?? 0)
    },
  })
  return {
    login: (outcome) => logins.inc({ outcome }),
    request: (method, route, status, seconds) =>
      requests.observe({ method, route, status }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
