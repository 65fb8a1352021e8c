import { type Request, type RequestHandler, type Response, Router } from 'express'
import { ServiceError } from '../domain/errors.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { errorRedirect } from '../flow/form-redirect.ts'
import { attemptPage, hurryName, loginId } from '../flow/login-attempt.ts'
import type { LoginOutcomes } from '../flow/login-outcomes.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import type { HintCookies } from './hint-cookies.ts'
import { html } from './html.ts'
import { logFailure } from './log-failure.ts'
import type { createOwnPages, OwnPage } from './own-pages.ts'
import { sendPage } from './page.ts'
import { contextOf } from './request-context.ts'
import { seeOther } from './see-other.ts'
import { writeAudit } from './write-audit.ts'

export interface ContinueDependencies {
  readonly ownPage: ReturnType<typeof createOwnPages>
  readonly outcomes: LoginOutcomes
  readonly store: OneTimeStore
  readonly hintCookies: HintCookies
  readonly issuer: string
  readonly limit: RequestHandler
}

const waitMilliseconds = 1500
const hurryLifetimeSeconds = 60

function sendWaitingPage(response: Response, { form, attempt }: OwnPage): void {
  const { progress } = messagesIn(attempt.language).journey
  const address = `/continue/${attemptPage(attempt)}`
  sendPage(response, 200, {
    language: attempt.language,
    title: progress.title,
    form,
    body: html`<meta http-equiv="refresh" content="1;url=${address}">
<p>${progress.text}</p>
<p><a class="action" href="${address}">${progress.go}</a></p>`,
  })
}

/**
 * `GET /continue/…`: the way on from the progress page, to the same place as the callback itself. `POST`: the
 * citizen waits no longer for the state sources; whichever instance is asking them reads it in the store.
 */
export function continueRouter(dependencies: ContinueDependencies): Router {
  const { ownPage, outcomes, store, hintCookies, issuer, limit } = dependencies

  const orBackToForm =
    (show: typeof goOn): typeof goOn =>
    async (request, response, page) => {
      try {
        await show(request, response, page)
      } catch (cause) {
        const { form, attempt, redirectUri } = page
        const error = ServiceError.from(cause)
        const { log } = contextOf(request)
        const login = loginId(attempt)
        logFailure(log, { login, form: form.client_id }, error, 'nothing to go on to')
        // Whoever was at work died before it could write this.
        if (error.code === 'login_interrupted')
          writeAudit(log, form, { login, outcome: error.code, sources: {} })
        seeOther(response, errorRedirect({ redirectUri, state: attempt.state }, issuer, error))
      }
    }

  const goOn = async (request: Request, response: Response, page: OwnPage) => {
    const { form, attempt } = page
    const outcome = await outcomes.wait(attempt, waitMilliseconds)
    if (outcome === 'under_way') return sendWaitingPage(response, page)
    // Whoever was at work is gone, or so is the code: nothing has reached the form.
    if (outcome === 'none') throw new ServiceError('login_interrupted')
    if (outcome.idTokenHint !== undefined)
      hintCookies.keep(request, response, form.franceconnect, outcome.idTokenHint)
    return seeOther(response, outcome.location)
  }

  return Router()
    .get('/continue/:page', limit, ownPage(orBackToForm(goOn)))
    .post(
      '/continue/:page',
      limit,
      ownPage(
        orBackToForm(async (_request, response, { attempt }) => {
          await store.claim(hurryName(attempt), hurryLifetimeSeconds)
          seeOther(response, `${issuer}/continue/${attemptPage(attempt)}`)
        }),
      ),
    )
}
