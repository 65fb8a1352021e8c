import type { KoaContextWithOIDC } from 'oidc-provider'
import type { BrowserSessions } from './browser-sessions.ts'
import { identityProvider } from './identity-provider.ts'
import { loginPath } from './identity-provider-routes.ts'

interface Place {
  issuer: string
  sessions: BrowserSessions
}

/**
 * Sends a new login that has an `idp_hint` straight to the identity provider, without the page that offers it; to
 * the service, with an error, if the hint is none that it may use. Whoever is logged in already needs neither.
 */
export function followHint({ issuer, sessions }: Place, ctx: KoaContextWithOIDC): void {
  const { route, entities } = ctx.oidc
  if (route !== 'authorization' || entities.Interaction === undefined) return
  const session = sessions.find(ctx.req)
  if (session?.pending?.idpHint === undefined || session.citizen !== undefined) return
  const { idpHint, redirectUri } = session.pending
  const known = idpHint === identityProvider.uid
  ctx.status = 302
  ctx.redirect(known ? loginPath : hintRefused(redirectUri, issuer))
}

function hintRefused(redirectUri: string, issuer: string): string {
  const address = new URL(redirectUri)
  address.searchParams.set('error', 'invalid_idp_hint')
  const description = 'An idp_hint was provided but is not allowed'
  address.searchParams.set('error_description', description)
  // FranceConnect forgets the state here and says so literally; a relying party must survive it.
  address.searchParams.set('state', 'undefined')
  address.searchParams.set('iss', issuer)
  return address.href
}
