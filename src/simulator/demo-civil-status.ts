import express, { type Request, type Response, Router } from 'express'
import * as client from 'openid-client'
import { type Verification, verifyPrefill } from '../verify.ts'
import { finishLogin, type LoginChecks, startLogin } from './demo-civil-status-login.ts'
import { civilStatusPage, type PrefilledForm } from './demo-civil-status-page.ts'
import { fetchLabels } from './demo-labels.ts'
import { readOutcomes } from './demo-outcomes.ts'
import { type Submitted, submissionPage } from './demo-submission-page.ts'
import { createVisits } from './demo-visits.ts'

export interface CivilStatusOptions {
  readonly demoOrigin: string
  readonly serviceOrigin: string
  readonly clientSecret: string
}

const clientId = 'demo-etat-civil'
const parseBody = express.urlencoded({ extended: false, limit: '64kb' })
const failed = 'La connexion n’a pas abouti : vous pouvez remplir le formulaire vous-même.'

/** What this back end remembers of a visitor, in memory: enough for a demonstration. */
interface Visit {
  readonly typed?: Readonly<Record<string, unknown>>
  readonly checks?: LoginChecks
  readonly form?: PrefilledForm
  readonly notice?: string
}

const typedIn = (visit: Visit | undefined) =>
  visit?.typed === undefined ? {} : { typed: visit.typed }

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

async function judge(
  submitted: Submitted,
  issuer: string,
  seen: Set<string>,
): Promise<Verification> {
  const verification = await verifyPrefill(submitted.prefill_token, submitted, {
    issuer,
    clientId,
    submittedAt: new Date(),
    seen,
    allowTest: true,
  })
  if (verification.jti !== null) seen.add(verification.jti)
  return verification
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
  const fail = (request: Request, response: Response) => {
    visits.remember(response, { ...typedIn(visits.of(request)), notice: failed })
    response.redirect(303, '/etat-civil')
  }

  const login = async (request: Request, response: Response) => {
    const typed = request.body as Visit['typed'] & object
    try {
      const { url, checks } = await startLogin(await configurationOf(options), redirectUri)
      visits.remember(response, { typed, checks })
      response.redirect(303, url.href)
    } catch {
      visits.remember(response, { typed, notice: failed })
      response.redirect(303, '/etat-civil')
    }
  }

  const comeBack = async (request: Request, response: Response) => {
    const visit = visits.of(request)
    if (visit?.checks === undefined) return fail(request, response)
    const currentUrl = new URL(request.originalUrl, demoOrigin)
    try {
      const form = await finishLogin(await configurationOf(options), currentUrl, visit.checks)
      visits.remember(response, { ...typedIn(visit), form })
      response.redirect(303, '/etat-civil')
    } catch {
      fail(request, response)
    }
  }

  const submit = async (request: Request, response: Response) => {
    const submitted = request.body as Submitted
    const verification = await judge(submitted, serviceOrigin, seen)
    const logoutUrl = logoutUrlOf(options, visits.of(request)?.form?.idToken)
    const outcomes = readOutcomes(submitted.prefill_token, verification)
    const labelOf = await fetchLabels(serviceOrigin, clientId)
    const shown = { verification, submitted, outcomes, inputs: {}, labelOf, logoutUrl }
    response.send(submissionPage(shown))
  }

  return Router()
    .get('/etat-civil', (request, response) => {
      const visit = visits.of(request)
      const logoutUrl = logoutUrlOf(options, visit?.form?.idToken)
      response.set('Cache-Control', 'no-store').send(civilStatusPage({ ...visit, logoutUrl }))
    })
    .post('/etat-civil/connexion', parseBody, login)
    .get('/etat-civil/retour', comeBack)
    .post('/etat-civil', parseBody, submit)
}
