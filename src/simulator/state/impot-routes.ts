import { type Request, type RequestHandler, Router, urlencoded } from 'express'
import type { SimulatorContext } from '../simulator-context.ts'
import { biteState, tellCitizen } from './bite-state.ts'
import type { CheckToken } from './check-token.ts'
import { type ClientGrant, createClientTokens } from './client-tokens.ts'
import { answerTax } from './impot-answer.ts'
import { type ImpotResource, impotResources } from './impot-resources.ts'
import { accessRefused, refusedClient, refusedClientToken } from './refuse.ts'
import type { StateClient } from './state-client.ts'
import type { StateRegister } from './state-register.ts'
import { gatewayReply, impotReply, type StateReply, sendReply } from './state-reply.ts'

export interface ImpotOptions {
  readonly register: StateRegister
  readonly checkToken: CheckToken
  readonly clients: ReadonlyMap<string, StateClient>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** API Impôt particulier of the tax office (DGFiP), for tokens of FranceConnect, behind its gateway. */
export function impotRoutes(context: SimulatorContext, options: ImpotOptions): Router {
  const tokens = createClientTokens(context.clock.now)
  const router = Router()
  router.post(
    '/token',
    biteState(context, 'impot_token'),
    urlencoded({ extended: false }),
    (req, res) => sendReply(res, grantToken(req, options, tokens)),
  )
  for (const resource of impotResources) {
    const route = resourceRoute(resource, options, tokens.read)
    router.get(resource.path, biteState(context, 'impot_particulier'), route)
  }
  router.use((_req, res) => sendReply(res, gatewayReply(404, 900906, 'No matching resource found')))
  return router
}

function grantToken(
  req: Request,
  { clients }: ImpotOptions,
  tokens: ReturnType<typeof createClientTokens>,
): StateReply {
  const { id, secret } = basicCredentials(req.headers.authorization)
  const client = clients.get(id)
  if (client === undefined || client.client_secret !== secret) return refusedClient
  const { grant_type, scope } = (req.body ?? {}) as Record<string, unknown>
  const type = 'application/json'
  if (grant_type !== 'client_credentials') {
    return { status: 400, type, body: { error: 'unsupported_grant_type' } }
  }
  const known = impotResources.map((resource) => resource.scope)
  const asked = String(scope ?? '').split(' ')
  const granted = asked.filter((one) => known.includes(one)).join(' ') || 'default'
  const { access_token, expires_in } = tokens.give(id, granted)
  const body = { access_token, scope: granted, token_type: 'Bearer', expires_in }
  return { status: 200, type, body, headers: { 'cache-control': 'no-store' } }
}

function basicCredentials(authorization = ''): { id: string; secret: string } {
  const [, encoded = ''] = /^basic +(.*)$/i.exec(authorization) ?? []
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':')
  return { id, secret: rest.join(':') }
}

function resourceRoute(
  resource: ImpotResource,
  { register, checkToken, clients }: ImpotOptions,
  readToken: (token: string) => ClientGrant | undefined,
): RequestHandler {
  return async (req, res) => {
    const [, token = ''] = /^bearer +(.*)$/i.exec(req.headers.authorization ?? '') ?? []
    const grant = readToken(token)
    if (grant === undefined) return sendReply(res, refusedClientToken)
    const refusal = refusalOf(req, resource, grant, clients.get(grant.client_id))
    if (refusal !== undefined) return sendReply(res, refusal)
    const identity = await checkToken(String(req.headers['x-franceconnect-oauth']))
    if (typeof identity === 'string') return sendReply(res, accessRefused)
    const citizen = register.find(identity)
    if (citizen !== undefined) tellCitizen(res, citizen.login)
    const { annrev } = req.params
    const asked = annrev === undefined ? {} : { asked: Number(annrev) }
    sendReply(res, answerTax(register, resource, { citizen, scopes: identity.scope, ...asked }))
  }
}

function refusalOf(
  req: Request,
  { scope }: ImpotResource,
  grant: ClientGrant,
  client: StateClient | undefined,
): StateReply | undefined {
  const { headers, params } = req
  if (!uuid.test(String(headers['x-correlation-id']))) {
    return impotReply(400, 'X-Correlation-ID absent ou mal formé')
  }
  if (headers['x-franceconnect-oauth'] === undefined) {
    return impotReply(400, 'X-FranceConnect-OAuth absent')
  }
  if (params.annrev !== undefined && !/^\d{4}$/.test(String(params.annrev))) {
    return impotReply(400, 'année de revenus mal formée')
  }
  if (!grant.scope.split(' ').includes(scope)) return accessRefused
  const { teleservice } = client ?? {}
  const told = headers.id_teleservice
  return teleservice === undefined || told === teleservice ? undefined : accessRefused
}
