import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { ProtocolError } from './protocol-error-codes.ts'

/** What was wrong with the authorization request of a context, in the order in which it was found. */
export type AuthorizationMistakes = (ctx: KoaContextWithOIDC) => readonly ProtocolError[]

/**
 * Notes the mistakes in authorization requests. The provider names two when it meets one (of scope or response_type)
 * before it has looked at the redirect URI, and that one is wrong too.
 */
export function noteMistakes(provider: Provider): AuthorizationMistakes {
  const noted = new WeakMap<KoaContextWithOIDC, ProtocolError[]>()
  provider.on('authorization.error', (ctx, error) => {
    noted.set(ctx, [...(noted.get(ctx) ?? []), error])
  })
  return (ctx) => noted.get(ctx) ?? []
}
