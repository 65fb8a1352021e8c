import express, { type Express } from 'express'
import type { Metrics } from './metrics.ts'

export interface ManagementDependencies {
  readonly metrics: Metrics
  /** Whether new work is taken; false while the process drains. */
  readonly isReady: () => boolean
}

/** The management port, for probes and Prometheus: `/livez`, `/readyz`, `/metrics`. Not for the public. */
export function createManagementApp({ metrics, isReady }: ManagementDependencies): Express {
  const app = express().disable('x-powered-by')
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' })
  })
  app.get('/readyz', (_request, response) => {
    const ready = isReady()
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'draining' })
  })
  app.get('/metrics', async (_request, response) => {
    response.set('Content-Type', metrics.contentType).send(await metrics.text())
  })
  return app
}
