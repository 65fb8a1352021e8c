import {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express'
import { authorizationParameters } from '../domain/authorization-parameters.ts'
import { ServiceError } from '../domain/errors.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { type Parameters, readParameters } from '../domain/parameters.ts'
import { appendParameters } from '../flow/append-parameters.ts'
import {
  AuthorizationError,
  type AuthorizationRequest,
  readAuthorizationRequest,
  UnprovenRequestError,
} from '../flow/authorization-request.ts'
import type { BeginLogin } from '../flow/begin-login.ts'
import { errorRedirect, formRedirect } from '../flow/form-redirect.ts'
import { attemptPage } from '../flow/login-attempt.ts'
import { needsAsking } from '../flow/read-ask-answers.ts'
import type { AttemptCookies } from './attempt-cookies.ts'
import { sendErrorPage } from './error-page.ts'
import type { FormLimit } from './form-limit.ts'
import { logFailure } from './log-failure.ts'
import type { Metrics } from './metrics.ts'
import { browserLanguage, contextOf } from './request-context.ts'
import { formBody, formBodyParser, queryOf } from './request-parameters.ts'
import { seeOther } from './see-other.ts'

export interface AuthorizeDependencies {
  readonly forms: FormRegistry
  readonly issuer: string
  readonly beginLogin: BeginLogin
  readonly attemptCookies: AttemptCookies
  readonly limit: RequestHandler
  readonly metrics: Pick<Metrics, 'login'>
  readonly formLimit: FormLimit
}

const onlyKnown = (parameters: Parameters) =>
  Object.fromEntries(authorizationParameters.map((name) => [name, parameters.only(name)]))

/** `GET|POST /authorize`: a form sends its citizen here (OpenID Connect Core §3.1.2). */
export function authorizeRouter(dependencies: AuthorizeDependencies): Router {
  const { forms, issuer, beginLogin, attemptCookies, limit } = dependencies
  const { formLimit, metrics } = dependencies

  const begin = async (request: Request, response: Response, asked: AuthorizationRequest) => {
    formLimit.admit(request, asked.form.client_id)
    const attempt = beginLogin.open(asked, browserLanguage(request))
    const state = beginLogin.stateOf(attempt)
    const location = needsAsking(asked.form)
      ? `${issuer}/ask/${attemptPage(attempt)}`
      : await beginLogin.leave(asked.form, attempt, state)
    attemptCookies.keep(request, response, state, attempt)
    seeOther(response, location)
  }

  const handle = async (request: Request, response: Response, encoded: string) => {
    response.set('Cache-Control', 'no-store')
    const asked = readAuthorizationRequest(readParameters(encoded), forms)
    try {
      await begin(request, response, asked)
    } catch (error) {
      const known = ServiceError.from(error)
      const entry = { event: 'login', form: asked.form.client_id, outcome: known.code }
      logFailure(contextOf(request).log, entry, known, 'login not begun')
      metrics.login(known.code)
      seeOther(response, errorRedirect(asked, issuer, known))
    }
  }

  const tell: ErrorRequestHandler = (error, request, response, next) => {
    if (error instanceof AuthorizationError) {
      const { message: error_description, state, form } = error
      const entry = { form: form.client_id, error: error.error }
      contextOf(request).log.info(entry, 'authorization request refused')
      const parameters = { error: error.error, error_description, state }
      seeOther(response, formRedirect(error.redirectUri, issuer, parameters))
    } else if (error instanceof UnprovenRequestError) {
      const { code, form, receivedUri } = error
      const { requestId, log } = contextOf(request)
      log.info({ code, form: form?.client_id }, 'authorization request not proven')
      const language = browserLanguage(request)
      sendErrorPage(response, { code, language, requestId, form, receivedUri })
    } else next(error)
  }

  return Router()
    .get('/authorize', limit, (request, response) => handle(request, response, queryOf(request)))
    .post('/authorize', limit, formBodyParser, (request, response) => {
      // Another site's POST brings no Lax cookie, so the attempts of this browser would not be seen:
      // the same request as a GET does.
      const parameters = readParameters(formBody(request))
      readAuthorizationRequest(parameters, forms)
      response.set('Cache-Control', 'no-store')
      seeOther(response, appendParameters(`${issuer}/authorize`, onlyKnown(parameters)))
    })
    .use('/authorize', tell)
}
