import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import type { Seal } from '../sealing/seal.ts'

/** How cookies are written: with the `__Host-` prefix and `Secure`, or plain on plain-http loopback. */
export interface CookieJar {
  /** The full name of a cookie of ours. */
  name(suffix: string): string
  read(request: Request): Readonly<Record<string, string | undefined>>
  /** @param maxAgeSeconds absent for a cookie that ends with the browser session */
  set(response: Response, name: string, value: string, maxAgeSeconds?: number): void
  expire(response: Response, name: string): void
}

/** What cookies are written with that nobody else can read. */
export interface SealedCookieDependencies {
  readonly jar: CookieJar
  /** Newest first: it is written with, all are read with. */
  readonly cookieKeys: readonly Buffer[]
  readonly seal: Seal
}

/**
 * Makes the cookie jar of an instance. SameSite is Lax, not Strict: the return from FranceConnect is a
 * cross-site navigation. On plain-http loopback, `Secure` and the prefix are left out, because Safari
 * drops such cookies there.
 */
export function createCookieJar(isSecure: boolean): CookieJar {
  const shared = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const
  const append = (response: Response, name: string, value: string, maxAge?: number) =>
    response.append(
      'Set-Cookie',
      stringifySetCookie({ ...shared, name, value, ...(maxAge !== undefined && { maxAge }) }),
    )
  return {
    name: (suffix) => `${isSecure ? '__Host-' : ''}prefill-${suffix}`,
    read: (request) => parseCookie(request.headers.cookie ?? ''),
    set: append,
    expire: (response, name) => append(response, name, '', 0),
  }
}
