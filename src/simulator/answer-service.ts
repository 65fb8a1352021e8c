import type { Request, RequestHandler, Response } from 'express'
import type { BrowserSession } from './browser-sessions.ts'
import type { Citizen } from './citizens.ts'
import { type LiveSession, liveSession, submittedSession } from './live-session.ts'
import { isComplete } from './refusal.ts'
import { knownScopes } from './scopes.ts'
import { sendError } from './send-error.ts'
import type { SimulatorContext } from './simulator-context.ts'

/** `POST /login`, the form of the information page: the citizen goes back to the service. */
export function finishLogin(context: SimulatorContext): RequestHandler {
  return async (req, res) => {
    const session = submittedSession(context, req, res)
    if (session !== undefined) await answerService(context, session, req, res)
  }
}

/** `GET /auto-login`, in the place of the information page for a client that may skip it and has asked to. */
export function finishWithoutPage(context: SimulatorContext): RequestHandler {
  return async (req, res) => {
    const pending = context.sessions.find(req)?.pending
    const uid = pending?.skipsInformation ? pending.uid : undefined
    const session = liveSession(context, req, res, uid)
    if (session !== undefined) await answerService(context, session, req, res)
  }
}

async function answerService(
  context: SimulatorContext,
  session: LiveSession,
  req: Request,
  res: Response,
): Promise<void> {
  const citizen = identified(session)
  if (citizen === undefined) return sendError(context, res, 'Y190001', session)
  const { provider } = context
  const { clientId, scopes, neverEnds } = session.pending
  const grant = new provider.Grant({ accountId: citizen.login, clientId })
  grant.addOIDCScope(scopes.filter((scope) => knownScopes.includes(scope)).join(' '))
  const grantId = await grant.save()
  session.citizen = citizen
  session.pending.done = true
  await provider.interactionFinished(req, res, {
    login: { accountId: citizen.login, acr: 'eidas1', amr: ['fc', 'pwd'] },
    ...(neverEnds ? {} : { consent: { grantId } }),
  })
}

/** Who may go on: nobody whom the check with INSEE refuses, even if they skip its page. */
export function identified({ candidate, citizen }: BrowserSession): Citizen | undefined {
  const known = candidate ?? citizen
  return known !== undefined && isComplete(known) && known.ends_on === undefined ? known : undefined
}
