/**
 * The way back to a form: its registered address, whose own query stays, and the parameters of an
 * authorization response with the issuer (RFC 6749 §4.1.2, RFC 9207 §2).
 */
export function formRedirect(
  redirectUri: string,
  issuer: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries({ ...parameters, iss: issuer }))
    if (value !== undefined) url.searchParams.append(name, value)
  return url.href
}
