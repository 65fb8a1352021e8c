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
