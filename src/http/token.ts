import {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express'
import { ServiceError } from '../domain/errors.ts'
import { type Form, formOrigins } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { type Parameters, readParameters } from '../domain/parameters.ts'
import { tokenParameters } from '../domain/token-parameters.ts'
import { type createRedeemCode, InvalidGrantError } from '../flow/redeem-code.ts'
import { authenticateForm, ClientAuthenticationError } from './authenticate-form.ts'
import { logFailure } from './log-failure.ts'
import { toServiceError } from './problem.ts'
import { contextOf } from './request-context.ts'
import { formBody, formBodyParser } from './request-parameters.ts'
import { writeAudit } from './write-audit.ts'

export interface TokenDependencies {
  readonly forms: FormRegistry
  readonly redeemCode: ReturnType<typeof createRedeemCode>
  readonly limit: RequestHandler
}

function sendError(response: Response, status: number, error: string, description: string): void {
  response.status(status).json({ error, error_description: description })
}

/** Lets the form's own pages read the answer, and no others: a foreign Origin gets nothing. */
function admitOrigin(request: Request, response: Response, form: Form): void {
  const origin = request.headers.origin
  if (origin === undefined) return
  if (!formOrigins(form).includes(origin)) throw new ServiceError('foreign_origin')
  response.set('Access-Control-Allow-Origin', origin).vary('Origin')
}

function checkGrant(parameters: Parameters): { code: string } | [error: string, why: string] {
  const repeated = tokenParameters.find((name) => parameters.isRepeated(name))
  if (repeated !== undefined) return ['invalid_request', `${repeated} is repeated`]
  const grantType = parameters.only('grant_type')
  if (grantType === undefined) return ['invalid_request', 'grant_type is missing']
  if (grantType !== 'authorization_code')
    return ['unsupported_grant_type', 'grant_type must be authorization_code']
  const code = parameters.only('code')
  return code === undefined ? ['invalid_request', 'code is missing'] : { code }
}

const tell: ErrorRequestHandler = (error, request, response, next) => {
  const { log } = contextOf(request)
  if (error instanceof ClientAuthenticationError) {
    log.info({ error: error.error }, 'code not redeemed')
    const isBasic = request.headers.authorization !== undefined
    if (error.error === 'invalid_client' && isBasic)
      response.set('WWW-Authenticate', 'Basic realm="token"')
    sendError(response, error.error === 'invalid_client' ? 401 : 400, error.error, error.message)
  } else if (error instanceof InvalidGrantError) {
    log.info({ error: 'invalid_grant' }, 'code not redeemed')
    sendError(response, 400, 'invalid_grant', error.message)
  } else {
    const known = toServiceError(error)
    if (known.code === 'internal') return next(error)
    logFailure(log, {}, known, 'code not redeemed')
    sendError(response, known.status, known.error, known.message)
  }
}

const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store').set('Pragma', 'no-cache')
  next()
}

/** `POST /token`: a one-time code for both tokens (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export function tokenRouter({ forms, redeemCode, limit }: TokenDependencies): Router {
  const handle = async (request: Request, response: Response) => {
    const parameters = readParameters(formBody(request))
    const form = authenticateForm(request.headers.authorization, parameters, forms)
    admitOrigin(request, response, form)
    const grant = checkGrant(parameters)
    if (Array.isArray(grant)) return sendError(response, 400, ...grant)
    const redeemed = await redeemCode({
      form,
      code: grant.code,
      redirectUri: parameters.only('redirect_uri'),
      codeVerifier: parameters.only('code_verifier'),
    })
    const { response: tokens, jti, handover } = redeemed
    const { login, sources, fields } = handover
    const end = { login, outcome: 'handed_over', sources, fields, jti } as const
    writeAudit(contextOf(request).log, form, end)
    response.json(tokens)
  }
  return Router().post('/token', neverStored, limit, formBodyParser, handle).use('/token', tell)
}
