import express, { type Request } from 'express'
import { ServiceError } from '../domain/errors.ts'

const formType = 'application/x-www-form-urlencoded'

/** The encoded query of a request, as it came. */
export function queryOf(request: Request): string {
  const mark = request.originalUrl.indexOf('?')
  return mark < 0 ? '' : request.originalUrl.slice(mark + 1)
}

/**
 * Reads a form-encoded body as text: which parameter came twice must stay visible.
 * Anything over 16 KB is refused.
 */
export const formBodyParser = express.text({ type: formType, limit: '16kb' })

/** The encoded body of a request. @throws ServiceError `unsupported_body` when it is no form encoding */
export function formBody(request: Request): string {
  const body: unknown = request.body
  if (typeof body !== 'string') throw new ServiceError('unsupported_body')
  return body
}
