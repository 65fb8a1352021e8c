import { type Request, type RequestHandler, type Response, Router } from 'express'
import { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { type Language, pickLanguage } from '../domain/languages.ts'
import { type Parameters, readParameters } from '../domain/parameters.ts'
import { echoedState } from '../flow/authorization-rules.ts'
import { type createLogOut, isSameCitizen, logOutReturn } from '../flow/log-out.ts'
import type { IdTokenHint } from '../signing/read-id-token-hint.ts'
import type { HintCookies } from './hint-cookies.ts'
import { noteForm } from './known-form.ts'
import { sendLoggedOut, sendLogoutQuestion } from './logout-pages.ts'
import type { LogoutReturn } from './logout-return.ts'
import { comesFromUs } from './own-posts.ts'
import { onlyMethods } from './problem.ts'
import { browserLanguage } from './request-context.ts'
import { formBody, formBodyParser, queryOf } from './request-parameters.ts'
import { seeOther } from './see-other.ts'

export interface LogoutDependencies {
  readonly forms: FormRegistry
  readonly readIdTokenHint: (hint: string) => Promise<IdTokenHint | undefined>
  readonly logOut: ReturnType<typeof createLogOut>
  readonly logoutReturn: LogoutReturn
  readonly hintCookies: HintCookies
  readonly publicUrl: string
  readonly limit: RequestHandler
}

function languageOf(request: Request, parameters: Parameters): Language {
  return pickLanguage(parameters.only('ui_locales')) ?? browserLanguage(request)
}

/** A log-out that nothing stands against. */
interface Leaving {
  readonly form: Form
  readonly returnTo: string | undefined
  readonly language: Language
}

/** Which form asks: the one that its ID token names, or the one that it says it is; and for whom. */
async function findForm(
  parameters: Parameters,
  { forms, readIdTokenHint }: LogoutDependencies,
): Promise<{ form: Form | undefined; sub: string | undefined }> {
  const hint = parameters.only('id_token_hint')
  const proven = hint === undefined ? undefined : await readIdTokenHint(hint)
  const named = parameters.only('client_id')
  const isContradiction = proven !== undefined && named !== undefined && named !== proven.clientId
  const clientId = isContradiction ? undefined : (proven?.clientId ?? named)
  const form = clientId === undefined ? undefined : forms.find(clientId)
  return { form, sub: form === undefined ? undefined : proven?.sub }
}

/**
 * `GET|POST /logout` and `GET /logout/done` (OpenID Connect RP-Initiated Logout). With an ID token of
 * ours about the citizen who is logged in it logs out at once; without one it asks first, so that no page
 * can log citizens out behind their backs. It returns to registered addresses only.
 */
export function logoutRouter(dependencies: LogoutDependencies): Router {
  const { forms, logOut, logoutReturn, hintCookies, publicUrl, limit } = dependencies

  const leave = async (
    request: Request,
    response: Response,
    { form, returnTo, language }: Leaving,
  ) => {
    const idTokenHint = hintCookies.find(request, form.franceconnect)
    const { location, franceConnectState } = await logOut({ form, returnTo, idTokenHint })
    if (idTokenHint !== undefined) hintCookies.forget(response, form.franceconnect)
    if (franceConnectState !== undefined)
      logoutReturn.keep(response, franceConnectState, { returnTo, clientId: form.client_id })
    if (location === undefined) sendLoggedOut(response, language, form)
    else seeOther(response, location)
  }

  const asksForItsOwn = (request: Request, form: Form | undefined, sub: string | undefined) => {
    if (form === undefined || sub === undefined) return false
    const session = hintCookies.find(request, form.franceconnect)
    return session === undefined || isSameCitizen(form, session, sub)
  }

  const handle = async (request: Request, response: Response, encoded: string) => {
    response.set('Cache-Control', 'no-store')
    const parameters = readParameters(encoded)
    const language = languageOf(request, parameters)
    const { form, sub } = await findForm(parameters, dependencies)
    noteForm(request, form)
    const address = parameters.only('post_logout_redirect_uri')
    if (form === undefined && address !== undefined)
      throw new ServiceError('unregistered_logout_uri')
    const returnTo = form && logOutReturn(form, address, echoedState(parameters))
    const isConfirmed = parameters.only('confirmed') === 'yes' && comesFromUs(request, publicUrl)
    const mayLeave = isConfirmed || asksForItsOwn(request, form, sub)
    if (!mayLeave) sendLogoutQuestion(response, language, parameters, form)
    else if (form === undefined) sendLoggedOut(response, language, form)
    else await leave(request, response, { form, returnTo, language })
  }

  return Router()
    .head(['/logout', '/logout/done'], onlyMethods('GET'))
    .get('/logout', limit, (request, response) => handle(request, response, queryOf(request)))
    .post('/logout', limit, formBodyParser, (request, response) =>
      handle(request, response, formBody(request)),
    )
    .get('/logout/done', (request, response) => {
      response.set('Cache-Control', 'no-store')
      const state = readParameters(queryOf(request)).only('state')
      const kept = logoutReturn.take(request, response, state)
      if (kept?.returnTo !== undefined) return seeOther(response, kept.returnTo)
      const form = kept && forms.find(kept.clientId)
      sendLoggedOut(response, browserLanguage(request), form)
    })
}
