import type { FormDescription } from '../domain/form-description.ts'
import type { Language } from '../domain/languages.ts'
import type { Trip } from './trip.ts'

const timeoutMs = 15_000

/** What `POST /token` answers, as far as the widget reads it. */
export interface TokenAnswer {
  readonly id_token?: string
  readonly prefill_token?: string
  readonly display_name?: string
  readonly error?: string
}

function withQuery(address: string, parameters: Record<string, string>): string {
  return `${address}?${new URLSearchParams(parameters)}`
}

function request(address: string, body?: URLSearchParams): Promise<Response> {
  // Not AbortSignal.timeout: phones that end at iOS 15 do not have it.
  const late = new AbortController()
  setTimeout(() => late.abort(), timeoutMs)
  return fetch(address, {
    credentials: 'omit',
    signal: late.signal,
    ...(body && { method: 'POST', body }),
  })
}

/** `GET /forms/{client_id}`. @throws where the service does not answer or does not know the form. */
export async function fetchDescription(
  service: string,
  clientId: string,
  lang: Language,
): Promise<FormDescription> {
  const address = withQuery(`${service}/forms/${encodeURIComponent(clientId)}`, { lang })
  const response = await request(address)
  if (!response.ok) throw new Error()
  return response.json() as Promise<FormDescription>
}

/** Where a trip goes: the authorization request (OpenID Connect Core §3.1.2.1, RFC 7636 §4.3). */
export function authorizeAddress(trip: Trip, challenge: string, lang: Language): string {
  return withQuery(`${trip.service}/authorize`, {
    client_id: trip.clientId,
    redirect_uri: trip.redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: trip.state,
    nonce: trip.nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ui_locales: lang,
  })
}

/** `POST /token`: spends the code of a trip. @throws where the service does not answer in JSON. */
export async function redeemCode(trip: Trip, code: string): Promise<TokenAnswer> {
  const parameters = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: trip.redirectUri,
    client_id: trip.clientId,
    code_verifier: trip.verifier,
  }
  const response = await request(`${trip.service}/token`, new URLSearchParams(parameters))
  return response.json() as Promise<TokenAnswer>
}

/** Where a log-out goes (OpenID Connect RP-Initiated Logout §2). */
export function logoutAddress(
  service: string,
  idToken: string,
  postLogoutRedirectUri: string | undefined,
  state: string,
): string {
  return withQuery(`${service}/logout`, {
    id_token_hint: idToken,
    ...(postLogoutRedirectUri && { post_logout_redirect_uri: postLogoutRedirectUri, state }),
  })
}
