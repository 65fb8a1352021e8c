/** What an error is for machines. The sentences for people are in messages.fr.ts and messages.en.ts. */
interface ErrorRow {
  readonly status: number
  /** The OAuth or OpenID Connect error that a form or client receives. */
  readonly error: string
  /** What the operator and the integrator read; never holds anything that was received. */
  readonly description: string
}

const row = (status: number, error: string, description: string): ErrorRow => ({
  status,
  error,
  description,
})

/** Every way in which a request can fail, by its stable public code. */
export const errorCatalogue = {
  unknown_client: row(400, 'invalid_client', 'no form has this client_id'),
  unregistered_redirect_uri: row(
    400,
    'invalid_request',
    'redirect_uri is not registered for this form; it must match character by character',
  ),
  unusable_request: row(400, 'invalid_request', 'a required parameter is missing or repeated'),
  unknown_state: row(400, 'invalid_request', 'the state was not made by this service'),
  attempt_lost: row(
    400,
    'invalid_request',
    'the login attempt began in another browser or is over',
  ),
  login_already_done: row(400, 'login_required', 'this login has already been completed'),
  login_interrupted: row(
    503,
    'temporarily_unavailable',
    'the login was interrupted while FranceConnect was answering; try again',
  ),
  at_capacity: row(503, 'temporarily_unavailable', 'too many logins at this moment; try again'),
  store_unavailable: row(
    503,
    'temporarily_unavailable',
    'the store that keeps logins between two requests does not answer; try again',
  ),
  login_cancelled: row(403, 'access_denied', 'the citizen did not complete the login'),
  franceconnect_unavailable: row(
    502,
    'temporarily_unavailable',
    'FranceConnect did not answer, or is not available',
  ),
  franceconnect_failed: row(502, 'server_error', 'FranceConnect answered with an error'),
  franceconnect_rejected_request: row(
    502,
    'server_error',
    'FranceConnect refused our request: check the client, its secret, scopes and addresses',
  ),
  franceconnect_untrusted: row(
    502,
    'server_error',
    'the answer of FranceConnect did not pass verification and was discarded',
  ),
  franceconnect_code_expired: row(
    400,
    'login_required',
    'the authorization code of FranceConnect had expired',
  ),
  form_key_unavailable: row(
    503,
    'server_error',
    'the key that the tokens of this form are encrypted to cannot be had: check its jwks_uri',
  ),
  unregistered_logout_uri: row(
    400,
    'invalid_request',
    'post_logout_redirect_uri is not registered for this form',
  ),
  not_found: row(404, 'not_found', 'there is nothing at this address'),
  method_not_allowed: row(405, 'method_not_allowed', 'this address does not take this method'),
  foreign_origin: row(403, 'invalid_request', 'the Origin does not belong to this form'),
  payload_too_large: row(413, 'invalid_request', 'the body is too large'),
  unsupported_body: row(415, 'invalid_request', 'the body is not what this address takes'),
  malformed_body: row(400, 'invalid_request', 'the body could not be read'),
  too_many_requests: row(429, 'temporarily_unavailable', 'too many requests from this address'),
  internal: row(500, 'server_error', 'something went wrong on our side'),
} as const satisfies Readonly<Record<string, ErrorRow>>

export type ErrorCode = keyof typeof errorCatalogue

export const errorCodes = Object.keys(errorCatalogue) as readonly ErrorCode[]

/** An error with a row in the catalogue. `detail` is for the log alone; it must hold nothing personal or secret. */
export class ServiceError extends Error {
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, string>>

  constructor(
    code: ErrorCode,
    options: { readonly cause?: unknown; readonly detail?: Readonly<Record<string, string>> } = {},
  ) {
    super(errorCatalogue[code].description, { cause: options.cause })
    this.name = 'ServiceError'
    this.code = code
    this.detail = options.detail ?? {}
  }

  /** Any error as a row of the catalogue: what has none is ours, `internal`. */
  static from(error: unknown): ServiceError {
    return error instanceof ServiceError ? error : new ServiceError('internal', { cause: error })
  }

  get status(): number {
    return errorCatalogue[this.code].status
  }

  get error(): string {
    return errorCatalogue[this.code].error
  }
}
