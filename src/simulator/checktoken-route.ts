import { json, type RequestHandler, type Response, urlencoded } from 'express'
import { CompactEncrypt, CompactSign, importJWK } from 'jose'
import { z } from 'zod'
import type { DataProvider } from './data-provider.ts'
import type { SimulatorContext } from './simulator-context.ts'
import { introspectToken } from './token-introspection.ts'

/** Exactly these: FranceConnect refuses whatever else is sent along (`token_type_hint`). */
const CheckTokenRequest = z.strictObject({
  token: z.string().min(1),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
})

/**
 * `POST /checktoken`, for data providers: what an access token allows, as a JWT that FranceConnect has signed and
 * then encrypted for the one who asks.
 */
export function checktokenRoute(context: SimulatorContext): RequestHandler[] {
  const answer: RequestHandler = async (req, res) => {
    const parsed = CheckTokenRequest.safeParse(req.body)
    if (!parsed.success) {
      return refuse(res, 400, 'invalid_request', 'Required parameter missing or invalid.')
    }
    const { token, client_id, client_secret } = parsed.data
    const dataProvider = context.dataProviders.get(client_id)
    if (dataProvider?.client_secret !== client_secret) {
      return refuse(res, 401, 'invalid_client', 'Client authentication failed.')
    }
    const introspection = await introspectToken(context, dataProvider, token)
    const signed = await sign(context, dataProvider, introspection)
    res.setHeader('content-type', 'application/token-introspection+jwt')
    res.end(await encrypt(dataProvider, signed))
  }
  return [urlencoded({ extended: false }), json(), answer]
}

function refuse(res: Response, status: number, error: string, error_description: string): void {
  res.status(status).json({ error, error_description })
}

async function sign(
  { issuer, signing }: SimulatorContext,
  { client_id, signing_alg: alg }: DataProvider,
  token_introspection: Record<string, unknown>,
): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: client_id, iat, token_introspection }
  const key = signing.keys[alg]
  return await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg, kid: String(key.kid) })
    .sign(await importJWK({ ...key }, alg))
}

async function encrypt({ jwks }: DataProvider, signed: string): Promise<string> {
  const [key] = jwks.keys
  return await new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ alg: key.alg, enc: 'A256GCM' })
    .encrypt(await importJWK(key, key.alg))
}
