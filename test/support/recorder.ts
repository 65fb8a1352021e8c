import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/** One request to the service, as whoever stands in front of it sees it. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly location: string | undefined
  readonly cookies: readonly string[]
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** Stands in front of a service and writes down what goes through. */
export interface Recorder {
  readonly exchanges: Exchange[]
  wrap(listener: RequestListener): RequestListener
}

function bodyOf(response: ServerResponse): () => string {
  const chunks: Buffer[] = []
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk))
      chunks.push(Buffer.from(chunk as string))
  }
  for (const method of ['write', 'end'] as const) {
    const send = response[method] as (...sent: unknown[]) => unknown
    const sendKept = (...sent: unknown[]) => {
      keep(sent[0])
      return send.apply(response, sent)
    }
    Object.assign(response, { [method]: sendKept })
  }
  return () => Buffer.concat(chunks).toString()
}

/** Makes a recorder. Answers have to be made with `setHeader`, as Express does. */
export function createRecorder(): Recorder {
  const exchanges: Exchange[] = []
  const record = (request: IncomingMessage, response: ServerResponse) => {
    const body = bodyOf(response)
    // Routers cut their own prefix off the address while they look at it.
    const { method, url } = request
    response.on('close', () => {
      const location = response.getHeader('location')
      exchanges.push({
        method: String(method),
        url: String(url),
        status: response.statusCode,
        location: location === undefined ? undefined : String(location),
        cookies: [response.getHeader('set-cookie') ?? []].flat().map(String),
        headers: response.getHeaders(),
        body: body(),
      })
    })
  }
  return {
    exchanges,
    wrap: (listener) => (request, response) => {
      record(request, response)
      listener(request, response)
    },
  }
}
