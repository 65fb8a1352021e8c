import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import { memberOf } from '../domain/json-object.ts'
import type { StateAgents } from './state-agents.ts'
import { StateHttpError } from './state-http-error.ts'

/** One request to a state API. */
export interface StateRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** Of a form (`application/x-www-form-urlencoded`). */
  readonly form?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** What came back, whatever the status. */
export interface StateReply {
  readonly status: number
  /** The parsed body; undefined where it is no JSON or does not say that it is. */
  readonly json: unknown
  /** The API's own name of the call, for its support. */
  readonly requestId?: string
  /** As the header has it: seconds, or a date. */
  readonly retryAfter?: string
}

/** @throws StateHttpError when no whole answer came in time */
export type StateHttp = (request: StateRequest) => Promise<StateReply>

const maxBytes = 1024 * 1024
const jsonType = /[/+]json\s*(?:;|$)/i

function parse(contentType: unknown, body: unknown): unknown {
  if (typeof contentType !== 'string' || !jsonType.test(contentType)) return undefined
  try {
    return JSON.parse(String(body))
  } catch {
    return undefined
  }
}

const header = ({ headers }: AxiosResponse, name: string, shape: RegExp): string | undefined => {
  const value = memberOf({ ...headers }, name)
  return typeof value === 'string' && shape.test(value) ? value : undefined
}

function toReply(response: AxiosResponse): StateReply {
  const requestId = header(response, 'x-request-id', /^[\w.:-]{1,128}$/)
  const retryAfter = header(response, 'retry-after', /^[\w ,:]{1,40}$/)
  return {
    status: response.status,
    json: parse(memberOf({ ...response.headers }, 'content-type'), response.data),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

function codeOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (String(message).startsWith('maxContentLength')) return 'body_too_large'
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'failed'
}

function createClient({ httpAgent, httpsAgent }: StateAgents): AxiosInstance {
  return axios.create({
    adapter: 'http',
    httpAgent,
    httpsAgent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: maxBytes,
    maxBodyLength: maxBytes,
    responseType: 'text',
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
  })
}

/**
 * Makes the one way out to the state APIs: keep-alive connections, no proxy, no redirect ever followed,
 * bodies of 1 MiB at most, a time limit for the whole call.
 * @param timeLimitMilliseconds API Particulier itself waits 10 seconds for the agency behind it
 */
export function createStateHttp(agents: StateAgents, timeLimitMilliseconds = 11_000): StateHttp {
  const client = createClient(agents)
  return async ({ method, url, headers, query, form, signal }) => {
    const timeLimit = AbortSignal.timeout(timeLimitMilliseconds)
    try {
      const response = await client.request({
        method,
        url,
        headers: { accept: 'application/json, */*;q=0.1', ...headers },
        ...(query && { params: query }),
        ...(form && { data: new URLSearchParams(form).toString() }),
        signal: AbortSignal.any([signal, timeLimit]),
      })
      return toReply(response)
    } catch (error) {
      throw new StateHttpError(signal.aborted || timeLimit.aborted ? 'timeout' : codeOf(error))
    }
  }
}
