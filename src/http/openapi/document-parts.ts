import type { JsonObject } from '../../domain/json-object.ts'

/** What an operation answers with one status. */
export interface DocumentedAnswer {
  readonly description: string
  readonly headers?: JsonObject
  readonly content?: JsonObject
  /** The named requests that are answered so: every one of them is tried by a test. */
  readonly 'x-answers'?: readonly string[]
}

/** One operation of the OpenAPI document (OpenAPI 3.1 §4.8.10). */
export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly security?: readonly JsonObject[]
  /** The Authorization header of the named requests that have one. */
  readonly 'x-authorization'?: Readonly<Record<string, string>>
  readonly parameters?: readonly JsonObject[]
  readonly requestBody?: JsonObject
  readonly responses: Readonly<Record<string, DocumentedAnswer>>
}

/** Path → method → operation. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

export const referTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

/** A header that always has this value. */
const always = (value: string) => ({ required: true, schema: { const: value } })

export const neverKept = { 'Cache-Control': always('no-store') }
export const keptFor = (cacheControl: string) => ({ 'Cache-Control': always(cacheControl) })

/** Any page may read it; it never says anything of who asks. */
export const openToAll = { 'Access-Control-Allow-Origin': always('*') }

/** Of a limited route: what is left of this minute (draft-ietf-httpapi-ratelimit-headers-07). */
export const limited = {
  RateLimit: { required: true, schema: { type: 'string' } },
  'RateLimit-Policy': { required: true, schema: { type: 'string' } },
}

/** An answer of one media type. */
export function answer(
  description: string,
  type: string,
  schema: JsonObject,
  more: { readonly headers?: JsonObject; readonly answers?: readonly string[] } = {},
): DocumentedAnswer {
  return {
    description,
    headers: more.headers ?? neverKept,
    content: { [type]: { schema } },
    ...(more.answers !== undefined && { 'x-answers': more.answers }),
  }
}

export const json = (name: string) => ['application/json', referTo(name)] as const

/** A page for people. */
export const page = (description: string, answers?: readonly string[], headers?: JsonObject) =>
  answer(
    description,
    'text/html',
    { type: 'string' },
    {
      ...(answers !== undefined && { answers }),
      headers: { ...neverKept, ...headers },
    },
  )

/** A refusal: a page for a browser that navigates, a problem document (RFC 9457) for a program. */
export const refusal = (
  description: string,
  answers?: readonly string[],
  headers?: JsonObject,
): DocumentedAnswer => ({
  description,
  headers: { ...neverKept, ...headers },
  content: {
    'text/html': { schema: { type: 'string' } },
    'application/problem+json': { schema: referTo('ProblemDocument') },
  },
  ...(answers !== undefined && { 'x-answers': answers }),
})

/** A redirect without a body. */
export const redirect = (description: string, answers?: readonly string[]): DocumentedAnswer => ({
  description,
  headers: { Location: { required: true, schema: { type: 'string', format: 'uri' } } },
  ...(answers !== undefined && { 'x-answers': answers }),
})

export const tooMany = { '429': refusal('Too many requests from this address in a minute.') }
