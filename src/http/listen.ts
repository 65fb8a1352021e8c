import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

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
  /** Stops taking connections and resolves when the last request has been answered. */
  close(): Promise<void>
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/**
 * Listens for HTTP.
 * @param variable the environment variable to name when the port is taken
 * @throws ListenError
 */
export function listen(
  handler: RequestListener,
  { port, host, variable }: { port: number; host: string; variable: string },
): Promise<Listening> {
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
    handler,
  )
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new ListenError(port, variable, error)))
    server.listen(port, host, () =>
      resolve({
        port: portOf(server),
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeIdleConnections()
          }),
      }),
    )
  })
}
