import type { Response } from 'express'

/**
 * Sends a browser on (303, RFC 9110 §15.4.4) and says nothing else: Express's own redirect negotiates a body, which
 * no browser shows.
 */
export function seeOther(response: Response, location: string): void {
  response.status(303).location(location).end()
}
