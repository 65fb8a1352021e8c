import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { type ErrorCode, ServiceError } from '../domain/errors.ts'

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

// FranceConnect's support finds an error by the id in its error_uri; the rest of its text stays out.
const correlationId = /[?&]id=([0-9a-fA-F-]{8,64})(?:&|$)/

function ofTokenEndpoint(error: ResponseBodyError): ServiceError {
  const id = correlationId.exec(String(error.cause.error_uri ?? ''))?.[1]
  const detail = {
    status: String(error.status),
    ...(id !== undefined && { franceconnect_id: id }),
  }
  if (error.status >= 500)
    return new ServiceError('franceconnect_unavailable', { cause: error, detail })
  const code: ErrorCode =
    error.error === 'invalid_grant'
      ? 'franceconnect_code_expired'
      : 'franceconnect_rejected_request'
  return new ServiceError(code, { cause: error, detail })
}

function statusOf(cause: unknown): number | undefined {
  return cause instanceof Response ? cause.status : undefined
}

// What openid-client throws when an answer came and was not what the specifications demand.
const untrusted = /^OAUTH_(JWT_|JSON_|KEY_SELECTION|INVALID_RESPONSE|UNSUPPORTED|PARSE|RESPONSE_)/

function ofClient(error: ClientError): ServiceError {
  const status = statusOf(error.cause)
  const detail = {
    library_code: error.code ?? 'none',
    ...(status !== undefined && { status: String(status) }),
  }
  if (status !== undefined && status >= 500)
    return new ServiceError('franceconnect_unavailable', { cause: error, detail })
  const isUntrusted = untrusted.test(error.code ?? '')
  return new ServiceError(isUntrusted ? 'franceconnect_untrusted' : 'franceconnect_unavailable', {
    cause: error,
    detail,
  })
}

/**
 * Translates what openid-client throws into one row of the catalogue. Texts that came from outside
 * (`error_description` above all, which anyone can put in a URL) stay in `cause` and go nowhere.
 */
export function translateError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error
  if (error instanceof AuthorizationResponseError) {
    const known = Object.hasOwn(callbackErrors, error.error)
    const code = known ? callbackErrors[error.error] : undefined
    return new ServiceError(code ?? 'franceconnect_failed', {
      cause: error,
      detail: { franceconnect_error: known ? error.error : 'unknown' },
    })
  }
  if (error instanceof ResponseBodyError) return ofTokenEndpoint(error)
  if (error instanceof WWWAuthenticateChallengeError)
    return new ServiceError('franceconnect_code_expired', { cause: error })
  if (error instanceof ClientError) return ofClient(error)
  return new ServiceError('franceconnect_unavailable', { cause: error })
}
