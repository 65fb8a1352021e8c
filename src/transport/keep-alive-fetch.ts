import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type Agents, createAgents } from './agents.ts'

/** The part of `fetch` that openid-client uses (its CustomFetchOptions). */
export interface TransportRequest {
  readonly method: string
  readonly headers: Headers | Readonly<Record<string, string>>
  readonly body?:
    | ArrayBuffer
    | null
    | ReadableStream
    | string
    | Uint8Array
    | undefined
    | URLSearchParams
  readonly signal?: AbortSignal | undefined
}

export type Transport = (url: string, request: TransportRequest) => Promise<Response>

/** How long and how much an outside service may take of us. */
export interface TransportLimits {
  readonly connectMilliseconds: number
  readonly totalMilliseconds: number
  readonly maxBytes: number
}

/** Why an outside service gave no usable answer. */
export class TransportError extends Error {
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(`no answer: ${code}`, options)
    this.name = 'TransportError'
    this.code = code
  }
}

const headersOf = ({ headers }: TransportRequest): Record<string, string> =>
  headers instanceof Headers ? Object.fromEntries(headers.entries()) : { ...headers }

function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    response.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) response.destroy(new TransportError('body_too_large'))
      else chunks.push(chunk)
    })
    response.on('end', () => resolve(Buffer.concat(chunks)))
    response.on('error', reject)
    response.on('close', () => {
      if (!response.complete) reject(new TransportError('connection_closed'))
    })
  })
}

function toResponse(message: IncomingMessage, body: Buffer): Response {
  const status = message.statusCode ?? 0
  if (status < 200 || status > 599) throw new TransportError('unusable_status')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  const hasBody = status !== 204 && status !== 205 && status !== 304
  return new Response(hasBody ? new Uint8Array(body) : null, { status, headers })
}

/**
 * Makes the one way out of the service: keep-alive connections, a time limit for connecting and one for
 * the whole call, bounded bodies, no redirect ever followed. A fresh TLS connection per call would cost
 * more than all the rest of a login, and `fetch` doubles a login's cost.
 * @throws TransportError (from the returned function) when no whole answer came in time
 */
export function createTransport(
  limits: TransportLimits,
  { httpAgent, httpsAgent }: Agents = createAgents(),
): Transport {
  return async (address, request) => {
    const url = new URL(address)
    const isSecure = url.protocol === 'https:'
    let outgoing: ClientRequest | undefined
    let isTimeOver = false
    // No AbortSignal.timeout: making and heeding one costs more than the rest of the request.
    const timer = setTimeout(() => {
      isTimeOver = true
      outgoing?.destroy()
    }, limits.totalMilliseconds)
    try {
      outgoing = (isSecure ? httpsRequest : httpRequest)(url, {
        method: request.method,
        headers: headersOf(request),
        agent: isSecure ? httpsAgent : httpAgent,
        ...(request.signal && { signal: request.signal }),
      })
      limitConnecting(outgoing, isSecure, limits.connectMilliseconds)
      const message = await answerOf(outgoing, request)
      return toResponse(message, await readBody(message, limits.maxBytes))
    } catch (error) {
      if (error instanceof TransportError) throw error
      // A body cut by the time limit ends as ECONNRESET: what says why is the limit.
      if (isTimeOver) throw new TransportError('timeout', { cause: error })
      const { name, code } = error as NodeJS.ErrnoException
      throw new TransportError(code ?? name, { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
}

function answerOf(outgoing: ClientRequest, { body }: TransportRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
    const text = body instanceof URLSearchParams ? body.toString() : body
    outgoing.end(typeof text === 'string' ? text : undefined)
  })
}

// A host that accepts connections and never finishes the handshake is not connected.
function limitConnecting(outgoing: ClientRequest, isSecure: boolean, milliseconds: number): void {
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return
    const timer = setTimeout(
      () => outgoing.destroy(new TransportError('connect_timeout')),
      milliseconds,
    )
    const clear = () => clearTimeout(timer)
    socket.once(isSecure ? 'secureConnect' : 'connect', clear)
    socket.once('close', clear)
  })
}
