import * as oidc from 'openid-client'
import type { SimulatorClient } from '../../src/simulator/simulator-client.ts'
import {
  type RunningSimulator,
  type StartOptions,
  startSimulator,
} from '../../src/simulator/start-simulator.ts'
import { type BrowserSession, createBrowserSession, logIn, type Page } from './browser-session.ts'

export const callbackUri = 'http://localhost:3000/callback'
export const logoutUri = 'http://localhost:3000/logout/done'

const identityScopes = [
  'openid',
  'identite_pivot',
  'profile',
  'birth',
  'given_name',
  'family_name',
  'gender',
  'birthdate',
  'birthplace',
  'birthcountry',
  'preferred_username',
  'email',
  'idp_birthdate',
]

/** A registered service provider for tests, with every identity scope but idp_id. */
export function testClient(changes: Partial<SimulatorClient> = {}): SimulatorClient {
  return {
    client_id: 'service',
    client_secret: 'secret-of-the-service',
    name: 'Ville d’Essai',
    redirect_uris: [callbackUri],
    post_logout_redirect_uris: [logoutUri],
    signing_alg: 'ES256',
    scopes: identityScopes,
    ...changes,
  }
}

/** A browser that stops before the service's own addresses. */
export function createCitizenBrowser(): BrowserSession {
  return createBrowserSession({ stopAt: ({ host }) => host === 'localhost:3000' })
}

export interface TestService {
  simulator: RunningSimulator
  config: oidc.Configuration
  /** The parameters of a good request; `undefined` removes one. */
  authorizeUrl(changes?: Record<string, string | undefined>): URL
  /** A whole login: the callback's address as the service receives it. */
  callback(login: string, changes?: Record<string, string>, browser?: BrowserSession): Promise<URL>
  exchange(callback: URL): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers>
}

export const state = 'state-'.padEnd(64, '0')
export const nonce = 'nonce-'.padEnd(64, '0')

/** A simulator on a port of its own and one of its clients, as a relying party with openid-client. */
export async function startTestService(
  client: SimulatorClient = testClient(),
  options: Partial<StartOptions> = {},
): Promise<TestService> {
  const simulator = await startSimulator({ port: 0, clients: [client], ...options })
  const config = await oidc.discovery(
    new URL(simulator.issuer),
    client.client_id,
    {
      id_token_signed_response_alg: client.signing_alg,
      userinfo_signed_response_alg: client.signing_alg,
    },
    oidc.ClientSecretPost(client.client_secret),
    { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] },
  )
  const authorizeUrl = (changes: Record<string, string | undefined> = {}) => {
    const scope = client.scopes.join(' ')
    const defaults = { redirect_uri: callbackUri, scope, acr_values: 'eidas1', state, nonce }
    const url = oidc.buildAuthorizationUrl(config, defaults)
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    }
    return url
  }
  return {
    simulator,
    config,
    authorizeUrl,
    callback: (login, changes, browser = createCitizenBrowser()) =>
      logIn(browser, authorizeUrl(changes), { login, password: '123' }),
    exchange: (callback) =>
      oidc.authorizationCodeGrant(config, callback, { expectedState: state, expectedNonce: nonce }),
  }
}

/** Instants that a test moves on by hand. */
export function createTestClock(): { now: () => Date; advance: (seconds: number) => void } {
  let offset = 0
  return {
    now: () => new Date(Date.now() + offset),
    advance: (seconds) => {
      offset += seconds * 1000
    },
  }
}

/** What an error page tells: its status and FranceConnect's code. */
export function errorCode({ status, text }: Page): { status: number; code: string | undefined } {
  return { status, code: /Erreur (Y\w+)/.exec(text)?.[1] }
}
