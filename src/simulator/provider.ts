/// <reference path="./oidc-provider.d.ts" />
import type ProviderType from 'oidc-provider'
import type { AdapterFactory, Configuration, Interaction, KoaContextWithOIDC } from 'oidc-provider'
import { Provider } from 'oidc-provider/lib/provider.js'
import { type AuthorizationMistakes, noteMistakes } from './authorization-mistakes.ts'
import { type BrowserSessions, newCsrfToken } from './browser-sessions.ts'
import type { Citizen } from './citizens.ts'
import { claimsOtherLevel } from './claims-other-level.ts'
import { errorReply } from './error-reply.ts'
import { followHint } from './follow-hint.ts'
import { loggedOutPage } from './pages/logout-pages.ts'
import { protocolErrorBody } from './protocol-error-body.ts'
import { type ProtocolError, protocolErrorCode } from './protocol-error-codes.ts'
import { type ProviderSecrets, providerConfiguration } from './provider-configuration.ts'
import { refuseAmr } from './refuse-amr.ts'
import { renderLogout } from './render-logout.ts'
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
  const provider: ProviderType = new Provider(issuer, {
    ...providerConfiguration(clients, citizens, secrets),
    adapter,
    interactions: { url: (ctx, interaction) => beginInteraction(options, ctx, interaction) },
    renderError: (ctx, _out, error) => renderError(options, ctx, error, mistakesOf(ctx)),
    features: features(options),
  })
  const mistakesOf = noteMistakes(provider)
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.oidc) amendAnswer(options, ctx as KoaContextWithOIDC)
  })
  rewriteErrorBodies(provider)
  return provider
}

function amendAnswer(options: ProviderOptions, ctx: KoaContextWithOIDC): void {
  followHint(options, ctx)
  refuseAmr(options, ctx)
  // Where nobody is logged in the library skips logoutSource for a page of its own, with an inline script.
  const { route, session } = ctx.oidc
  if (route === 'end_session' && ctx.status === 200 && !session?.accountId) {
    renderLogout(options, ctx)
  }
}

function features(options: ProviderOptions): NonNullable<Configuration['features']> {
  return {
    claimsParameter: { enabled: true },
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

/** Remembers a new authorization request in the browser's session and says which page comes first. */
function beginInteraction(
  { mount, clients, sessions }: ProviderOptions,
  ctx: KoaContextWithOIDC,
  interaction: Interaction,
): string {
  const page = `${mount}/interaction/${interaction.uid}`
  const session = sessions.find(ctx.req)
  // An interaction that the library starts again by itself (claims never granted) finds no place in the session:
  // it ends on FranceConnect's page Y190004.
  if (session === undefined || ctx.oidc.route !== 'authorization') return page
  const { params } = interaction
  const allowedPrompts = clients.get(String(params.client_id))?.allowed_prompts
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
    neverEnds: claimsOtherLevel(params.claims),
    skipsInformation: session.prompt === 'login' && allowedPrompts?.includes('login') === true,
    done: false,
  }
  return session.citizen === undefined ? page : `${page}/verify`
}

function renderError(
  options: ProviderOptions,
  ctx: KoaContextWithOIDC,
  error: Error & Partial<ProtocolError>,
  mistakes: ReturnType<AuthorizationMistakes>,
): void {
  const several = mistakes.length > 1
  const code = protocolErrorCode({ ...error, error: error.error ?? 'server_error' })
  const detail = several
    ? mistakes.map(({ error_description }) => error_description).join('; ')
    : (error.error_description ?? error.message)
  ctx.type = 'html'
  // FranceConnect has no code of its own for a mistake behind another.
  ctx.body = errorReply(options, several ? 'Y040001' : code, undefined, detail).body
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
