import type { Request, Response } from 'express'
import { open, seal } from '../sealing/seal.ts'
import type { CookieJar } from './cookies.ts'

/** How long FranceConnect's chain of log-out pages may take. */
const lifetimeSeconds = 600

/** Where a browser wants to be after FranceConnect's log-out, kept by itself, encrypted. */
export interface LogoutReturn {
  keep(response: Response, franceConnectState: string, returnTo: string | undefined): void
  /** The address kept for this `state`; undefined for any other state, or where there is none. */
  take(request: Request, response: Response, state: string | undefined): string | undefined
}

/** Makes the cookie of the return from log-out. */
export function createLogoutReturn(jar: CookieJar, cookieKeys: readonly Buffer[]): LogoutReturn {
  const name = jar.name('logout')
  return {
    keep: (response, franceConnectState, returnTo) => {
      const [key] = cookieKeys
      const text = `${franceConnectState}\n${returnTo ?? ''}`
      if (key !== undefined) jar.set(response, name, seal(text, key, name), lifetimeSeconds)
    },
    take: (request, response, state) => {
      const value = jar.read(request)[name] ?? ''
      const text = cookieKeys.map((key) => open(value, key, name)).find((one) => one !== undefined)
      jar.expire(response, name)
      const [kept, returnTo] = text?.split('\n') ?? []
      return kept !== undefined && kept === state && returnTo !== '' ? returnTo : undefined
    },
  }
}
