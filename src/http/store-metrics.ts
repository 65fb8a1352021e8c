import { Gauge, Histogram, type Registry } from 'prom-client'

/** What a store in memory holds, by kind of entry, and how many of each kind it takes. */
export interface StoreHoldings {
  readonly entries: Readonly<Record<string, number>>
  readonly capacity: number
}

/** Times the store's operations, by how they ended. */
export function timeStore(
  registry: Registry,
): (operation: string, outcome: string, seconds: number) => void {
  const operations = new Histogram({
    name: 'prefill_store_operation_duration_seconds',
    help: 'Operations of the one-time store: ok, or the code of the error.',
    labelNames: ['operation', 'outcome'],
    buckets: [0.0005, 0.002, 0.01, 0.05, 0.25, 1],
    registers: [registry],
  })
  return (operation, outcome, seconds) => operations.observe({ operation, outcome }, seconds)
}

/** Tells what a store in memory holds, at the moment when it is asked. */
export function tellHoldings(registry: Registry, holds: () => StoreHoldings): void {
  const registers = [registry]
  new Gauge({
    name: 'prefill_store_entries',
    help: 'Entries of the store in memory, by kind.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, count] of Object.entries(holds().entries)) this.set({ kind }, count)
    },
  })
  new Gauge({
    name: 'prefill_store_capacity',
    help: 'Entries of each kind that the store in memory takes.',
    registers,
    collect() {
      this.set(holds().capacity)
    },
  })
}
