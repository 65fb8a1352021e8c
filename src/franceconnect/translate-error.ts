import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { type ErrorCode, ServiceError } from '../domain/errors.ts'
import { TransportError } from '../transport/keep-alive-fetch.ts'

/** The errors that FranceConnect sends to our callback, by the error of its own that they become. */
const callbackErrors: Readonly<Record<string, ErrorCode>> = {
  access_denied: 'login_cancelled',
  temporarily_unavailable: 'franceconnect_unavailable',
  server_error: 'franceconnect_failed',
  invalid_scope: 'franceconnect_rejected_request',
  invalid_request: 'franceconnect_rejected_request',
  invalid_acr: 'franceconnect_rejected_request',
  invalid_idp_hint: 'franceconnect_rejected_request',
  unsupported_response_type: 'franceconnect_rejected_request',
  unauthorized_client: 'franceconnect_rejected_request',
}

const chainOf = (error: unknown): Error[] =>
  error instanceof Error ? [error, ...chainOf(error.cause)] : []

/**
 * What is kept of a library's error: its kinds and codes. Messages and causes quote what was received:
 * bodies, tokens, claims, codes.
 */
function withoutContent(error: unknown): Error {
  const kinds = chainOf(error).map((one) => ('code' in one ? `${one.name} ${one.code}` : one.name))
  return new Error(kinds.join(', because of '))
}

function ofTokenEndpoint(error: ResponseBodyError): ServiceError {
  const code: ErrorCode =
    error.error === 'invalid_grant'
      ? 'franceconnect_code_expired'
      : 'franceconnect_rejected_request'
  return new ServiceError(code, {
    cause: withoutContent(error),
    detail: { status: String(error.status) },
  })
}

function ofChallenge(error: WWWAuthenticateChallengeError): ServiceError {
  const isExpired = error.cause.some(({ parameters }) => parameters.error === 'invalid_token')
  const code = isExpired ? 'franceconnect_code_expired' : 'franceconnect_rejected_request'
  const detail = { status: String(error.status) }
  return new ServiceError(code, { cause: withoutContent(error), detail })
}

// An answer that is none of FranceConnect's own: a maintenance page, a redirect, a proxy's refusal.
const noAnswer: ReadonlySet<unknown> = new Set([
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
])

function ofAnythingElse(error: unknown): ServiceError {
  const code = error instanceof ClientError ? error.code : undefined
  const broken = chainOf(error).find((one) => one instanceof TransportError)
  const cause = error instanceof ClientError ? error.cause : undefined
  const isUnavailable = broken !== undefined || noAnswer.has(code)
  return new ServiceError(isUnavailable ? 'franceconnect_unavailable' : 'franceconnect_untrusted', {
    cause: withoutContent(error),
    detail: {
      library_code: broken?.code ?? code ?? 'none',
      ...(cause instanceof Response && { status: String(cause.status) }),
    },
  })
}

/**
 * Translates what openid-client throws into one row of the catalogue. What never came, or came from
 * nobody who speaks the protocol, is unavailable; whatever else fails to pass verification is untrusted.
 * Texts that came from outside (`error_description` above all, which anyone can put in a URL) go nowhere.
 * @param supportId under which FranceConnect's support finds the error
 */
export function translateError(error: unknown, supportId?: string): ServiceError {
  if (error instanceof ServiceError) return error
  const { code, cause, detail } = translate(error)
  const id = supportId === undefined ? {} : { franceconnect_id: supportId }
  return new ServiceError(code, { cause, detail: { ...detail, ...id } })
}

function translate(error: unknown): ServiceError {
  if (error instanceof AuthorizationResponseError) {
    const known = Object.hasOwn(callbackErrors, error.error)
    const code = known ? callbackErrors[error.error] : undefined
    return new ServiceError(code ?? 'franceconnect_failed', {
      cause: withoutContent(error),
      detail: { franceconnect_error: known ? error.error : 'unknown' },
    })
  }
  if (error instanceof ResponseBodyError) return ofTokenEndpoint(error)
  if (error instanceof WWWAuthenticateChallengeError) return ofChallenge(error)
  return ofAnythingElse(error)
}
