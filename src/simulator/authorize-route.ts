import type { Request, Response } from 'express'
import { isAcceptable, rewriteForProvider } from './authorize-parameters.ts'
import type { BrowserSession } from './browser-sessions.ts'
import { sendError } from './send-error.ts'
import type { SimulatorContext } from './simulator-context.ts'

/** `GET /authorize`: FranceConnect's validator, then the OpenID provider. */
export function authorizeRoute(context: SimulatorContext) {
  return async (req: Request, res: Response): Promise<void> => {
    const query = new URLSearchParams(req.url.split('?')[1] ?? '')
    if (!isAcceptable(query)) {
      sendError(context, res, 'Y030007')
      return
    }
    const session = context.sessions.open(req, res)
    session.idpHint = query.get('idp_hint') ?? undefined
    session.prompt = query.get('prompt') ?? undefined
    await forgetFormerAccount(context, session, req, res)
    req.url = `/authorize?${rewriteForProvider(query)}`
    context.handOver(req, res)
  }
}

/**
 * The provider keeps a session of its own. When ours has ended (30 minutes, a log-out broken off), its account
 * must not stand in the way of another citizen.
 */
async function forgetFormerAccount(
  { provider }: SimulatorContext,
  session: BrowserSession,
  req: Request,
  res: Response,
): Promise<void> {
  const own = await provider.Session.get(provider.createContext(req, res))
  if (own.accountId !== undefined && own.accountId !== session.citizen?.login) await own.destroy()
}
