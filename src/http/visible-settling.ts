import type { Request, Response } from 'express'
import type { Callback, LoginListener, LoginOutcome } from '../flow/complete-login.ts'
import { gatherLimits, type Sleep } from '../flow/gather.ts'
import type { AttemptCookies } from './attempt-cookies.ts'
import type { FailedCodeLimit } from './failed-code-limit.ts'
import type { HintCookies } from './hint-cookies.ts'
import { beginProgressPage, streamProgress } from './progress-page.ts'
import type { ReportLogin } from './report-login.ts'
import { contextOf } from './request-context.ts'
import { seeOther } from './see-other.ts'
import { type WatchedLogin, watchLogin } from './watched-login.ts'

export interface VisibleSettlingDependencies {
  readonly settleCallback: (callback: Callback, listener: LoginListener) => Promise<LoginOutcome>
  readonly attemptCookies: AttemptCookies
  readonly hintCookies: HintCookies
  readonly failedCodes: FailedCodeLimit
  readonly reportLogin: ReportLogin
  readonly sleep: Sleep
}

/** From FranceConnect's token on: when the citizen is shown what is going on. */
const progressMilliseconds = 700

/**
 * Makes the answer to a callback: the way on at once where the login is quick, and where state sources take
 * their time a page that shows it and goes on by itself.
 */
export function createVisibleSettling(dependencies: VisibleSettlingDependencies) {
  const { settleCallback, attemptCookies, hintCookies, failedCodes, reportLogin, sleep } =
    dependencies

  const report = (
    request: Request,
    { form, attempt, parameters }: Callback,
    { error, isAgain }: LoginOutcome,
    { asked }: WatchedLogin,
  ) => {
    if (parameters.has('code')) failedCodes.heed(request, error?.code ?? 'ok')
    const { log } = contextOf(request)
    reportLogin(log, { form, attempt, error, isAgain, sources: asked() })
  }

  const setCookies = (
    request: Request,
    response: Response,
    { form, franceConnectState, attempt }: Callback,
    idToken: string | undefined,
  ) => {
    attemptCookies.finish(response, franceConnectState, attempt)
    if (idToken !== undefined) hintCookies.keep(request, response, form.franceconnect, idToken)
  }

  return async function settle(
    request: Request,
    response: Response,
    callback: Callback,
  ): Promise<void> {
    const watched = watchLogin(sleep)
    const settling = settleCallback(callback, watched.listener).then((outcome) => {
      report(request, callback, outcome, watched)
      watched.note({ kind: 'settled' })
      return outcome
    })
    const slow = watched.after(progressMilliseconds).then(() => undefined)
    const outcome = await Promise.race([settling, slow])
    if (outcome !== undefined) {
      setCookies(request, response, callback, outcome.idTokenHint)
      return seeOther(response, outcome.location)
    }
    // Every cookie before the first byte: afterwards it is too late.
    setCookies(request, response, callback, watched.idToken())
    beginProgressPage(response, callback.form, callback.attempt)
    const offer = watched.after(gatherLimits.offerMilliseconds - progressMilliseconds)
    void offer.then(() => watched.note({ kind: 'slow' }))
    return streamProgress(response, callback.form, callback.attempt, watched)
  }
}
