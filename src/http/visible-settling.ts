import type { Request, Response } from 'express'
import type { Callback, LoginListener, LoginOutcome } from '../flow/complete-login.ts'
import { gatherLimits, type Sleep } from '../flow/gather.ts'
import type { AttemptCookies } from './attempt-cookies.ts'
import type { FailedCodeLimit } from './failed-code-limit.ts'
import type { HintCookies } from './hint-cookies.ts'
import { logFailure } from './log-failure.ts'
import type { Metrics } from './metrics.ts'
import { beginProgressPage, streamProgress } from './progress-page.ts'
import { contextOf } from './request-context.ts'
import { watchLogin } from './watched-login.ts'

export interface VisibleSettlingDependencies {
  readonly settleCallback: (callback: Callback, listener: LoginListener) => Promise<LoginOutcome>
  readonly attemptCookies: AttemptCookies
  readonly hintCookies: HintCookies
  readonly failedCodes: FailedCodeLimit
  readonly metrics: Metrics
  readonly sleep: Sleep
}

/** From FranceConnect's token on: when the citizen is shown what is going on. */
const progressMilliseconds = 700

/**
 * Makes the answer to a callback: the way on at once where the login is quick, and where state sources take
 * their time a page that shows it and goes on by itself.
 */
export function createVisibleSettling(dependencies: VisibleSettlingDependencies) {
  const { settleCallback, attemptCookies, hintCookies, failedCodes, metrics, sleep } = dependencies

  const report = (request: Request, { form, parameters }: Callback, { error }: LoginOutcome) => {
    const outcome = error?.code ?? 'ok'
    if (parameters.has('code')) failedCodes.heed(request, outcome)
    metrics.login(outcome)
    const entry = { event: 'login', form: form.client_id, outcome }
    const { log } = contextOf(request)
    if (error === undefined) log.info(entry, 'login')
    else logFailure(log, entry, error, 'login')
  }

  const setCookies = (response: Response, callback: Callback, idToken: string | undefined) => {
    attemptCookies.finish(response, callback.franceConnectState, callback.attempt)
    if (idToken !== undefined) hintCookies.keep(response, callback.form.franceconnect, idToken)
  }

  return async function settle(
    request: Request,
    response: Response,
    callback: Callback,
  ): Promise<void> {
    const watched = watchLogin(sleep)
    const settling = settleCallback(callback, watched.listener).then((outcome) => {
      report(request, callback, outcome)
      watched.note({ kind: 'settled' })
      return outcome
    })
    const slow = watched.after(progressMilliseconds).then(() => undefined)
    const outcome = await Promise.race([settling, slow])
    if (outcome !== undefined) {
      setCookies(response, callback, outcome.idTokenHint)
      return response.redirect(303, outcome.location)
    }
    // Every cookie before the first byte: afterwards it is too late.
    setCookies(response, callback, watched.idToken())
    beginProgressPage(response, callback.form, callback.attempt)
    const offer = watched.after(gatherLimits.offerMilliseconds - progressMilliseconds)
    void offer.then(() => watched.note({ kind: 'slow' }))
    return streamProgress(response, callback.attempt, watched)
  }
}
