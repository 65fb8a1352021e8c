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
  /** The files of the configuration whose new version is not taken. */
  readonly refusedFiles?: () => readonly string[]
}

/** As many as a reader of `/readyz` looks at. */
const mostFiles = 20

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
  refusedFiles = () => [],
}: ManagementDependencies): Express {
  const app = express().disable('x-powered-by')
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' })
  })
  app.get('/readyz', (_request, response) => {
    // FranceConnect away makes no instance unready: each of them sends its citizens back to their forms.
    const redis = isRedisUp?.()
    const refused = refusedFiles()
    const status = statusOf(isReady(), redis)
    response.status(status === 'ok' ? 200 : 503).json({
      status,
      franceconnect: circuits(),
      ...(redis !== undefined && { redis: redis ? 'up' : 'down' }),
      // The old version serves: told, and no reason to take the instance out.
      ...(refused.length > 0 && { configuration: { refused: refused.slice(0, mostFiles) } }),
    })
  })
  app.get('/metrics', async (_request, response) => {
    response.set('Content-Type', metrics.contentType).send(await metrics.text())
  })
  return app
}
