import type { Response } from 'express'
import type { BrowserSession } from './browser-sessions.ts'
import { errorReply } from './error-reply.ts'
import type { SimulatorContext } from './simulator-context.ts'

/** Answers with FranceConnect's page for a code; the session, where given, is what the link back is made from. */
export function sendError(
  context: SimulatorContext,
  res: Response,
  code: string,
  session?: BrowserSession,
  detail?: string,
): void {
  const { status, body } = errorReply(context, code, session, detail)
  res.status(status).send(body)
}
