import type { Request, Response } from 'express'
import type { BrowserSession, PendingLogin } from './browser-sessions.ts'
import { sendError } from './send-error.ts'
import type { SimulatorContext } from './simulator-context.ts'

/** A browser's session with a login on its way. */
export interface LiveSession extends BrowserSession {
  pending: PendingLogin
}

/**
 * The session behind a page's address, or undefined once FranceConnect's page for what is wrong has been sent:
 * no session, another login meanwhile, an answer already given.
 */
export function liveSession(
  context: SimulatorContext,
  req: Request,
  res: Response,
  uid: unknown = req.params.uid,
): LiveSession | undefined {
  const session = context.sessions.find(req)
  const code = pageFault(session, uid)
  if (code === undefined && isLive(session)) return session
  sendError(context, res, code ?? 'Y190001', session)
  return undefined
}

/** The session behind a form, whose token must be the session's: an older tab's is not. Undefined as above. */
export function submittedSession(
  context: SimulatorContext,
  req: Request,
  res: Response,
): LiveSession | undefined {
  const session = context.sessions.find(req)
  const code = formFault(session, req.body?.csrfToken)
  if (code === undefined && isLive(session)) return session
  sendError(context, res, code ?? 'Y190001', session)
  return undefined
}

function pageFault(session: BrowserSession | undefined, uid: unknown): string | undefined {
  if (!isLive(session)) return 'Y190001'
  const { pending } = session
  // An empty state passes the validator and breaks here, as in the real one.
  return pending.done || pending.uid !== uid || pending.state === '' ? 'Y190004' : undefined
}

function formFault(session: BrowserSession | undefined, csrfToken: unknown): string | undefined {
  if (!isLive(session)) return 'Y190001'
  if (csrfToken !== session.csrfToken) return 'Y470001'
  return session.pending.done ? 'Y190004' : undefined
}

function isLive(session: BrowserSession | undefined): session is LiveSession {
  return session?.pending !== undefined
}
