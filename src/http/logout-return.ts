import type { Request, Response } from 'express'
import { open } from '../sealing/seal.ts'
import type { SealedCookieDependencies } from './cookies.ts'

/** How long FranceConnect's chain of log-out pages may take. */
const lifetimeSeconds = 600

/** What a browser is to come back to after FranceConnect's log-out, kept by itself, encrypted. */
export interface KeptReturn {
  /** Undefined where the form named no address. */
  readonly returnTo: string | undefined
  /** The form that it logged out from. */
  readonly clientId: string
}

/** Keeps the return from log-out. */
export interface LogoutReturn {
  keep(response: Response, franceConnectState: string, kept: KeptReturn): void
  /** What was kept for this `state`; undefined for any other. */
  take(request: Request, response: Response, state: string | undefined): KeptReturn | undefined
}

/** Makes the cookie of the return from log-out. */
export function createLogoutReturn({
  jar,
  cookieKeys,
  seal,
}: SealedCookieDependencies): LogoutReturn {
  const name = jar.name('logout')
  return {
    keep: (response, franceConnectState, { returnTo, clientId }) => {
      const [key] = cookieKeys
      const text = [franceConnectState, returnTo ?? '', clientId].join('\n')
      if (key !== undefined) jar.set(response, name, seal(text, key, name), lifetimeSeconds)
    },
    take: (request, response, state) => {
      const value = jar.read(request)[name] ?? ''
      const text = cookieKeys.map((key) => open(value, key, name)).find((one) => one !== undefined)
      jar.expire(response, name)
      const [kept, returnTo, clientId = ''] = text?.split('\n') ?? []
      return kept !== undefined && kept === state
        ? { returnTo: returnTo || undefined, clientId }
        : undefined
    },
  }
}
