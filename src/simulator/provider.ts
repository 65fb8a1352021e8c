/// <reference path="./oidc-provider.d.ts" />
import type { IncomingMessage } from 'node:http'
import type ProviderType from 'oidc-provider'
import type { AdapterFactory, Configuration, Interaction, KoaContextWithOIDC } from 'oidc-provider'
import { InvalidRequest } from 'oidc-provider/lib/helpers/errors.js'
import { Provider } from 'oidc-provider/lib/provider.js'
import { type BrowserSessions, newCsrfToken } from './browser-sessions.ts'
import type { Citizen } from './citizens.ts'
import { errorReply } from './error-reply.ts'
import { loggedOutPage, logoutStepPage } from './pages/logout-pages.ts'
import { protocolErrorBody } from './protocol-error-body.ts'
import { type ProtocolError, protocolErrorCode } from './protocol-error-codes.ts'
import { type ProviderSecrets, providerConfiguration } from './provider-configuration.ts'
import type { SimulatorClient } from './simulator-client.ts'

export interface ProviderOptions {
  issuer: string
  mount: string
  clients: ReadonlyMap<string, SimulatorClient>
  citizens: ReadonlyMap<string, Citizen>
  secrets: ProviderSecrets
  sessions: BrowserSessions
  adapter: AdapterFactory
}

/** oidc-provider with FranceConnect's settings, and with our pages where it would show its own. */
export function createProvider(options: ProviderOptions): ProviderType {
  const { issuer, clients, citizens, secrets, adapter } = options
  const provider = new Provider(issuer, {
    ...providerConfiguration([...clients.values()], citizens, secrets),
    adapter,
    interactions: { url: (ctx, interaction) => beginInteraction(options, ctx, interaction) },
    renderError: (ctx, _out, error) => renderError(options, ctx, error),
    features: features(options),
  })
  provider.use(async (ctx, next) => {
    await next()
    // Where nobody is logged in the library skips logoutSource for a page of its own, with an inline script.
    const { oidc } = ctx as KoaContextWithOIDC
    if (oidc?.route === 'end_session' && ctx.status === 200 && !oidc.session?.accountId) {
      renderLogout(options, ctx as KoaContextWithOIDC)
    }
  })
  rewriteErrorBodies(provider)
  return provider
}

function features(options: ProviderOptions): NonNullable<Configuration['features']> {
  return {
    claimsParameter: {
      enabled: true,
      assertClaimsParameter: (_ctx, claims, client) => {
        const asksAmr = claims.id_token?.amr !== undefined || claims.userinfo?.amr !== undefined
        if (asksAmr && !options.clients.get(client.clientId)?.amr) throw amrNotAllowed()
      },
    },
    devInteractions: { enabled: false },
    dPoP: { enabled: true },
    jwtUserinfo: { enabled: true },
    pushedAuthorizationRequests: { enabled: false },
    requestObjects: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx) => renderLogout(options, ctx),
      postLogoutSuccessSource: (ctx) => {
        ctx.body = loggedOutPage()
      },
    },
  }
}

function amrNotAllowed(): Error {
  // FranceConnect shows a page: the relying party must not hear of it.
  return Object.assign(new InvalidRequest('client claim not allowed'), { allow_redirect: false })
}

/** Remembers a new authorization request in the browser's session and says which page comes first. */
function beginInteraction(
  { mount, sessions }: ProviderOptions,
  ctx: KoaContextWithOIDC,
  interaction: Interaction,
): string {
  const page = `${mount}/interaction/${interaction.uid}`
  const session = sessions.find(ctx.req)
  // An interaction that the library starts again by itself (claims never granted) finds no place in the session:
  // it ends on FranceConnect's page Y190004.
  if (session === undefined || ctx.oidc.route !== 'authorization') return page
  const { params } = interaction
  session.csrfToken = newCsrfToken()
  session.candidate = undefined
  session.pending = {
    uid: interaction.uid,
    clientId: String(params.client_id),
    redirectUri: String(params.redirect_uri),
    state: String(params.state ?? ''),
    scopes: String(params.scope).split(' '),
    acr: String(params.acr_values),
    idpHint: session.idpHint,
    done: false,
  }
  return session.citizen === undefined ? page : `${page}/verify`
}

function renderError(
  options: ProviderOptions,
  ctx: KoaContextWithOIDC,
  error: Error & Partial<ProtocolError>,
): void {
  const code = protocolErrorCode({ ...error, error: error.error ?? 'server_error' })
  ctx.type = 'html'
  ctx.body = errorReply(options, code, undefined, error.error_description ?? error.message).body
}

function renderLogout(options: ProviderOptions, ctx: KoaContextWithOIDC): void {
  const { mount } = options
  const token = logoutToken(ctx)
  const session = browserOf(options, ctx.req)
  ctx.type = 'html'
  if (session?.citizen === undefined) {
    ctx.body = logoutStepPage(`${mount}/session/end/confirm`, { xsrf: token, logout: 'yes' })
    return
  }
  session.citizen = undefined
  session.logoutToken = token
  ctx.body = logoutStepPage(`${mount}/client/disconnect-from-idp`, {})
}

function logoutToken(ctx: KoaContextWithOIDC): string {
  return String(ctx.oidc.session?.state?.secret)
}

function browserOf({ sessions }: ProviderOptions, req: IncomingMessage) {
  return sessions.find(req)
}

/** FranceConnect's JSON errors hold more than the library's, except where the caller accepts HTML at UserInfo. */
function rewriteErrorBodies(provider: ProviderType): void {
  const rewrite = (ctx: KoaContextWithOIDC, error: Error & Partial<ProtocolError>) => {
    ctx.body = protocolErrorBody({ ...error, error: error.error ?? 'server_error' })
  }
  provider.on('grant.error', rewrite)
  provider.on('revocation.error', rewrite)
  provider.on('userinfo.error', (ctx, error) => {
    // Its own core labels that page so.
    if (ctx.type === 'text/html') ctx.type = 'application/jwt; charset=utf-8'
    else rewrite(ctx, error)
  })
}
