import { type Request, type RequestHandler, type Response, Router } from 'express'
import { choicesOf } from '../domain/choices.ts'
import { ServiceError } from '../domain/errors.ts'
import type { FinishReview } from '../flow/finish-review.ts'
import { errorRedirect } from '../flow/form-redirect.ts'
import type { Handover } from '../flow/handover.ts'
import { attemptPage, loginId } from '../flow/login-attempt.ts'
import { readReview } from '../flow/review.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import { logFailure } from './log-failure.ts'
import type { createOwnPages, OwnPage } from './own-pages.ts'
import { contextOf } from './request-context.ts'
import { formBody, formBodyParser } from './request-parameters.ts'
import {
  type ReviewMistake,
  type ReviewPage,
  reviewedFields,
  sendReviewPage,
} from './review-page.ts'
import { seeOther } from './see-other.ts'
import { writeAudit } from './write-audit.ts'

export interface ReviewDependencies {
  readonly ownPage: ReturnType<typeof createOwnPages>
  readonly store: OneTimeStore
  readonly finishReview: FinishReview
  readonly issuer: string
  readonly limit: RequestHandler
}

type Shown = Pick<ReviewPage, 'chosen' | 'withheld' | 'refused' | 'mistakes'>

const untouched: Shown = { chosen: {}, withheld: [], refused: [], mistakes: {} }

function mistakeIn(ticked: number, max: number, isRefused: boolean): ReviewMistake | undefined {
  if (ticked > 0 && isRefused) return 'both'
  if (ticked > max) return 'too_many'
  return ticked === 0 && !isRefused ? 'none' : undefined
}

/** What a citizen decided, as their page sent it; a list of which nothing was ticked has to be meant. */
function readDecision(encoded: string, { form, attempt }: OwnPage, { fields }: Handover): Shown {
  const body = new URLSearchParams(encoded)
  const { language } = attempt
  const kept = body.getAll('kept')
  const refused = body.getAll('none')
  const withheld = reviewedFields({ form, fields, language }).filter((name) => !kept.includes(name))
  const chosen: Record<string, readonly number[]> = {}
  const mistakes: Record<string, ReviewMistake> = {}
  for (const { group, max, things } of choicesOf(form.demarche, fields, language)) {
    const ticked = body.getAll(`chosen.${group}`)
    const positions = [...things.keys()].filter((position) => ticked.includes(String(position)))
    const mistake = mistakeIn(positions.length, max, refused.includes(group))
    if (mistake !== undefined) mistakes[group] = mistake
    chosen[group] = positions
  }
  return { chosen, withheld, refused, mistakes }
}

function show(
  response: Response,
  { form, attempt }: OwnPage,
  { fields }: Handover,
  shown: Shown,
): void {
  const { language } = attempt
  const address = `/review/${attemptPage(attempt)}`
  sendReviewPage(response, address, { form, language, fields, ...shown })
}

/** Logs a review that does not go on; where the citizen decided so, or sent it, that is how the login ended. */
function reportEnd(
  request: Request,
  { form, attempt }: OwnPage,
  error: ServiceError,
  waiting: Handover | undefined,
): void {
  const { log } = contextOf(request)
  const login = loginId(attempt)
  const message = error.code === 'login_cancelled' ? 'review left' : 'nothing to review'
  logFailure(log, { login, form: form.client_id }, error, message)
  // Who only looks ends nothing, and what was handed over has its audit.
  if (request.method !== 'POST' || error.code === 'login_already_done') return
  writeAudit(log, form, { login, outcome: error.code, sources: waiting?.sources ?? {} })
}

/** The way back to the form without anything, told in the log. */
const wayBackTo =
  (issuer: string) =>
  (request: Request, page: OwnPage, error: ServiceError, waiting: Handover | undefined) => {
    reportEnd(request, page, error, waiting)
    const { attempt, redirectUri } = page
    return errorRedirect({ redirectUri, state: attempt.state }, issuer, error)
  }

/**
 * `GET|POST /review/…`: nothing has left yet. The citizen chooses of the lists, and withholds what they will,
 * or leaves with nothing; the gathered values wait under a key that only their cookie holds, for a quarter of an
 * hour and one answer.
 */
export function reviewRouter(dependencies: ReviewDependencies): Router {
  const { ownPage, store, finishReview, issuer, limit } = dependencies

  const wayBack = wayBackTo(issuer)

  // Who sends twice, or comes back with the browser's button, gets the same way on as the first time.
  const handle = async (
    request: Request,
    response: Response,
    page: OwnPage,
    answer: (waiting: Handover) => void | Promise<void>,
  ) => {
    let waiting: Handover | undefined
    try {
      waiting = await readReview(store, page.attempt)
      if (waiting !== undefined) return await answer(waiting)
      seeOther(response, await finishReview.again(page.attempt))
    } catch (error) {
      seeOther(response, wayBack(request, page, ServiceError.from(error), waiting))
    }
  }

  const leave = (request: Request, page: OwnPage, waiting: Handover) => {
    const cancelled = new ServiceError('login_cancelled')
    return finishReview.leave(page.attempt, wayBack(request, page, cancelled, waiting))
  }

  return Router()
    .get(
      '/review/:page',
      limit,
      ownPage((request, response, page) =>
        handle(request, response, page, (waiting) => show(response, page, waiting, untouched)),
      ),
    )
    .post(
      '/review/:page',
      limit,
      formBodyParser,
      ownPage((request, response, page) =>
        handle(request, response, page, async (waiting) => {
          const body = formBody(request)
          if (new URLSearchParams(body).has('leave'))
            return seeOther(response, await leave(request, page, waiting))
          const decision = readDecision(body, page, waiting)
          if (Object.keys(decision.mistakes).length > 0)
            return show(response, page, waiting, decision)
          const location = await finishReview.finish(page.form, page.attempt, decision)
          return seeOther(response, location)
        }),
      ),
    )
}
