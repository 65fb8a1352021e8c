import { type ErrorCode, ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import type { Parameters } from '../domain/parameters.ts'
import { echoedState, type Fault, findFault } from './authorization-rules.ts'

/** A form's request for a login, checked (OpenID Connect Core §3.1.2.1). */
export interface AuthorizationRequest {
  readonly form: Form
  readonly redirectUri: string
  readonly state: string | undefined
  readonly nonce: string | undefined
  readonly codeChallenge: string | undefined
  readonly uiLocales: string | undefined
}

/** An error that the form may hear of: it goes back by redirect (RFC 6749 §4.1.2.1). */
export class AuthorizationError extends Error {
  readonly error: string
  readonly form: Form
  readonly redirectUri: string
  readonly state: string | undefined

  constructor(
    [error, description]: Fault,
    to: Pick<AuthorizationRequest, 'form' | 'redirectUri' | 'state'>,
  ) {
    super(description)
    this.name = 'AuthorizationError'
    this.error = error
    this.form = to.form
    this.redirectUri = to.redirectUri
    this.state = to.state
  }
}

/** An error to tell on a page: client or address is not proven, so nothing is redirected (RFC 9700 §4.11). */
export class UnprovenRequestError extends ServiceError {
  readonly form: Form | undefined
  readonly receivedUri: string | undefined

  constructor(code: ErrorCode, form?: Form, receivedUri?: string) {
    super(code)
    this.form = form
    this.receivedUri = receivedUri
  }
}

function prove(parameters: Parameters, forms: FormRegistry): { form: Form; redirectUri: string } {
  const clientId = parameters.only('client_id')
  const form = clientId === undefined ? undefined : forms.find(clientId)
  if (form === undefined)
    throw new UnprovenRequestError(clientId === undefined ? 'unusable_request' : 'unknown_client')
  const redirectUri = parameters.only('redirect_uri')
  if (redirectUri === undefined) throw new UnprovenRequestError('unusable_request', form)
  if (!form.redirect_uris.includes(redirectUri))
    throw new UnprovenRequestError('unregistered_redirect_uri', form, redirectUri)
  return { form, redirectUri }
}

/**
 * Reads a form's authorization request. Parameters that it does not know are ignored.
 * @throws UnprovenRequestError before client and address are proven: a page, no redirect
 * @throws AuthorizationError after: an error redirect
 */
export function readAuthorizationRequest(
  parameters: Parameters,
  forms: FormRegistry,
): AuthorizationRequest {
  const { form, redirectUri } = prove(parameters, forms)
  const state = echoedState(parameters)
  const fault = findFault(parameters, form)
  if (fault !== undefined) throw new AuthorizationError(fault, { form, redirectUri, state })
  return {
    form,
    redirectUri,
    state,
    nonce: parameters.only('nonce'),
    codeChallenge: parameters.only('code_challenge'),
    uiLocales: parameters.only('ui_locales'),
  }
}
