/// <reference path="./oidc-provider.d.ts" />
import type { Request, Response } from 'express'
import { SessionNotFound } from 'oidc-provider/lib/helpers/errors.js'
import { z } from 'zod'
import { sendError } from './send-error.ts'
import type { SimulatorContext } from './simulator-context.ts'

const BackLink = z.object({
  error: z.string(),
  error_description: z.string(),
  state: z.string(),
  redirect_uri: z.string(),
})

/**
 * `GET /redirect-to-sp-with-error`, behind every « Revenir sur … ». It repeats to the service whatever error the
 * address holds, with the genuine issuer: a relying party must not take the text for FranceConnect's own.
 */
export function returnToService(context: SimulatorContext) {
  return async (req: Request, res: Response): Promise<void> => {
    const link = BackLink.safeParse(req.query)
    if (!link.success) return sendError(context, res, 'Y000400')
    const { error, error_description } = link.data
    const session = context.sessions.find(req)
    if (session?.pending) session.pending.done = true
    try {
      await context.provider.interactionFinished(req, res, { error, error_description })
    } catch (cause) {
      if (!(cause instanceof SessionNotFound)) throw cause
      // The login is over: the address in the link is followed if it is anybody's.
      if (!isRegistered(context, link.data.redirect_uri)) return sendError(context, res, 'Y000400')
      res.redirect(303, errorAddress(context, link.data))
    }
  }
}

function isRegistered({ clients }: SimulatorContext, address: string): boolean {
  return [...clients.values()].some(({ redirect_uris }) => redirect_uris.includes(address))
}

function errorAddress({ issuer }: SimulatorContext, link: z.infer<typeof BackLink>): string {
  const { redirect_uri, ...params } = link
  const address = new URL(redirect_uri)
  for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value)
  address.searchParams.set('iss', issuer)
  return address.href
}
