import type { Request, RequestHandler, Response } from 'express'
import { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { hashRedirectUri, type LoginAttempt } from '../flow/login-attempt.ts'
import type { AttemptCookies } from './attempt-cookies.ts'
import { sendErrorPage } from './error-page.ts'
import { noteForm } from './known-form.ts'
import { comesFromUs } from './own-posts.ts'
import { browserLanguage, contextOf } from './request-context.ts'

/** One login attempt of this browser, on a page of ours: `/ask/…`, `/continue/…`, `/review/…`. */
export interface OwnPage {
  readonly form: Form
  readonly attempt: LoginAttempt
  readonly redirectUri: string
}

export interface OwnPagesDependencies {
  readonly forms: FormRegistry
  readonly attemptCookies: AttemptCookies
  readonly publicUrl: string
}

/** The address that an attempt goes back to, if it is still registered. */
export function redirectUriOf(form: Form, attempt: LoginAttempt): string | undefined {
  if (attempt.clientId !== form.client_id) return undefined
  return form.redirect_uris.find((uri) => hashRedirectUri(uri) === attempt.redirectUriHash)
}

/** What an address of ours turned out to be. */
type Found =
  | { readonly page: OwnPage }
  | {
      readonly code: 'attempt_lost' | 'unknown_client' | 'unregistered_redirect_uri'
      readonly form?: Form
    }

/**
 * Makes what our own pages share: their address names an attempt, its cookie alone opens it. Without the
 * cookie (another browser, an hour later), or where the form is configured no longer, there is a page that says
 * so; a POST must come from a page of ours.
 */
export function createOwnPages({ forms, attemptCookies, publicUrl }: OwnPagesDependencies) {
  const find = (request: Request): Found => {
    const attempt = attemptCookies.findByPage(request, String(request.params.page))
    if (attempt === undefined) return { code: 'attempt_lost' }
    const form = forms.find(attempt.clientId)
    if (form === undefined) return { code: 'unknown_client' }
    const redirectUri = redirectUriOf(form, attempt)
    if (redirectUri === undefined) return { code: 'unregistered_redirect_uri', form }
    return { page: { form, attempt, redirectUri } }
  }
  return function ownPage(
    show: (request: Request, response: Response, page: OwnPage) => void | Promise<void>,
  ): RequestHandler {
    return async (request, response) => {
      response.set('Cache-Control', 'no-store')
      if (request.method === 'POST' && !comesFromUs(request, publicUrl))
        throw new ServiceError('foreign_origin')
      const found = find(request)
      if ('page' in found) {
        noteForm(request, found.page.form)
        return show(request, response, found.page)
      }
      const { requestId, log } = contextOf(request)
      const { code, form } = found
      log.info({ form: form?.client_id, code }, 'page of a login refused')
      const language = browserLanguage(request)
      sendErrorPage(response, { ...found, language, requestId })
    }
  }
}
