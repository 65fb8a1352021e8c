import type { KoaContextWithOIDC } from 'oidc-provider'
import type { BrowserSessions } from './browser-sessions.ts'
import { logoutFormId, logoutStepPage } from './pages/logout-pages.ts'

interface Place {
  issuer: string
  mount: string
  sessions: BrowserSessions
}

/**
 * The first page of a log-out. A browser in which somebody has logged in is sent round by the identity provider, even
 * if they have logged out since; any other one comes straight to the confirmation.
 */
export function renderLogout({ issuer, mount, sessions }: Place, ctx: KoaContextWithOIDC): void {
  const session = sessions.find(ctx.req)
  const xsrf = String(ctx.oidc.session?.state?.secret)
  ctx.type = 'html'
  if (!ctx.oidc.session?.accountId || session === undefined) {
    const action = confirmAddress(issuer)
    ctx.body = logoutStepPage({ action, fields: { xsrf, logout: 'yes' } })
    return
  }
  session.citizen = undefined
  session.logoutToken = xsrf
  ctx.body = logoutStepPage({ action: `${mount}/client/disconnect-from-idp` })
}

/**
 * The last page of the round. Its form says nothing of the whole session, so that only the tokens of the service
 * that asked die with it; who was logged in, FranceConnect has already forgotten.
 */
export function confirmationPage(issuer: string, xsrf: string): string {
  return logoutStepPage({ action: confirmAddress(issuer), fields: { xsrf }, id: logoutFormId })
}

function confirmAddress(issuer: string): string {
  return `${issuer}/session/end/confirm`
}
