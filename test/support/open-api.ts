import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const metaSchema = new URL(
  '../../node_modules/@seriousme/openapi-schema-validator/schemas/v3.1/schema.json',
  import.meta.url,
)

export interface Media {
  readonly schema?: object
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export interface Answer {
  readonly description: string
  readonly headers?: Readonly<
    Record<string, { readonly required?: boolean; readonly schema: object }>
  >
  readonly content?: Readonly<Record<string, Media>>
  readonly 'x-answers'?: readonly string[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly examples?: Media['examples']
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly 'x-authorization'?: Readonly<Record<string, string>>
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, Answer>>
}

/** An OpenAPI document, as far as the tests read it. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

/** One operation with its place. */
export interface Placed {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

const methods = ['get', 'post', 'head', 'put', 'delete', 'options', 'patch']

/** Every operation; those of the management port apart, by the server that they name. */
export function operationsIn(document: OpenApi, ofManagement = false): Placed[] {
  return Object.entries(document.paths)
    .filter(([, item]) => Object.hasOwn(item, 'servers') === ofManagement)
    .flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => methods.includes(method))
        .map(([method, operation]) => ({ path, method, operation })),
    )
}

/** What the meta schema of OpenAPI 3.1 says against a document. */
export function documentFaults(document: unknown): unknown[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  const validate = ajv.compile(JSON.parse(readFileSync(metaSchema, 'utf8')))
  validate(document)
  return validate.errors ?? []
}

/** Makes the judge of values: a schema of the document against a value. */
export function schemaJudge(document: OpenApi) {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictTuples: false })
  addFormats.default(ajv)
  ajv.addFormat('base64url', /^[A-Za-z0-9_-]*$/)
  for (const [name, schema] of Object.entries(document.components.schemas))
    ajv.addSchema(schema, `component:${name}`)
  const made = new Map<object, ValidateFunction>()
  return (schema: object, value: unknown): string[] => {
    const known = JSON.parse(
      JSON.stringify(schema).replaceAll('#/components/schemas/', 'component:'),
    )
    const validate = made.get(schema) ?? ajv.compile(known)
    made.set(schema, validate)
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** The parsed JSON, or the text. */
  readonly body: unknown
}

/** What is not as documented about an answer to an operation. */
export function answerFaults(
  judge: ReturnType<typeof schemaJudge>,
  { operation, method }: Placed,
  { status, headers, body }: Received,
): string[] {
  const documented = operation.responses[String(status)]
  if (documented === undefined) return [`status ${status} is not documented`]
  const faults = Object.entries(documented.headers ?? {}).flatMap(([name, header]) => {
    const value = headers[name.toLowerCase()]
    if (value === undefined) return header.required ? [`${name} is missing`] : []
    return judge(header.schema, value).map((fault) => `${name}: ${fault}, not ${value}`)
  })
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? ''
  if (type === '') return faults
  const media = documented.content?.[type]
  if (media === undefined) return [...faults, `${status} as ${type} is not documented`]
  const isTold = media.schema !== undefined && body !== undefined && method !== 'head'
  return [...faults, ...(isTold ? judge(media.schema, body) : [])]
}
