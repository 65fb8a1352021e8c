import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  Router,
} from 'express'
import helmet from 'helmet'
import { authorizeRoute } from './authorize-route.ts'
import { createBrowserSessions } from './browser-sessions.ts'
import { type Citizen, loadCitizens } from './citizens.ts'
import { identityProviderRoutes } from './identity-provider-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { logoutRoutes } from './logout-routes.ts'
import { assets } from './pages/assets.ts'
import { createProvider } from './provider.ts'
import { sendError } from './send-error.ts'
import { generateSigningKeys, type SigningKeys } from './signing-keys.ts'
import { SimulatorClient } from './simulator-client.ts'
import type { SimulatorContext } from './simulator-context.ts'

export interface SimulatorOptions {
  /** Where it is reached, `/api/v2` included: `http://localhost:4000/api/v2`. */
  issuer: string
  clients: readonly SimulatorClient[]
  /** Default: those of `config/simulator/citizens.yaml`. */
  citizens?: readonly Citizen[]
  /** Default: new ones. */
  keys?: SigningKeys
  /**
   * The clock of every lifetime: codes, tokens, grants, sessions. The instants written into tokens (`iat`, `exp`,
   * `auth_time`) cannot follow it: oidc-provider takes them from the process.
   */
  now?: () => Date
}

export type SimulatorApp = Express

/**
 * A simulated FranceConnect (low level) for development and tests: endpoints, pages, errors and lifetimes
 * as FranceConnect's own core was seen to answer, with test citizens of its own.
 * @throws ZodError for a client that FranceConnect would not have registered.
 */
export function createSimulator(options: SimulatorOptions): SimulatorApp {
  const context = createContext(options)
  const app = express().disable('x-powered-by').disable('etag')
  app.use(securityHeaders())
  app.get('/assets/:name', (req, res, next) => {
    const asset = assets[req.params.name]
    if (asset === undefined) return next()
    res.type(asset.type).send(asset.content)
  })
  app.use(refusePreflight(context))
  app.use(identityProviderRoutes(context))
  app.use(context.mount, protocolRoutes(context), interactionRoutes(context), logoutRoutes(context))
  app.use((req, res) => {
    sendError(context, res, 'Y000404', context.sessions.find(req))
  })
  app.use(lastResort(context))
  return app
}

function createContext(options: SimulatorOptions): SimulatorContext {
  const { issuer, now = () => new Date(), keys = generateSigningKeys() } = options
  const mount = new URL(issuer).pathname
  const parsed = options.clients.map((client) => SimulatorClient.parse(client))
  const clients = new Map(parsed.map((client) => [client.client_id, client]))
  const citizens = new Map((options.citizens ?? loadCitizens()).map((one) => [one.login, one]))
  const sessions = createBrowserSessions(now, '/')
  const provider = createProvider({ issuer, mount, clients, citizens, keys, sessions, now })
  const callback = provider.callback()
  const handOver: SimulatorContext['handOver'] = (req, res) => void callback(req, res)
  return { issuer, mount, provider, handOver, sessions, clients, citizens }
}

/** What the OpenID provider answers by itself; it has more routes, which FranceConnect does not offer. */
function protocolRoutes(context: SimulatorContext): Router {
  const { handOver } = context
  const router = Router()
  router.get('/authorize', authorizeRoute(context))
  // FranceConnect's metadata promise it; its core breaks on it.
  router.post('/authorize', (_req, res) => {
    res.status(500).type('text').send('Internal Server Error')
  })
  router.get('/authorize/:uid', handOver)
  router.post('/token', handOver)
  router.get('/userinfo', handOver)
  router.post('/token/revocation', handOver)
  for (const path of ['/jwks', '/.well-known/openid-configuration']) {
    router.get(path, (req, res) => {
      res.set('cache-control', 'public, max-age=600')
      handOver(req, res)
    })
  }
  return router
}

/** FranceConnect answers no preflight; Express would, for every route that it knows. */
function refusePreflight(context: SimulatorContext): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'OPTIONS') sendError(context, res, 'Y000404')
    else next()
  }
}

function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      // FranceConnect lets its forms lead anywhere; over plain http on loopback nothing can be upgraded.
      directives: { 'form-action': null, 'upgrade-insecure-requests': null },
    },
    strictTransportSecurity: false,
  })
}

function lastResort(context: SimulatorContext): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const lost = error?.name === 'SessionNotFound'
    const session = context.sessions.find(req)
    const code = lost ? 'Y190001' : 'Y000000'
    sendError(context, res, code, session, String(error?.message ?? error))
  }
}
