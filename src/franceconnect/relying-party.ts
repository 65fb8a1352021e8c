import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  fetchUserInfo,
} from 'openid-client'
import { ServiceError } from '../domain/errors.ts'
import type { FranceConnectClient } from '../domain/form.ts'
import { PivotIdentity } from '../domain/pivot-identity.ts'
import { createConcurrencyLimit } from '../transport/concurrency-limit.ts'
import type { Transport } from '../transport/keep-alive-fetch.ts'
import { withDeadline } from '../transport/with-deadline.ts'
import { checkIdToken, checkUserInfo, readAmr } from './check-claims.ts'
import { createClientConfigurations } from './client-configurations.ts'
import { readSupportId } from './support-id.ts'
import { translateError } from './translate-error.ts'

/** What a login sends to FranceConnect and expects back. */
export interface LoginRequest {
  readonly state: string
  readonly nonce: string
  readonly acr: string
}

/** What a completed login leaves: the identity, and the ID token as the hint for log-out. */
export interface LoginResult {
  readonly identity: PivotIdentity
  readonly idToken: string
  /** For the state sources, at once: it lives 60 seconds and is never stored. */
  readonly accessToken: string
  readonly acr: string
  /** NumericDate at which FranceConnect finished the login. */
  readonly authTime: number
  /** How the citizen logged in (RFC 8176), where it was asked. */
  readonly amr?: readonly string[]
}

/** FranceConnect as the flow sees it. Every method throws ServiceError, never a library's error. */
export interface RelyingParty {
  begin(client: FranceConnectClient, request: LoginRequest, scopes: readonly string[]): Promise<URL>
  complete(
    client: FranceConnectClient,
    callback: URLSearchParams,
    expected: LoginRequest,
  ): Promise<LoginResult>
  end(client: FranceConnectClient, idTokenHint: string, state: string): Promise<URL>
}

export interface RelyingPartyOptions {
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly transport: Transport
  /** How long a whole login may take from FranceConnect's return on: each call has its own limit too. */
  readonly loginMilliseconds: number
  /** How many logins may be completed at once, for one client and in all. */
  readonly concurrentLogins: { readonly perKey: number; readonly inAll: number }
}

// Naming any other claim here ends the login on a page of FranceConnect's, even one that a scope covers.
const amrRequest = JSON.stringify({ id_token: { amr: { essential: true } } })

const translated = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw translateError(error, await readSupportId(error))
  }
}

/**
 * Makes the relying party towards FranceConnect (OpenID Connect Core §3.1, authorization code flow).
 * It sends exactly the parameters that FranceConnect takes: its validator answers any other with a page
 * of its own, PKCE among them although its metadata advertise it. UserInfo is read at once after the
 * token, because the grant behind it lives 30 seconds.
 */
export function createRelyingParty(options: RelyingPartyOptions): RelyingParty {
  const configurationOf = createClientConfigurations(options.transport)
  const limit = createConcurrencyLimit(
    options.concurrentLogins,
    () => new ServiceError('at_capacity'),
  )
  const complete: RelyingParty['complete'] = async (client, callback, expected) => {
    // A code beside an error is nobody's honest answer: it must not be spent.
    if (callback.has('code') && callback.has('error'))
      throw new ServiceError('franceconnect_untrusted', { detail: { parameter: 'error' } })
    const configuration = await configurationOf(client)
    const currentUrl = new URL(`${options.redirectUri}?${callback.toString()}`)
    const tokens = await authorizationCodeGrant(configuration, currentUrl, {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims === undefined || tokens.id_token === undefined)
      throw new ServiceError('franceconnect_untrusted', { detail: { claim: 'id_token' } })
    // openid-client judges exp by this same clock.
    checkIdToken(claims, client, expected.acr, Math.floor(Date.now() / 1000))
    const userInfo = await fetchUserInfo(configuration, tokens.access_token, claims.sub)
    checkUserInfo(userInfo, client)
    return {
      identity: PivotIdentity.parse(userInfo),
      idToken: tokens.id_token,
      accessToken: tokens.access_token,
      acr: expected.acr,
      authTime: claims.auth_time ?? claims.iat,
      ...(client.amr && { amr: readAmr(claims) }),
    }
  }
  return {
    begin: async (client, { state, nonce, acr }, scopes) =>
      buildAuthorizationUrl(await translated(configurationOf(client)), {
        redirect_uri: options.redirectUri,
        scope: scopes.join(' '),
        state,
        nonce,
        acr_values: acr,
        ...(client.amr && { claims: amrRequest }),
      }),
    complete: (client, callback, expected) =>
      translated(
        limit.run(client.key, () =>
          withDeadline(complete(client, callback, expected), options.loginMilliseconds),
        ),
      ),
    end: async (client, idTokenHint, state) =>
      buildEndSessionUrl(await translated(configurationOf(client)), {
        id_token_hint: idTokenHint,
        post_logout_redirect_uri: options.postLogoutRedirectUri,
        state,
      }),
  }
}
