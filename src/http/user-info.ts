import { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { readParameters } from '../domain/parameters.ts'
import type { createReadUserInfo } from '../flow/read-user-info.ts'
import { formBodyParser } from './request-parameters.ts'

/** The body of `POST /userinfo` (RFC 6750 §2.2). */
export const AccessTokenBody = z.object({
  access_token: z.string().optional().describe('Where there is no Authorization header.'),
})

/** The bearer token of a request: in the header, or in a form-encoded body (RFC 6750 §2.1, §2.2). */
function bearerOf(request: Request): string | undefined {
  const header = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
  const body: unknown = request.body
  if (header !== undefined || typeof body !== 'string') return header
  const access_token = readParameters(body).only('access_token')
  return AccessTokenBody.parse({ access_token }).access_token
}

/** `GET|POST /userinfo`, for confidential forms (OpenID Connect Core §5.3). */
export function userInfoRouter(
  readUserInfo: ReturnType<typeof createReadUserInfo>,
  limit: RequestHandler,
): Router {
  const handle = async (request: Request, response: Response) => {
    response.set('Cache-Control', 'no-store')
    const token = bearerOf(request)
    const claims = token === undefined ? undefined : await readUserInfo(token)
    if (claims !== undefined) {
      response.json(claims)
      return
    }
    // RFC 6750 §3.1: no error code where no token was sent.
    const challenge = token === undefined ? 'Bearer' : 'Bearer error="invalid_token"'
    response.status(401).set('WWW-Authenticate', challenge).json({ error: 'invalid_token' })
  }
  return Router().get('/userinfo', limit, handle).post('/userinfo', limit, formBodyParser, handle)
}
