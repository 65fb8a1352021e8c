import type { NextFunction, Request, Response } from 'express'
import type { Logger } from 'pino'
import { type Language, pickLanguage } from '../domain/languages.ts'
import type { Metrics } from './metrics.ts'

/** What every request has: an id that the citizen's error page shows too, and a log that bears it. */
export interface RequestContext {
  readonly requestId: string
  readonly log: Logger
}

// On the request itself: weak maps that grow by an entry a request cost the garbage collector.
const key = Symbol('context')
type WithContext = Request & { [key]?: RequestContext }

/** The context of a request that went through `requestContext`. */
export function contextOf(request: WithContext): RequestContext {
  const context = request[key]
  if (context === undefined) throw new TypeError('requestContext comes first')
  return context
}

/** The language of a request's browser, French where it asks for none that we speak. */
export function browserLanguage(request: Request): Language {
  return pickLanguage(request.acceptsLanguages()) ?? 'fr'
}

// A path can hold anything that someone typed: the log and the metrics know routes only.
const routeOf = (request: Request): string =>
  typeof request.route?.path === 'string' ? request.route.path : 'none'

export interface RequestContextDependencies {
  readonly log: Logger
  readonly random: (bytes: number) => Buffer
  readonly metrics: Metrics
}

/** Gives each request its id and its log, and writes one line when it has been answered. */
export function requestContext({ log, random, metrics }: RequestContextDependencies) {
  return function requestContextMiddleware(
    request: WithContext,
    response: Response,
    next: NextFunction,
  ): void {
    const requestId = random(8).toString('hex')
    const context = { requestId, log: log.child({ request_id: requestId }) }
    const startedAt = performance.now()
    request[key] = context
    response.set('X-Request-Id', requestId)
    response.on('finish', () => {
      const milliseconds = performance.now() - startedAt
      const route = routeOf(request)
      metrics.request(request.method, route, response.statusCode, milliseconds / 1000)
      context.log.info(
        { method: request.method, route, status: response.statusCode, milliseconds },
        'request',
      )
    })
    next()
  }
}
