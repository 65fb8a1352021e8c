import { type RequestHandler, Router } from 'express'

/** The built widget: its script, and the version that names it for ever. */
export interface WidgetFile {
  readonly script: string
  readonly version: string
}

/** `/widget/v1.js`, revalidated after an hour, and `/widget/<version>.js`, which never changes. */
export function widgetRouter({ script, version }: WidgetFile): Router {
  const serve =
    (cacheControl: string): RequestHandler =>
    (_request, response) => {
      response.set('Cache-Control', cacheControl).type('text/javascript').send(script)
    }
  return Router()
    .get('/widget/v1.js', serve('public, max-age=3600, stale-while-revalidate=86400'))
    .get(`/widget/${version}.js`, serve('public, max-age=31536000, immutable'))
}
