import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  Router,
  urlencoded,
} from 'express'
import helmet from 'helmet'
import { authorizeRoute } from './authorize-route.ts'
import { bite } from './bite.ts'
import { createBrowserSessions } from './browser-sessions.ts'
import { checktokenRoute } from './checktoken-route.ts'
import { type Citizen, loadCitizens } from './citizens.ts'
import { createClockedStore } from './clocked-store.ts'
import { controlRoutes } from './control-routes.ts'
import { DataProvider } from './data-provider.ts'
import { createFaultBox, type FaultBox } from './fault-box.ts'
import { identityProviderRoutes } from './identity-provider-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { loadStateClients } from './load-clients.ts'
import { logoutRoutes } from './logout-routes.ts'
import { assets } from './pages/assets.ts'
import { frontPage } from './pages/front-page.ts'
import { revocationRoute } from './revocation-route.ts'
import { createRotatingProvider } from './rotating-provider.ts'
import { sendError } from './send-error.ts'
import { generateSigningKeys, type SigningKeys } from './signing-keys.ts'
import { SimulatorClient } from './simulator-client.ts'
import { createSimulatorClock } from './simulator-clock.ts'
import type { SimulatorContext } from './simulator-context.ts'
import type { StateClient } from './state/state-client.ts'
import { createStateDataProviders, type StateDataProviders } from './state/state-data-providers.ts'
import { loadState, type StateFile } from './state/state-file.ts'
import { stateRoutes } from './state/state-routes.ts'

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
  /** The faults that are on; the control API changes the same box. Default: an empty one. */
  faults?: FaultBox
  /** Who may ask `/checktoken`. Default: nobody. */
  dataProviders?: readonly DataProvider[]
  /** Who may ask API Impôt particulier. Default: those of `config/simulator/clients.yaml`. */
  stateClients?: readonly StateClient[]
  /** What the state's agencies know of the citizens. Default: `config/simulator/state.yaml`. */
  state?: StateFile
}

export type SimulatorApp = Express

/**
 * A simulated FranceConnect (low level) for development and tests: endpoints, pages, errors and lifetimes
 * as FranceConnect's own core was seen to answer, with test citizens of its own.
 * @throws ZodError for a client that FranceConnect would not have registered.
 */
export function createSimulator(options: SimulatorOptions): SimulatorApp {
  const providers = createStateDataProviders()
  const context = createContext(options, providers)
  const app = express().disable('x-powered-by').disable('etag')
  app.use(securityHeaders())
  app.get('/assets/:name', (req, res, next) => {
    const asset = assets[req.params.name]
    if (asset === undefined) return next()
    res.type(asset.type).send(asset.content)
  })
  app.get('/', (_req, res) => {
    res.send(frontPage(context))
  })
  app.use('/control', controlRoutes(context))
  const { state: file = loadState(), stateClients: clients = loadStateClients() } = options
  app.use(stateRoutes(context, { providers, file, clients }))
  app.use(refusePreflight(context))
  app.use(identityProviderRoutes(context))
  app.use(context.mount, protocolRoutes(context), interactionRoutes(context), logoutRoutes(context))
  app.use((req, res) => {
    sendError(context, res, 'Y000404', context.sessions.find(req))
  })
  app.use(lastResort(context))
  return app
}

function createContext(options: SimulatorOptions, state: StateDataProviders): SimulatorContext {
  const { issuer, keys = generateSigningKeys(), faults = createFaultBox() } = options
  const mount = new URL(issuer).pathname
  const clients = byClientId(options.clients.map((client) => SimulatorClient.parse(client)))
  const providers = (options.dataProviders ?? []).map((one) => DataProvider.parse(one))
  const citizens = new Map((options.citizens ?? loadCitizens()).map((one) => [one.login, one]))
  const clock = createSimulatorClock(options.now ?? (() => new Date()))
  const sessions = createBrowserSessions(clock.now, '/')
  const adapter = createClockedStore(clock.now)
  const shared = { issuer, mount, clients, citizens, sessions }
  const signing = createRotatingProvider({ ...shared, keys, adapter })
  return {
    ...shared,
    get provider() {
      return signing.current
    },
    handOver: signing.handOver,
    signing,
    clock,
    faults,
    dataProviders: byClientId([...providers, ...state.registered]),
  }
}

function byClientId<T extends { client_id: string }>(registered: readonly T[]): Map<string, T> {
  return new Map(registered.map((one) => [one.client_id, one]))
}

/** What the OpenID provider answers by itself; it has more routes, which FranceConnect does not offer. */
function protocolRoutes(context: SimulatorContext): Router {
  const { handOver } = context
  const router = Router()
  router.get('/authorize', bite(context, 'authorize'), authorizeRoute(context))
  // FranceConnect's metadata promise it; its core breaks on it.
  router.post('/authorize', urlencoded({ extended: false }), (req, res) => {
    if (context.clients.has(String(req.body?.client_id))) {
      res.status(500).type('text').send('Internal Server Error')
    } else sendError(context, res, 'Y000000')
  })
  router.get('/authorize/:uid', bite(context, 'authorize'), handOver)
  router.post('/token', bite(context, 'token'), handOver)
  router.get('/userinfo', bite(context, 'userinfo'), handOver)
  router.post('/token/revocation', ...revocationRoute(context))
  const publish: RequestHandler = (req, res) => {
    res.set('cache-control', 'public, max-age=600')
    handOver(req, res)
  }
  router.get('/jwks', bite(context, 'jwks'), publish)
  router.get('/.well-known/openid-configuration', bite(context, 'discovery'), publish)
  router.post('/checktoken', ...checktokenRoute(context))
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
