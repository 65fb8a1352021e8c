import type { ServerResponse } from 'node:http'
import { type ApiParticulierError, errorsBody } from './api-particulier-errors.ts'

/** An answer as the state APIs give it: status, type, body. */
export interface StateReply {
  readonly status: number
  readonly type: string
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
}

/** The type of what API Particulier answers itself; what its rate limit answers is plain JSON. */
export const jsonApi = 'application/vnd.api+json; charset=utf-8'

/** An error of API Particulier as an answer. */
export function apiParticulierReply(error: ApiParticulierError): StateReply {
  return { status: error.status, type: jsonApi, body: errorsBody(error) }
}

/** An error of the tax office as an answer. */
export function impotReply(status: number, message: string, code?: number): StateReply {
  const erreur = code === undefined ? { message } : { code, message }
  return { status, type: 'application/json', body: { erreur } }
}

/** What the gateway in front of the tax office's API refuses before the API hears of it. */
export function gatewayReply(status: number, code: number, message: string): StateReply {
  return { status, type: 'application/json', body: { fault: { code, message } } }
}

/** Sets an answer's status and headers. @returns its body, to be sent. */
export function setReply(res: ServerResponse, reply: StateReply): Buffer {
  res.statusCode = reply.status
  res.setHeader('content-type', reply.type)
  for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value)
  return Buffer.from(JSON.stringify(reply.body))
}

/** Answers. */
export function sendReply(res: ServerResponse, reply: StateReply): void {
  res.end(setReply(res, reply))
}
