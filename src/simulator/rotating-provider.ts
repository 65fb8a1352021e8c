import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { createProvider, type ProviderOptions } from './provider.ts'
import { generateSigningKeys, type SigningKeys } from './signing-keys.ts'

/** The OpenID provider, whose signing keys can change while it runs. */
export interface RotatingProvider {
  /** Not to be kept: it is another one after a rotation. */
  readonly current: Provider
  /** Hands a request over to it. */
  handOver(req: IncomingMessage, res: ServerResponse): void
  /** The keys that sign now. */
  readonly keys: SigningKeys
  /** Signs with new keys from now on. The former ones stay published unless they are to be forgotten. */
  rotate(options: { forget: boolean }): SigningKeys
}

type Options = Omit<ProviderOptions, 'secrets'> & { keys: SigningKeys }

/**
 * oidc-provider reads its keys once. A rotation therefore makes a new one around the same storage and cookies:
 * logins on their way, sessions and access tokens live on.
 */
export function createRotatingProvider({ keys, ...options }: Options): RotatingProvider {
  const cookieKey = randomBytes(32).toString('hex')
  const providerWith = (all: readonly SigningKeys[]) =>
    createProvider({ ...options, secrets: { keys: all, cookieKey } })
  let published = [keys]
  let signing = keys
  let current = providerWith(published)
  let callback = current.callback()
  let generation = 1

  return {
    get current() {
      return current
    },
    get keys() {
      return signing
    },
    handOver: (req, res) => void callback(req, res),
    rotate: ({ forget }) => {
      generation += 1
      signing = generateSigningKeys(generation)
      published = forget ? [signing] : [signing, ...published]
      current = providerWith(published)
      callback = current.callback()
      return signing
    },
  }
}
