import { type Request, type Response, Router, urlencoded } from 'express'
import { finishLogin, finishWithoutPage, identified } from './answer-service.ts'
import type { PendingLogin } from './browser-sessions.ts'
import { backLink } from './error-reply.ts'
import { identityProvider } from './identity-provider.ts'
import { loginPath } from './identity-provider-routes.ts'
import { type LiveSession, liveSession, submittedSession } from './live-session.ts'
import { idpChoicePage } from './pages/idp-choice-page.ts'
import { informationPage } from './pages/information-page.ts'
import { isComplete } from './refusal.ts'
import { labelsOf } from './scopes.ts'
import { sendError } from './send-error.ts'
import { returnToService } from './service-return.ts'
import type { SimulatorContext } from './simulator-context.ts'

type Handler = (req: Request, res: Response) => void | Promise<void>

/** FranceConnect's own pages, from the choice of an identity provider to the way back to the service. */
export function interactionRoutes(context: SimulatorContext): Router {
  const router = Router()
  const form = urlencoded({ extended: false })
  router.get('/interaction/:uid', chooseIdentityProvider(context))
  router.post('/redirect-to-idp', form, leaveForIdentityProvider(context))
  router.get('/oidc-callback', receiveIdentity(context))
  router.get('/interaction/:uid/verify', verifyIdentity(context))
  router.get('/interaction/:uid/consent', showInformation(context))
  router.post('/login', form, finishLogin(context))
  router.get('/auto-login', finishWithoutPage(context))
  router.get('/redirect-to-sp-with-error', returnToService(context))
  return router
}

function chooseIdentityProvider(context: SimulatorContext): Handler {
  return async (req, res) => {
    const known = context.sessions.find(req)
    // FranceConnect breaks when this page, and no other, is asked for again after the end.
    if (known?.pending?.done && known.pending.uid === req.params.uid) {
      return sendError(context, res, 'Y000000', known)
    }
    const session = liveSession(context, req, res)
    if (session === undefined || (await refuseLevel(context, session, req, res))) return
    const { pending, csrfToken, hasFailed } = session
    session.hasFailed = false
    res.send(
      idpChoicePage({
        hasFailed,
        serviceName: serviceName(context, pending),
        action: `${context.mount}/redirect-to-idp`,
        csrfToken,
        backLink: backLink(context.mount, pending, 'access_denied', 'User auth aborted'),
      }),
    )
  }
}

/** Only `eidas1` is to be had here: FranceConnect answers the relying party with a code of its own invention. */
async function refuseLevel(
  { provider }: SimulatorContext,
  { pending }: LiveSession,
  req: Request,
  res: Response,
): Promise<boolean> {
  if (pending.acr === 'eidas1') return false
  pending.done = true
  const error_description = `acr_value is not valid, should be equal one of these values, expected eidas1, got ${pending.acr}`
  await provider.interactionFinished(req, res, { error: 'invalid_acr', error_description })
  return true
}

function leaveForIdentityProvider(context: SimulatorContext): Handler {
  return (req, res) => {
    const session = submittedSession(context, req, res)
    if (session === undefined) return
    if (req.body?.providerUid === identityProvider.uid) return res.redirect(302, loginPath)
    sendError(context, res, 'Y000400', session)
  }
}

function receiveIdentity(context: SimulatorContext): Handler {
  return (req, res) => {
    const session = context.sessions.find(req)
    if (session?.pending && typeof req.query.error === 'string') {
      session.hasFailed = true
      return res.redirect(302, `${context.mount}/interaction/${session.pending.uid}`)
    }
    if (!session?.pending || !session.candidate) return sendError(context, res, 'Y190001', session)
    if (!isComplete(session.candidate)) return sendError(context, res, 'Y600006', session)
    res.redirect(302, `${context.mount}/interaction/${session.pending.uid}/verify`)
  }
}

function verifyIdentity(context: SimulatorContext): Handler {
  return async (req, res) => {
    const session = liveSession(context, req, res)
    if (session === undefined || (await refuseLevel(context, session, req, res))) return
    const citizen = session.candidate ?? session.citizen
    if (citizen === undefined) return sendError(context, res, 'Y190001', session)
    if (citizen.ends_on !== undefined) return sendError(context, res, citizen.ends_on, session)
    const { uid, skipsInformation } = session.pending
    const next = skipsInformation ? '/auto-login' : `/interaction/${uid}/consent`
    res.redirect(302, `${context.mount}${next}`)
  }
}

function showInformation(context: SimulatorContext): Handler {
  return (req, res) => {
    const session = liveSession(context, req, res)
    if (session === undefined) return
    const citizen = identified(session)
    if (citizen === undefined) return sendError(context, res, 'Y190001', session)
    res.send(
      informationPage({
        serviceName: serviceName(context, session.pending),
        citizenName: [citizen.given_name, citizen.family_name].join(' '),
        labels: labelsOf(session.pending.scopes),
        action: `${context.mount}/login`,
        csrfToken: session.csrfToken,
      }),
    )
  }
}

function serviceName({ clients }: SimulatorContext, { clientId }: PendingLogin): string {
  return clients.get(clientId)?.name ?? clientId
}
