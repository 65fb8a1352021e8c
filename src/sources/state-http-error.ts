/**
 * Why a state API gave no answer. It has no cause: the errors of an HTTP client carry the request, and
 * with it the token.
 */
export class StateHttpError extends Error {
  /** `timeout`, `body_too_large`, `held` where none was asked for, or node's own code (`ECONNRESET`). */
  readonly code: string

  constructor(code: string) {
    super(`no answer: ${code}`)
    this.name = 'StateHttpError'
    this.code = code
  }
}
