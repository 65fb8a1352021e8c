import { type Transport, TransportError } from './keep-alive-fetch.ts'

// What a second try may cure; a time limit would only be spent twice.
const passingStatuses: ReadonlySet<number> = new Set([502, 503, 504])
const lastingCodes: ReadonlySet<string> = new Set(['timeout', 'body_too_large', 'circuit_open'])

const isPassing = (error: unknown): boolean =>
  error instanceof TransportError && !lastingCodes.has(error.code)

/**
 * Tries a GET once more when the connection broke or a gateway answered for the host. Nothing else is
 * ever sent twice: a code that reaches FranceConnect a second time revokes the token of the first.
 */
export function retryGets(transport: Transport): Transport {
  return async (url, request) => {
    if (request.method !== 'GET') return transport(url, request)
    try {
      const response = await transport(url, request)
      if (!passingStatuses.has(response.status)) return response
    } catch (error) {
      if (!isPassing(error)) throw error
    }
    return transport(url, request)
  }
}
