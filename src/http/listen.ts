import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerBrokenRequest } from './broken-requests.ts'
import { limitPipelining } from './limit-pipelining.ts'

/** A port that cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  constructor(port: number, variable: string, cause: NodeJS.ErrnoException) {
    const why =
      cause.code === 'EADDRINUSE'
        ? 'is taken by another program'
        : `cannot be opened (${cause.code})`
    super(`port ${port} ${why}: stop it, or set ${variable} to another port`, { cause })
    this.name = 'ListenError'
  }
}

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** From now on every answer ends its connection; new ones are taken still. */
  drain(): void
  /** Stops taking connections and resolves when the last request has been answered. */
  close(): Promise<void>
}

/** How much of our time and memory connections may take; the first five see node:http, times in milliseconds. */
export interface ServerLimits
  extends Pick<
    ServerOptions,
    | 'requestTimeout'
    | 'headersTimeout'
    | 'connectionsCheckingInterval'
    | 'keepAliveTimeout'
    | 'maxHeaderSize'
  > {
  /** Without a byte in either direction while a request is read or answered. */
  readonly silenceTimeout?: number
  /** Connections at once; further ones are closed. */
  readonly maxConnections?: number
  /** Requests of one connection whose answers have not left yet. */
  readonly maxPipelined?: number
}

const usualLimits = {
  requestTimeout: 15_000,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2000,
  // Longer than a proxy keeps an idle connection (nginx, AWS: 60 s). Who closes first must be the one that
  // sends requests: the other way round, a POST meets a closed door now and then.
  keepAliveTimeout: 75_000,
  // Longer than the longest login (12 s). Who does not read the answer is let go.
  silenceTimeout: 30_000,
  maxHeaderSize: 16 * 1024,
  maxConnections: 20_000,
  maxPipelined: 8,
} satisfies ServerLimits

const portOf = (server: Server): number => (server.address() as AddressInfo).port

export interface ListenOptions {
  readonly port: number
  readonly host: string
  /** The environment variable to name when the port is taken. */
  readonly variable: string
  readonly limits?: ServerLimits
}

/**
 * Listens for HTTP.
 * @throws ListenError
 */
export function listen(
  handler: RequestListener,
  { port, host, variable, limits: others = {} }: ListenOptions,
): Promise<Listening> {
  const limits = { ...usualLimits, ...others }
  const answer = limitPipelining(handler, limits.maxPipelined)
  let isDraining = false
  const server = createServer(limits, (request, response) => {
    if (isDraining) response.setHeader('Connection', 'close')
    answer(request, response)
  })
  server.timeout = limits.silenceTimeout
  server.maxConnections = limits.maxConnections
  server.on('clientError', answerBrokenRequest)
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new ListenError(port, variable, error)))
    server.listen(port, host, () =>
      resolve({
        port: portOf(server),
        drain: () => {
          isDraining = true
        },
        close: () =>
          new Promise((done) => {
            isDraining = true
            server.close(() => done())
            server.closeIdleConnections()
          }),
      }),
    )
  })
}
