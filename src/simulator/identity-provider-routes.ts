import { type Request, type Response, Router, urlencoded } from 'express'
import { z } from 'zod'
import type { BrowserSession } from './browser-sessions.ts'
import { citizenPassword } from './citizens.ts'
import { identityProvider } from './identity-provider.ts'
import { loginPage } from './pages/login-page.ts'
import { logoutFormId, logoutStepPage } from './pages/logout-pages.ts'
import { sendError } from './send-error.ts'
import type { SimulatorContext } from './simulator-context.ts'

/** Where the identity provider's form stands: it is a site of its own, outside FranceConnect's routes. */
export const loginPath = '/idp/login'

/** Its log-out, which FranceConnect sends the citizen through on the way out. */
export const idpLogoutPath = '/idp/session/end'
const idpLogoutConfirmation = `${idpLogoutPath}/confirm`

const Credentials = z.object({ login: z.string(), password: z.string(), csrfToken: z.string() })

/** The identity provider: its login form, what it answers to it, and its log-out. */
export function identityProviderRoutes(context: SimulatorContext): Router {
  const router = Router()
  router.get(loginPath, (req, res) => {
    const session = context.sessions.find(req)
    if (session?.pending === undefined) return sendError(context, res, 'Y190001')
    const { login } = req.query
    sendForm(context, res, session, typeof login === 'string' ? login : '', false)
  })
  router.post(loginPath, urlencoded({ extended: false }), (req, res) => logIn(context, req, res))
  router.get(idpLogoutPath, (_req, res) => {
    res.send(logoutPage())
  })
  router.post(idpLogoutConfirmation, (_req, res) => {
    res.redirect(303, `${context.mount}/client/logout-callback`)
  })
  return router
}

function logoutPage(): string {
  const title = `${identityProvider.name} : déconnexion`
  return logoutStepPage({ title, action: idpLogoutConfirmation, id: logoutFormId })
}

function logIn(context: SimulatorContext, req: Request, res: Response): void {
  const session = context.sessions.find(req)
  const sent = Credentials.safeParse(req.body)
  if (!session?.pending || !sent.success || sent.data.csrfToken !== session.csrfToken) {
    sendError(context, res, 'Y190001')
    return
  }
  const { login, password } = sent.data
  const citizen = context.citizens.get(login)
  if (citizen === undefined || password !== citizenPassword) {
    sendForm(context, res.status(401), session, login, true)
    return
  }
  session.candidate = citizen
  res.redirect(303, `${context.mount}/oidc-callback`)
}

function sendForm(
  context: SimulatorContext,
  res: Response,
  session: BrowserSession,
  login: string,
  refused: boolean,
): void {
  const { csrfToken } = session
  const citizens = [...context.citizens.values()]
  const cancelLink = `${context.mount}/oidc-callback?error=access_denied`
  res.send(loginPage({ action: loginPath, csrfToken, cancelLink, citizens, login, refused }))
}
