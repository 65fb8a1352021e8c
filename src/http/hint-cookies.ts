import { hash } from 'node:crypto'
import type { Request, Response } from 'express'
import type { FranceConnectClient } from '../domain/form.ts'
import { open } from '../sealing/seal.ts'
import type { SealedCookieDependencies } from './cookies.ts'

/**
 * One browser keeps this many: with the attempts they stay below the 8 KB that nginx takes of one header unless
 * told otherwise. Whoever logs in for a third collectivite is logged out of the first by the others' hints: the
 * session at FranceConnect is one.
 */
const mostHints = 2

/** FranceConnect's ID token, kept by the browser as the hint that its log-out demands. */
export interface HintCookies {
  /** Keeps a hint; where there are too many, the oldest goes in the same response. */
  keep(request: Request, response: Response, client: FranceConnectClient, idToken: string): void
  find(request: Request, client: FranceConnectClient): string | undefined
  forget(response: Response, client: FranceConnectClient): void
}

/** Makes the hint cookies: encrypted, one per FranceConnect client, gone with the browser session. */
export function createHintCookies({
  jar,
  cookieKeys,
  seal,
}: SealedCookieDependencies): HintCookies {
  const prefix = jar.name('fc-')
  const nameOf = ({ key }: FranceConnectClient) =>
    `${prefix}${hash('sha256', key, 'hex').slice(0, 16)}`
  // A browser sends the cookie that it has had longest first (RFC 6265 §5.4).
  const othersThan = (name: string, request: Request) =>
    Object.keys(jar.read(request)).filter((other) => other.startsWith(prefix) && other !== name)
  return {
    keep: (request, response, client, idToken) => {
      const [key] = cookieKeys
      const name = nameOf(client)
      for (const oldest of othersThan(name, request).slice(0, 1 - mostHints))
        jar.expire(response, oldest)
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
