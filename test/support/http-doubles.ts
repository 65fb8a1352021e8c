import type { Request, Response } from 'express'

/** A response that keeps the cookies set on it. */
export interface CookieRecorder {
  readonly response: Response
  /** Every Set-Cookie, as written. */
  readonly written: string[]
  /** The Cookie header that a browser with these cookies would send. */
  header(): string
}

/** Makes a response of which only `append('Set-Cookie', …)` works. */
export function recordCookies(): CookieRecorder {
  const written: string[] = []
  const response = { append: (_: string, value: string) => written.push(value) }
  return {
    response: response as unknown as Response,
    written,
    header: () => written.map((cookie) => cookie.split(';')[0]).join('; '),
  }
}

/** Makes a request of which only the Cookie header can be read. */
export function requestWith(cookie: string | undefined): Request {
  return { headers: cookie === undefined ? {} : { cookie } } as unknown as Request
}
