import { randomUUID } from 'node:crypto'
import { type RequestHandler, type Response, Router } from 'express'
import type { SimulatorContext } from '../simulator-context.ts'
import { answerResource } from './api-particulier-answer.ts'
import { apiParticulierEndpoints, isSocialBenefit } from './api-particulier-endpoints.ts'
import { type ApiParticulierCode, apiParticulierError } from './api-particulier-errors.ts'
import { biteState, tellCitizen } from './bite-state.ts'
import type { CheckToken, TokenProblem } from './check-token.ts'
import { tooMany } from './refuse.ts'
import { createRequestPace, type Pace } from './request-pace.ts'
import { type ApiParticulierPlace, apiParticulierPlaces } from './state-places.ts'
import type { StateRegister } from './state-register.ts'
import { apiParticulierReply, sendReply } from './state-reply.ts'

export interface ApiParticulierOptions {
  readonly register: StateRegister
  readonly checkToken: CheckToken
}

const tokenErrors: Readonly<Record<TokenProblem, ApiParticulierCode>> = {
  malformed: '50001',
  inactive: '50002',
  unavailable: '50999',
}

/** API Particulier, version 3 (4 where there is one), for tokens of FranceConnect. */
export function apiParticulierRoutes(
  context: SimulatorContext,
  options: ApiParticulierOptions,
): Router {
  const router = Router()
  const pace = createRequestPace(context.clock.now)
  router.use((_req, res, next) => {
    res.setHeader('x-request-id', randomUUID())
    next()
  })
  router.get('/api/pings', (_req, res) => void res.json({}))
  router.get(
    '/api/cnaf_msa_quotient_familial/ping',
    biteState(context, 'quotient_familial'),
    (_req, res) => void res.json(signOfLife(context.clock.now())),
  )
  for (const place of apiParticulierPlaces) {
    const { path } = apiParticulierEndpoints[place]
    router.get(path, biteState(context, place), resourceRoute(place, options, pace))
  }
  router.use((_req, res) => refuse(res, '00404'))
  return router
}

/** What API Particulier says of the agency behind one of its resources. */
const signOfLife = (now: Date) => ({
  status: 'ok',
  last_update: now.toISOString(),
  last_ok_status: now.toISOString(),
})

function resourceRoute(
  place: ApiParticulierPlace,
  { register, checkToken }: ApiParticulierOptions,
  pace: (token: string) => Pace,
): RequestHandler {
  const endpoint = apiParticulierEndpoints[place]
  return async (req, res) => {
    const token = bearerToken(req.headers.authorization)
    if (token === undefined) return refuse(res, '00101')
    const present = pace(token)
    tellPace(res, present)
    if (present.exceeded) {
      return sendReply(res, tooMany(apiParticulierReply(apiParticulierError('00429')), 1))
    }
    const identity = await checkToken(token)
    if (typeof identity === 'string') return refuse(res, tokenErrors[identity])
    const citizen = register.find(identity)
    if (citizen !== undefined) tellCitizen(res, citizen.login)
    if (isSocialBenefit(endpoint)) res.setHeader('x-response-cached', 'false')
    sendReply(res, answerResource(register, { place, endpoint, identity, asked: req.query }))
  }
}

/** A token that is empty, or that no server would write (RFC 6750 §2.1), is for FranceConnect to refuse. */
function bearerToken(authorization: string | undefined): string | undefined {
  const [, token] = /^bearer(?: +(.*))?$/i.exec(authorization ?? 'none') ?? []
  if (token !== undefined) return /^[\w.~+/-]+=*$/.test(token) ? token : ''
  return /^bearer$/i.test(authorization ?? '') ? '' : undefined
}

function tellPace(res: Response, { limit, remaining, reset }: Pace): void {
  res.setHeader('ratelimit-limit', String(limit))
  res.setHeader('ratelimit-remaining', String(remaining))
  res.setHeader('ratelimit-reset', String(reset))
}

function refuse(res: Response, code: ApiParticulierCode): void {
  sendReply(res, apiParticulierReply(apiParticulierError(code)))
}
