import { randomUUID } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'

/** What a back end remembers of its visitors, in memory: enough for a demonstration. */
export interface Visits<Visit> {
  of(request: Request): Visit | undefined
  remember(response: Response, visit: Visit): void
}

/** Makes a memory of visits, by a session cookie; each new memory has a new id. */
export function createVisits<Visit>(cookieName: string, path: string): Visits<Visit> {
  const visits = new Map<string, Visit>()
  return {
    of: (request) => visits.get(parseCookie(request.headers.cookie ?? '')[cookieName] ?? ''),
    remember: (response, visit) => {
      const value = randomUUID()
      visits.set(value, visit)
      response.set(
        'Set-Cookie',
        stringifySetCookie({ name: cookieName, value, path, httpOnly: true, sameSite: 'lax' }),
      )
    },
  }
}
