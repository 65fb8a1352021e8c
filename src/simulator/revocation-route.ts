import { type Request, type RequestHandler, raw } from 'express'
import { z } from 'zod'
import { sendError } from './send-error.ts'
import type { SimulatorContext } from './simulator-context.ts'

const shortestToken = 43

/** Exactly these, in the body: client credentials by HTTP Basic, `token_type_hint` or a shorter token are refused. */
const RevocationRequest = z.strictObject({
  token: z
    .string()
    .min(shortestToken)
    .regex(/^[^.*?{}()|[\]\s\\]*$/),
  client_id: z.string(),
  client_secret: z.string(),
})

/** `POST /token/revocation`: FranceConnect's validator, then the OpenID provider. */
export function revocationRoute(context: SimulatorContext): RequestHandler[] {
  const validate: RequestHandler = (req, res) => {
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
    const sent = [...new URLSearchParams(body.toString())]
    const once = new Set(sent.map(([name]) => name)).size === sent.length
    if (!once || !RevocationRequest.safeParse(Object.fromEntries(sent)).success) {
      return sendError(context, res, 'Y000400')
    }
    rewind(req, body)
    context.handOver(req, res)
  }
  return [raw({ type: () => true }), validate]
}

/** Lets a body be read again: the library insists on reading it itself, and warns on the console where it cannot. */
function rewind(req: Request, body: Buffer): void {
  Object.defineProperties(req, {
    readable: { value: true },
    iterator: { value: () => [body] },
  })
}
