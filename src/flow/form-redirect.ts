import type { ServiceError } from '../domain/errors.ts'
import { appendParameters } from './append-parameters.ts'

/**
 * The way back to a form: its registered address with the parameters of an authorization response and
 * the issuer (RFC 6749 §4.1.2, RFC 9207 §2).
 */
export function formRedirect(
  redirectUri: string,
  issuer: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  return appendParameters(redirectUri, { ...parameters, iss: issuer })
}

/**
 * The way back to a form with an error of the catalogue (RFC 6749 §4.1.2.1). `error_description` begins with
 * the catalogue's code, which is finer than OAuth's `error`: `at_capacity: too many logins …`. The widget
 * finds its sentence by it.
 */
export function errorRedirect(
  to: { readonly redirectUri: string; readonly state: string | undefined },
  issuer: string,
  error: ServiceError,
): string {
  return formRedirect(to.redirectUri, issuer, {
    error: error.error,
    error_description: `${error.code}: ${error.message}`,
    state: to.state,
  })
}
