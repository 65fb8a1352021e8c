import { type ErrorCode, ServiceError } from '../domain/errors.ts'
import { type Form, isConfidential } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import type { Parameters } from '../domain/parameters.ts'

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
  readonly redirectUri: string
  readonly state: string | undefined

  constructor(error: string, description: string, redirectUri: string, state: string | undefined) {
    super(description)
    this.name = 'AuthorizationError'
    this.error = error
    this.redirectUri = redirectUri
    this.state = state
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

// RFC 6749 Appendix A: state is VSCHAR. Everything longer or stranger than this is refused, so that the
// attempt fits in its cookie.
const shapes = {
  state: /^[\x20-\x7E]{1,512}$/,
  nonce: /^[\x20-\x7E]{1,256}$/,
  code_challenge: /^[A-Za-z0-9_-]{43}$/,
} as const

type Fault = readonly [error: string, description: string]
type Rule = (parameters: Parameters, form: Form) => Fault | undefined

const invalid = (description: string): Fault => ['invalid_request', description]

const read = [
  'response_type',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'response_mode',
  'prompt',
  'ui_locales',
]

/** The rules of a proven request; the first that is broken is told. */
const rules: readonly Rule[] = [
  (parameters) => {
    const repeated = read.find((name) => parameters.isRepeated(name))
    return repeated === undefined ? undefined : invalid(`${repeated} is repeated`)
  },
  (parameters) =>
    Object.keys(shapes)
      .map((name) => name as keyof typeof shapes)
      .filter((name) => name !== 'code_challenge' && parameters.has(name))
      .filter((name) => !shapes[name].test(parameters.only(name) ?? ''))
      .map((name) => invalid(`${name} is too long, empty, or not printable ASCII`))[0],
  (parameters) =>
    parameters.has('request') ? ['request_not_supported', 'request is not supported'] : undefined,
  (parameters) =>
    parameters.has('request_uri')
      ? ['request_uri_not_supported', 'request_uri is not supported']
      : undefined,
  (parameters) => {
    const type = parameters.only('response_type')
    if (type === undefined) return invalid('response_type is missing')
    return type === 'code' ? undefined : ['unsupported_response_type', 'response_type must be code']
  },
  (parameters) => {
    const mode = parameters.only('response_mode')
    return mode === undefined || mode === 'query'
      ? undefined
      : invalid('response_mode must be query')
  },
  (parameters) =>
    parameters.only('scope')?.split(' ').includes('openid')
      ? undefined
      : ['invalid_scope', 'scope must hold openid'],
  (parameters) =>
    parameters.only('prompt')?.split(' ').includes('none')
      ? ['login_required', 'a login always needs the citizen']
      : undefined,
  // RFC 9700 §2.1.1: PKCE for public clients, and never the plain method.
  (parameters, form) => {
    const challenge = parameters.only('code_challenge')
    if (challenge === undefined)
      return isConfidential(form) ? undefined : invalid('code_challenge is missing')
    if (parameters.only('code_challenge_method') !== 'S256')
      return invalid('code_challenge_method must be S256')
    return shapes.code_challenge.test(challenge)
      ? undefined
      : invalid('code_challenge is not a SHA-256 in base64url')
  },
]

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
  const received = parameters.only('state')
  const state = received !== undefined && shapes.state.test(received) ? received : undefined
  for (const rule of rules) {
    const fault = rule(parameters, form)
    if (fault !== undefined) throw new AuthorizationError(fault[0], fault[1], redirectUri, state)
  }
  return {
    form,
    redirectUri,
    state,
    nonce: parameters.only('nonce'),
    codeChallenge: parameters.only('code_challenge'),
    uiLocales: parameters.only('ui_locales'),
  }
}
