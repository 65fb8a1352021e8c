import express, { type Request, type Response, Router } from 'express'
import * as client from 'openid-client'
import { verifyPrefill } from '../verify.ts'
import { finishLogin, type LoginChecks, startLogin } from './demo-civil-status-login.ts'
import { civilStatusPage, type PrefilledForm } from './demo-civil-status-page.ts'
import { type Submitted, submissionPage } from './demo-submission-page.ts'
import { createVisits } from './demo-visits.ts'

export interface CivilStatusOptions {
  readonly demoOrigin: string
  readonly serviceOrigin: string
  readonly clientSecret: string
}

const clientId = 'demo-etat-civil'
const failed = 'La connexion n’a pas abouti : vous pouvez remplir le formulaire vous-même.'

/** What this back end remembers of a visitor, in memory: enough for a demonstration. */
interface Visit {
  readonly checks?: LoginChecks
  readonly form?: PrefilledForm
  readonly notice?: string
}

function configurationOf({ serviceOrigin, clientSecret }: CivilStatusOptions) {
  const authentication = client.ClientSecretBasic(clientSecret)
  const options = { execute: [client.allowInsecureRequests] }
  return client.discovery(new URL(serviceOrigin), clientId, undefined, authentication, options)
}

function logoutUrlOf({ serviceOrigin, demoOrigin }: CivilStatusOptions, hint: string | undefined) {
  const query = new URLSearchParams({ post_logout_redirect_uri: `${demoOrigin}/` })
  query.set(hint ? 'id_token_hint' : 'client_id', hint || clientId)
  return `${serviceOrigin}/logout?${query}`
}

/**
 * `/etat-civil`: a form whose back end logs its citizens in with an ordinary OpenID Connect library and
 * renders the form prefilled. No JavaScript in the page.
 */
export function civilStatusRouter(options: CivilStatusOptions): Router {
  const { demoOrigin, serviceOrigin } = options
  const redirectUri = `${demoOrigin}/etat-civil/retour`
  const visits = createVisits<Visit>('etat-civil', '/etat-civil')
  const seen = new Set<string>()
  // Whatever happens on the way, the citizen is back on a form that can be filled by hand.
  const fail = (response: Response) => {
    visits.remember(response, { notice: failed })
    response.redirect(303, '/etat-civil')
  }

  const login = async (_request: Request, response: Response) => {
    try {
      const { url, checks } = await startLogin(await configurationOf(options), redirectUri)
      visits.remember(response, { checks })
      response.redirect(303, url.href)
    } catch {
      fail(response)
    }
  }

  const comeBack = async (request: Request, response: Response) => {
    const checks = visits.of(request)?.checks
    if (checks === undefined) return fail(response)
    const currentUrl = new URL(request.originalUrl, demoOrigin)
    try {
      visits.remember(response, {
        form: await finishLogin(await configurationOf(options), currentUrl, checks),
      })
      response.redirect(303, '/etat-civil')
    } catch {
      fail(response)
    }
  }

  const submit = async (request: Request, response: Response) => {
    const submitted = request.body as Submitted
    const verification = await verifyPrefill(submitted.prefill_token, submitted, {
      issuer: serviceOrigin,
      clientId,
      submittedAt: new Date(),
      seen,
      allowTest: true,
    })
    if (verification.jti !== null) seen.add(verification.jti)
    const logoutUrl = logoutUrlOf(options, visits.of(request)?.form?.idToken)
    response.send(submissionPage(verification, submitted, (name) => name, logoutUrl))
  }

  return Router()
    .get('/etat-civil', (request, response) => {
      const { form, notice } = visits.of(request) ?? {}
      response.set('Cache-Control', 'no-store').send(civilStatusPage(form, notice))
    })
    .get('/etat-civil/connexion', login)
    .get('/etat-civil/retour', comeBack)
    .post('/etat-civil', express.urlencoded({ extended: false, limit: '64kb' }), submit)
}
