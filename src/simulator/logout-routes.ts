import { Router } from 'express'
import { idpLogoutPath } from './identity-provider-routes.ts'
import { confirmationPage } from './render-logout.ts'
import { sendError } from './send-error.ts'
import type { SimulatorContext } from './simulator-context.ts'

const allowed = new Set([
  'id_token_hint',
  'post_logout_redirect_uri',
  'state',
  'client_id',
  'logout_hint',
  'ui_locales',
])

/** FranceConnect's validator before log-out: a hint that is there, an address that is one, nothing else, nothing twice. */
export function isAcceptableLogout(query: URLSearchParams): boolean {
  const names = [...query.keys()]
  const address = query.get('post_logout_redirect_uri')
  return (
    names.every((name) => allowed.has(name)) &&
    new Set(names).size === names.length &&
    (query.get('id_token_hint') ?? '') !== '' &&
    (address === null || URL.canParse(address))
  )
}

/** The log-out: a chain of forms through the identity provider and back, each of which submits itself. */
export function logoutRoutes(context: SimulatorContext): Router {
  const { issuer, sessions, handOver } = context
  const router = Router()
  router.get('/session/end', (req, res) => {
    if (isAcceptableLogout(new URLSearchParams(req.url.split('?')[1] ?? ''))) {
      return handOver(req, res)
    }
    sendError(context, res, 'Y000400')
  })
  router.post('/client/disconnect-from-idp', (_req, res) => {
    res.redirect(302, idpLogoutPath)
  })
  router.get('/client/logout-callback', (req, res) => {
    const token = sessions.find(req)?.logoutToken
    if (token !== undefined) {
      res.send(confirmationPage(issuer, token))
      return
    }
    sendError(context, res, 'Y190001')
  })
  router.post('/session/end/confirm', handOver)
  router.get('/session/end/success', handOver)
  return router
}
