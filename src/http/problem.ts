import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { type ErrorCode, ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { readParameters } from '../domain/parameters.ts'
import { type ProblemDocument, problemType } from '../domain/problem-document.ts'
import { sendErrorPage } from './error-page.ts'
import { notedForm } from './known-form.ts'
import { logFailure } from './log-failure.ts'
import { browserLanguage, contextOf } from './request-context.ts'
import { queryOf } from './request-parameters.ts'

/** A browser that navigates wants a page; everything else wants a problem document. */
const wantsPage = (request: Request): boolean =>
  request.accepts(['application/problem+json', 'application/json', 'text/html']) === 'text/html'

/** Answers with an error of the catalogue: a page for people, RFC 9457 for machines. */
function sendProblem(
  request: Request,
  response: Response,
  error: ServiceError,
  form?: Form | undefined,
): void {
  const { code } = error
  const { requestId, log } = contextOf(request)
  logFailure(log, form === undefined ? {} : { form: form.client_id }, error, 'request refused')
  const language = browserLanguage(request)
  if (wantsPage(request)) {
    sendErrorPage(response, { code, language, requestId, form })
    return
  }
  const problem: ProblemDocument = {
    type: problemType(code),
    title: messagesIn(language).errors[code].title,
    status: error.status,
    detail: error.message,
    instance: `urn:request:${requestId}`,
    // Which members of our own schema were wrong; never what they held.
    ...(error.detail.members !== undefined && { members: error.detail.members.split(' ') }),
  }
  response
    .status(error.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}

// What Express's own body parsers throw (http-errors), by status.
const bodyErrors: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed_body',
  413: 'payload_too_large',
  415: 'unsupported_body',
}

/** The row of the catalogue for anything that a handler or a body parser threw. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof URIError) return new ServiceError('not_found')
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  const code = error instanceof ServiceError ? undefined : bodyErrors[status]
  return code === undefined ? ServiceError.from(error) : new ServiceError(code)
}

/** For an address that does not exist. */
export const notFound: RequestHandler = () => {
  throw new ServiceError('not_found')
}

/** For an address that exists, by a method that it does not take (RFC 9110 §15.5.6). */
export function onlyMethods(allowed: string): RequestHandler {
  return (_request, response) => {
    response.set('Allow', allowed)
    throw new ServiceError('method_not_allowed')
  }
}

function namedForm(request: Request, forms: FormRegistry): Form | undefined {
  const clientId = readParameters(queryOf(request)).only('client_id')
  return clientId === undefined ? undefined : forms.find(clientId)
}

/**
 * Makes the one exit for errors: what has no row in the catalogue is ours, logged, and told as such.
 * Where the request is about a form, or its address names one, the page leads back to it.
 */
export function createProblemHandler(forms: FormRegistry): ErrorRequestHandler {
  return function problemHandler(error, request, response, next) {
    const known = toServiceError(error)
    const form = notedForm(request) ?? namedForm(request, forms)
    if (response.headersSent) {
      logFailure(contextOf(request).log, {}, known, 'answer broken off')
      next(error)
    } else sendProblem(request, response, known, form)
  }
}
