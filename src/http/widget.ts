import { type RequestHandler, Router } from 'express'

/** The built widget: its script, and what was built under each version that pages may pin. */
export interface WidgetFiles {
  readonly script: string
  /** Version → its script: this one's, and those of earlier releases. */
  readonly versions: ReadonlyMap<string, string>
}

/**
 * `/widget/v1.js`, revalidated after an hour, and `/widget/<version>.js`, which never changes: pages pin it by its
 * hash (Subresource Integrity), and go on working when the service is newer than their pin.
 */
export function widgetRouter({ script, versions }: WidgetFiles): Router {
  const serve =
    (text: string, cacheControl: string): RequestHandler =>
    (_request, response) => {
      response.set('Cache-Control', cacheControl).type('text/javascript').send(text)
    }
  const router = Router().get(
    '/widget/v1.js',
    serve(script, 'public, max-age=3600, stale-while-revalidate=86400'),
  )
  for (const [version, text] of versions)
    router.get(`/widget/${version}.js`, serve(text, 'public, max-age=31536000, immutable'))
  return router
}
