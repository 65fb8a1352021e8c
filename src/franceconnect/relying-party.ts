import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretPost,
  Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type ServerMetadata,
} from 'openid-client'
import { ServiceError } from '../domain/errors.ts'
import type { FranceConnectClient } from '../domain/form.ts'
import { PivotIdentity } from '../domain/pivot-identity.ts'
import { isLoopback } from '../domain/registered-url.ts'
import type { Transport } from '../transport/keep-alive-fetch.ts'
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
  readonly acr: string
  /** NumericDate at which FranceConnect finished the login. */
  readonly authTime: number
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
}

// FranceConnect's tokens live 60 seconds: a generous tolerance would undo that.
const toleratedSeconds = 10

function configure(
  client: FranceConnectClient,
  server: ServerMetadata,
  transport: Transport,
): Configuration {
  const configuration = new Configuration(
    server,
    client.client_id,
    {
      id_token_signed_response_alg: client.signing_alg,
      userinfo_signed_response_alg: client.signing_alg,
      [clockTolerance]: toleratedSeconds,
    },
    ClientSecretPost(client.client_secret),
  )
  configuration[customFetch] = transport
  // openid-client leaves signatures unchecked when TLS protects the call; FranceConnect's are what we attest.
  enableNonRepudiationChecks(configuration)
  if (isLoopback(new URL(client.issuer))) allowInsecureRequests(configuration)
  return configuration
}

/** Discovers each issuer once, when it is first needed, and again after a failure. */
function createConfigurations(transport: Transport) {
  const servers = new Map<string, Promise<ServerMetadata>>()
  const configurations = new Map<string, Configuration>()
  const discover = async (issuer: string): Promise<ServerMetadata> => {
    const url = new URL(issuer)
    const found = await discovery(url, 'discovery', undefined, undefined, {
      [customFetch]: transport,
      ...(isLoopback(url) && { execute: [allowInsecureRequests] }),
    })
    return found.serverMetadata()
  }
  const server = (issuer: string): Promise<ServerMetadata> => {
    const known = servers.get(issuer) ?? discover(issuer)
    servers.set(issuer, known)
    known.catch(() => servers.delete(issuer))
    return known
  }
  return async (client: FranceConnectClient): Promise<Configuration> => {
    const known = configurations.get(client.key)
    if (known !== undefined) return known
    const made = configure(client, await server(client.issuer), transport)
    configurations.set(client.key, made)
    return made
  }
}

const translated = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw translateError(error)
  }
}

/**
 * Makes the relying party towards FranceConnect (OpenID Connect Core §3.1, authorization code flow).
 * It sends exactly the parameters that FranceConnect takes: its validator answers any other with a page
 * of its own, PKCE among them although its metadata advertise it. UserInfo is read at once after the
 * token, because the grant behind it lives 30 seconds.
 */
export function createRelyingParty(options: RelyingPartyOptions): RelyingParty {
  const configurationOf = createConfigurations(options.transport)
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
    if (claims === undefined || tokens.id_token === undefined || claims.acr !== expected.acr)
      throw new ServiceError('franceconnect_untrusted', { detail: { claim: 'acr' } })
    const userInfo = await fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return {
      identity: PivotIdentity.parse(userInfo),
      idToken: tokens.id_token,
      acr: expected.acr,
      authTime: typeof claims.auth_time === 'number' ? claims.auth_time : claims.iat,
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
      }),
    complete: (client, callback, expected) => translated(complete(client, callback, expected)),
    end: async (client, idTokenHint, state) =>
      buildEndSessionUrl(await translated(configurationOf(client)), {
        id_token_hint: idTokenHint,
        post_logout_redirect_uri: options.postLogoutRedirectUri,
        state,
      }),
  }
}
