import express, { type Express } from 'express'
import type { Metrics } from './metrics.ts'

export interface ManagementDependencies {
  readonly metrics: Metrics
  /** Whether new work is taken; false while the process drains. */
  readonly isReady: () => boolean
  /** The circuit of each FranceConnect, by origin. */
  readonly circuits: () => Readonly<Record<string, string>>
}

/** The management port, for probes and Prometheus: `/livez`, `/readyz`, `/metrics`. Not for the public. */
export function createManagementApp({
  metrics,
  isReady,
  circuits,
}: ManagementDependencies): Express {
  const app = express().disable('x-powered-by')
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' })
  })
  app.get('/readyz', (_request, response) => {
    const ready = isReady()
    // FranceConnect away makes no instance unready: each of them sends its citizens back to their forms.
    const body = { status: ready ? 'ok' : 'draining', franceconnect: circuits() }
    response.status(ready ? 200 : 503).json(body)
  })
  app.get('/metrics', async (_request, response) => {
    response.set('Content-Type', metrics.contentType).send(await metrics.text())
  })
  return app
}
