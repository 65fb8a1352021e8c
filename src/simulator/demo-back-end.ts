import express, { type Request, type Response, Router } from 'express'
import * as client from 'openid-client'
import { type DecryptionKey, type Verification, verifyPrefill } from '../verify.ts'
import { finishLogin, type LoginChecks, openToken, startLogin } from './demo-back-end-login.ts'
import type { BackEndView, PrefilledForm } from './demo-back-end-view.ts'
import { fetchForm } from './demo-labels.ts'
import { readOutcomes } from './demo-outcomes.ts'
import { type Submitted, submissionPage } from './demo-submission-page.ts'
import { createVisits } from './demo-visits.ts'

/** A form whose back end logs its citizens in by itself. */
export interface BackEndForm {
  readonly demoOrigin: string
  readonly serviceOrigin: string
  readonly path: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where its tokens are encrypted. */
  readonly decryptionKey?: DecryptionKey
  readonly page: (view: BackEndView) => string
}

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

function configurationOf({ serviceOrigin, clientId, clientSecret }: BackEndForm) {
  const authentication = client.ClientSecretBasic(clientSecret)
  const options = { execute: [client.allowInsecureRequests] }
  return client.discovery(new URL(serviceOrigin), clientId, undefined, authentication, options)
}

function logoutUrlOf(
  { serviceOrigin, demoOrigin, clientId }: BackEndForm,
  hint: string | undefined,
) {
  const query = new URLSearchParams({ post_logout_redirect_uri: `${demoOrigin}/` })
  query.set(hint ? 'id_token_hint' : 'client_id', hint || clientId)
  return `${serviceOrigin}/logout?${query}`
}

async function judge(
  submitted: Submitted,
  { serviceOrigin: issuer, clientId, decryptionKey }: BackEndForm,
  seen: Set<string>,
): Promise<Verification> {
  const verification = await verifyPrefill(submitted.prefill_token, submitted, {
    issuer,
    clientId,
    submittedAt: new Date(),
    seen,
    allowTest: true,
    decryptionKey,
  })
  if (verification.jti !== null) seen.add(verification.jti)
  return verification
}

async function resultOf(
  { serviceOrigin, clientId, decryptionKey }: BackEndForm,
  submitted: Submitted,
  verification: Verification,
  logoutUrl: string,
): Promise<string> {
  const opened = await openToken(submitted.prefill_token, decryptionKey)
  const outcomes = readOutcomes(opened, verification)
  const described = await fetchForm(serviceOrigin, clientId)
  return submissionPage({ verification, submitted, outcomes, inputs: {}, ...described, logoutUrl })
}

/**
 * A form whose back end logs its citizens in with an ordinary OpenID Connect library and renders the form
 * prefilled. No JavaScript in the page.
 */
export function backEndRouter(options: BackEndForm): Router {
  const { demoOrigin, path, decryptionKey, page } = options
  const redirectUri = `${demoOrigin}${path}/retour`
  const visits = createVisits<Visit>('visite', path)
  const seen = new Set<string>()
  // Whatever happens on the way, the citizen is back on a form that can be filled by hand.
  const fail = (request: Request, response: Response) => {
    visits.remember(response, { ...typedIn(visits.of(request)), notice: failed })
    response.redirect(303, path)
  }

  const login = async (request: Request, response: Response) => {
    const typed = request.body as Visit['typed'] & object
    try {
      const { url, checks } = await startLogin(await configurationOf(options), redirectUri)
      visits.remember(response, { typed, checks })
      response.redirect(303, url.href)
    } catch {
      visits.remember(response, { typed, notice: failed })
      response.redirect(303, path)
    }
  }

  const comeBack = async (request: Request, response: Response) => {
    const visit = visits.of(request)
    if (visit?.checks === undefined) return fail(request, response)
    const currentUrl = new URL(request.originalUrl, demoOrigin)
    try {
      const form = await finishLogin(
        await configurationOf(options),
        currentUrl,
        visit.checks,
        decryptionKey,
      )
      visits.remember(response, { ...typedIn(visit), form })
      response.redirect(303, path)
    } catch {
      fail(request, response)
    }
  }

  const submit = async (request: Request, response: Response) => {
    const submitted = request.body as Submitted
    const verification = await judge(submitted, options, seen)
    const logoutUrl = logoutUrlOf(options, visits.of(request)?.form?.idToken)
    response.send(await resultOf(options, submitted, verification, logoutUrl))
  }

  return Router()
    .get(path, (request, response) => {
      const visit = visits.of(request)
      const logoutUrl = logoutUrlOf(options, visit?.form?.idToken)
      response.set('Cache-Control', 'no-store').send(page({ ...visit, path, logoutUrl }))
    })
    .post(`${path}/connexion`, parseBody, login)
    .get(`${path}/retour`, comeBack)
    .post(path, parseBody, submit)
}
