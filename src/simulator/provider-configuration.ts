import type { Configuration } from 'oidc-provider'
import type { Citizen } from './citizens.ts'
import { pairwiseSub } from './pairwise-sub.ts'
import { releaseIdentity } from './released-identity.ts'
import { knownScopes, scopeClaims } from './scopes.ts'
import type { SigningKeys } from './signing-keys.ts'
import { entityOf, type SimulatorClient } from './simulator-client.ts'

const halfAnHour = 1800

/** Seconds. A grant lives 30 of them, which cuts UserInfo off before the access token's 60 are over. */
const ttl = {
  AccessToken: 60,
  AuthorizationCode: 30,
  Grant: 30,
  IdToken: 60,
  Interaction: halfAnHour,
  Session: halfAnHour,
}

const cookie = { httpOnly: true, sameSite: 'lax', path: '/', signed: true } as const

export interface ProviderSecrets {
  /** The first ones sign; all are published. */
  keys: readonly SigningKeys[]
  /** Signs the provider's own cookies. */
  cookieKey: string
}

/**
 * The settings of oidc-provider that make it answer as FranceConnect's own core, which runs on the same library:
 * routes, scopes, lifetimes, algorithms. Pages, storage and clock are the caller's.
 */
export function providerConfiguration(
  clients: ReadonlyMap<string, SimulatorClient>,
  citizens: ReadonlyMap<string, Citizen>,
  secrets: ProviderSecrets,
): Configuration {
  return {
    ...accounts(clients, citizens),
    ...algorithms,
    acceptQueryParamAccessTokens: true,
    acrValues: ['eidas1'],
    allowOmittingSingleRegisteredRedirectUri: false,
    claims: Object.fromEntries(
      Object.entries(scopeClaims).map(([name, list]) => [name, [...list]]),
    ),
    clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
    clientBasedCORS: () => false,
    clients: [...clients.values()].map(registration),
    cookies: {
      keys: [secrets.cookieKey],
      names: { session: '_session', interaction: '_interaction', resume: '_interaction_resume' },
      long: cookie,
      short: cookie,
    },
    jwks: { keys: secrets.keys.flatMap(({ ES256, RS256 }) => [ES256, RS256]) },
    pkce: { required: () => false },
    responseTypes: ['code'],
    routes: {
      authorization: '/authorize',
      end_session: '/session/end',
      jwks: '/jwks',
      revocation: '/token/revocation',
      token: '/token',
      userinfo: '/userinfo',
    },
    scopes: [...knownScopes],
    // FranceConnect fetches it; the simulator asks no other machine for anything.
    sectorIdentifierUriValidate: () => false,
    subjectTypes: ['pairwise'],
    ttl,
  }
}

const algorithms = {
  enabledJWA: {
    clientAuthSigningAlgValues: ['ES256', 'RS256'],
    dPoPSigningAlgValues: ['ES256', 'RS256'],
    idTokenSigningAlgValues: ['HS256', 'ES256', 'RS256'],
    requestObjectSigningAlgValues: ['ES256', 'RS256', 'HS256'],
    userinfoSigningAlgValues: ['HS256', 'ES256', 'RS256'],
  },
} satisfies Configuration

/** An account is a citizen's login; its `sub` exists per entity only. */
function accounts(
  clients: ReadonlyMap<string, SimulatorClient>,
  citizens: ReadonlyMap<string, Citizen>,
): Configuration {
  return {
    findAccount: (_ctx, login) => {
      const citizen = citizens.get(login)
      if (citizen === undefined) return undefined
      return { accountId: login, claims: () => ({ sub: login, ...releaseIdentity(citizen) }) }
    },
    pairwiseIdentifier: (_ctx, login, { clientId }) => {
      const citizen = citizens.get(login)
      const client = clients.get(clientId)
      if (citizen === undefined || client === undefined) {
        throw new TypeError('an account without a citizen, or a client that is not registered')
      }
      return pairwiseSub(releaseIdentity(citizen), entityOf(client))
    },
  }
}

function registration(client: SimulatorClient) {
  return {
    client_id: client.client_id,
    client_secret: client.client_secret,
    client_name: client.name,
    redirect_uris: client.redirect_uris,
    post_logout_redirect_uris: client.post_logout_redirect_uris,
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    subject_type: 'pairwise' as const,
    token_endpoint_auth_method: 'client_secret_post' as const,
    id_token_signed_response_alg: client.signing_alg,
    userinfo_signed_response_alg: client.signing_alg,
    scope: client.scopes.join(' '),
    ...(client.sector_identifier_uri === undefined
      ? {}
      : { sector_identifier_uri: client.sector_identifier_uri }),
  }
}
