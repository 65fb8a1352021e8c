import type { Request } from 'express'

/**
 * Whether a POST comes from a page of ours: the browser says so, or names our origin. Another site's POST
 * does neither, and brings no Lax cookie besides.
 */
export function comesFromUs(request: Request, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site']
  return site === 'same-origin' || (site === undefined && request.headers.origin === publicUrl)
}
