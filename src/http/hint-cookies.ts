import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import type { FranceConnectClient } from '../domain/form.ts'
import { open, seal } from '../sealing/seal.ts'
import type { CookieJar } from './cookies.ts'

/** FranceConnect's ID token, kept by the browser as the hint that its log-out demands. */
export interface HintCookies {
  keep(response: Response, client: FranceConnectClient, idToken: string): void
  find(request: Request, client: FranceConnectClient): string | undefined
  forget(response: Response, client: FranceConnectClient): void
}

/** Makes the hint cookies: encrypted, one per FranceConnect client, gone with the browser session. */
export function createHintCookies(jar: CookieJar, cookieKeys: readonly Buffer[]): HintCookies {
  const nameOf = ({ key }: FranceConnectClient) =>
    jar.name(`fc-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`)
  return {
    keep: (response, client, idToken) => {
      const [key] = cookieKeys
      const name = nameOf(client)
      if (key !== undefined) jar.set(response, name, seal(idToken, key, name))
    },
    find: (request, client) => {
      const name = nameOf(client)
      const value = jar.read(request)[name] ?? ''
      return cookieKeys.map((key) => open(value, key, name)).find((text) => text !== undefined)
    },
    forget: (response, client) => jar.expire(response, nameOf(client)),
  }
}
