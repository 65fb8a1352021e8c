import express, { type Express } from 'express'
import type { Metrics } from './metrics.ts'

export interface ManagementDependencies {
  readonly metrics: Metrics
  /** Whether new work is taken; false while the process drains. */
  readonly isReady: () => boolean
  /** The circuit of each FranceConnect, by origin. */
  readonly circuits: () => Readonly<Record<string, string>>
  /** Whether the shared store answers; undefined where the store is in memory. */
  readonly isRedisUp: (() => boolean) | undefined
}

function statusOf(takesWork: boolean, isRedisUp: boolean | undefined): string {
  if (!takesWork) return 'draining'
  return isRedisUp === false ? 'store_unavailable' : 'ok'
}

/** The management port, for probes and Prometheus: `/livez`, `/readyz`, `/metrics`. Not for the public. */
export function createManagementApp({
  metrics,
  isReady,
  circuits,
  isRedisUp,
}: ManagementDependencies): Express {
  const app = express().disable('x-powered-by')
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' })
  })
  app.get('/readyz', (_request, response) => {
    // FranceConnect away makes no instance unready: each of them sends its citizens back to their forms.
    const redis = isRedisUp?.()
    const status = statusOf(isReady(), redis)
    response.status(status === 'ok' ? 200 : 503).json({
      status,
      franceconnect: circuits(),
      ...(redis !== undefined && { redis: redis ? 'up' : 'down' }),
    })
  })
  app.get('/metrics', async (_request, response) => {
    response.set('Content-Type', metrics.contentType).send(await metrics.text())
  })
  return app
}
