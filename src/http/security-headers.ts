import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** What a page needs beyond its own text and style. */
export interface PageNeeds {
  /**
   * Origins beside ours that a form of the page may lead to; browsers apply `form-action` to the redirects after a
   * POST too.
   */
  readonly formActions?: readonly string[] | undefined
  readonly showsImages?: boolean
}

/**
 * The content security policy of our pages: our own style sheets, our own images where there are any, and nothing
 * else.
 */
export function pagePolicy({ formActions = [], showsImages = false }: PageNeeds = {}): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    ...(showsImages ? ["img-src 'self'"] : []),
    ["form-action 'self'", ...formActions].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join(';')
}

// No page of ours needs any of it; a script that slipped in should not find it either.
const permissionsPolicy = ['camera', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ')

/**
 * The headers of every answer (helmet). Not its defaults: `no-referrer` makes browsers send
 * `Origin: null` with our own POSTs, and `upgrade-insecure-requests` breaks plain-http loopback.
 */
export function securityHeaders(isSecure: boolean): RequestHandler {
  const others = helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  })
  const policy = pagePolicy()
  return function securityHeadersMiddleware(request, response, next) {
    response.set('Content-Security-Policy', policy).set('Permissions-Policy', permissionsPolicy)
    others(request, response, next)
  }
}

/** For what pages of other origins load: metadata, keys, form descriptions, the widget. Never credentials. */
export const openToAllOrigins: RequestHandler = (_request, response, next) => {
  response
    .set('Access-Control-Allow-Origin', '*')
    .set('Cross-Origin-Resource-Policy', 'cross-origin')
  next()
}
