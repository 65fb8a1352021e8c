import type { KoaContextWithOIDC } from 'oidc-provider'
import type { BrowserSessions } from './browser-sessions.ts'
import { errorReply } from './error-reply.ts'
import type { SimulatorClient } from './simulator-client.ts'

interface Place {
  mount: string
  clients: ReadonlyMap<string, SimulatorClient>
  sessions: BrowserSessions
}

/**
 * Refuses the `amr` claim to a client without the right to it. FranceConnect looks at this last, over an answer that
 * already leads to the first page: it keeps its `Location` and becomes the page Y100009, and the login is lost.
 */
export function refuseAmr(place: Place, ctx: KoaContextWithOIDC): void {
  const { oidc } = ctx
  if (oidc.route !== 'authorization' || oidc.entities.Interaction === undefined) return
  const { id_token, userinfo } = oidc.claims
  const asked = id_token?.amr !== undefined || userinfo?.amr !== undefined
  if (!asked || place.clients.get(String(oidc.client?.clientId))?.amr) return
  const session = place.sessions.find(ctx.req)
  if (session !== undefined) session.pending = undefined
  const { status, body } = errorReply(place, 'Y100009', undefined, 'client claim not allowed')
  Object.assign(ctx, { status, type: 'html', body })
}
