import { type Request, type RequestHandler, type Response, Router } from 'express'
import { ServiceError } from '../domain/errors.ts'
import { readParameters } from '../domain/parameters.ts'
import type { BeginLogin } from '../flow/begin-login.ts'
import { errorRedirect } from '../flow/form-redirect.ts'
import { attemptPage, loginId } from '../flow/login-attempt.ts'
import { type AskMistakes, type AskSubmission, readAskAnswers } from '../flow/read-ask-answers.ts'
import { firstSubmission, longestTyped, sendAskPage } from './ask-page.ts'
import type { AttemptCookies } from './attempt-cookies.ts'
import { logFailure } from './log-failure.ts'
import type { Metrics } from './metrics.ts'
import type { createOwnPages, OwnPage } from './own-pages.ts'
import { contextOf } from './request-context.ts'
import { formBody, formBodyParser } from './request-parameters.ts'
import { seeOther } from './see-other.ts'

export interface AskDependencies {
  readonly ownPage: ReturnType<typeof createOwnPages>
  readonly beginLogin: BeginLogin
  readonly attemptCookies: AttemptCookies
  readonly issuer: string
  readonly limit: RequestHandler
  readonly metrics: Pick<Metrics, 'login'>
}

function readSubmission(encoded: string): AskSubmission {
  const body = new URLSearchParams(encoded)
  const typed = [...body].map(([name, value]) => [name, value.slice(0, longestTyped)] as const)
  return {
    sources: body.getAll('source'),
    situation: readParameters(encoded).only('situation'),
    typed: Object.fromEntries(typed),
  }
}

function show(
  response: Response,
  { form, attempt }: OwnPage,
  submission: AskSubmission,
  mistakes: AskMistakes,
): void {
  const { language } = attempt
  sendAskPage(response, `/ask/${attemptPage(attempt)}`, { form, language, submission, mistakes })
}

/**
 * `GET|POST /ask/…`: what a citizen is told and asked before the login. What they decline is not asked:
 * FranceConnect has no partial consent, so that a scope left out is the only way to say no.
 */
export function askRouter(dependencies: AskDependencies): Router {
  const { ownPage, beginLogin, attemptCookies, issuer, limit, metrics } = dependencies

  const backToForm = (request: Request, response: Response, page: OwnPage, cause: unknown) => {
    const { form, attempt, redirectUri } = page
    const error = ServiceError.from(cause)
    const login = loginId(attempt)
    const entry = { event: 'login', login, form: form.client_id, outcome: error.code }
    logFailure(contextOf(request).log, entry, error, 'login not begun')
    if (!attempt.isDone) metrics.login(error.code)
    seeOther(response, errorRedirect({ redirectUri, state: attempt.state }, issuer, error))
  }

  const leave = async (request: Request, response: Response, page: OwnPage) => {
    const { form, attempt } = page
    try {
      const state = beginLogin.stateOf(attempt)
      const location = await beginLogin.leave(form, attempt, state)
      attemptCookies.keep(request, response, state, attempt)
      seeOther(response, location)
    } catch (error) {
      backToForm(request, response, page, error)
    }
  }

  // A login that is over is asked nothing any more: a page that the browser kept leads back to the form.
  const ownOpenPage = (
    handle: (request: Request, response: Response, page: OwnPage) => void | Promise<void>,
  ) =>
    ownPage((request, response, page) =>
      page.attempt.isDone
        ? backToForm(request, response, page, new ServiceError('login_already_done'))
        : handle(request, response, page),
    )

  return Router()
    .get(
      '/ask/:page',
      limit,
      ownOpenPage((_request, response, page) =>
        show(response, page, firstSubmission(page.form), {}),
      ),
    )
    .post(
      '/ask/:page',
      limit,
      formBodyParser,
      ownOpenPage((request, response, page) => {
        const submission = readSubmission(formBody(request))
        const read = readAskAnswers(page.form, submission)
        if ('mistakes' in read) return show(response, page, submission, read.mistakes)
        return leave(request, response, { ...page, attempt: { ...page.attempt, ...read } })
      }),
    )
}
