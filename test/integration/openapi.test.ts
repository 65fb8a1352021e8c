import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { errorCodes } from '../../src/domain/errors.ts'
import { createManagementApp } from '../../src/http/management.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { openApiDocument } from '../../src/http/openapi/document.ts'
import * as examples from '../../src/http/openapi/example-values.ts'
import { logIn } from '../support/browser-session.ts'
import { http, redeem, type Trip, tripOf } from '../support/form-page.ts'
import {
  answerFaults,
  documentFaults,
  type OpenApi,
  operationsIn,
  type Placed,
  schemaJudge,
} from '../support/open-api.ts'
import { registeredRoutes } from '../support/registered-routes.ts'
import { civilStatusSecret, type System, startSystem } from '../support/start-system.ts'

const document = openApiDocument('https://prefill.exemple.fr') as unknown as OpenApi
const judge = schemaJudge(document)
const operations = operationsIn(document)
const management = operationsIn(document, true)

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const places = (placed: readonly Placed[]) =>
  placed.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()

// Express says `:clientId` where the document says `{client_id}`, and names each released version.
const asTemplate = (route: string) =>
  route
    .replace('/widget/0.0.0-test.js', '/widget/{version}.js')
    .replaceAll(/:(\w+)/g, (_, name: string) => `{${name === 'clientId' ? 'client_id' : name}}`)

const managementApp = () =>
  createManagementApp({
    metrics: createMetrics(),
    isReady: () => true,
    circuits: () => ({}),
    isRedisUp: undefined,
  })

describe('the document', () => {
  test('when it is asked for, then it is what OpenAPI 3.1 allows, with our own address', async () => {
    const { data } = await http.get(`${system.serviceOrigin}/openapi.json`)
    expect(data.openapi).toBe('3.1.0')
    expect(data.servers).toEqual([{ url: system.serviceOrigin }])
    expect(documentFaults(data)).toEqual([])
    expect(documentFaults({ ...data, paths: { token: {} } })).not.toEqual([])
  })

  test('when a route is registered, then the document has it, method by method, and no other', () => {
    expect(places(operations)).toEqual(registeredRoutes(system.app).map(asTemplate).sort())
    expect(places(management)).toEqual(registeredRoutes(managementApp()))
  })

  test('when an operation is named, then nothing else has its name, and its page has it', async () => {
    const all = [...operations, ...management]
    const names = all.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    const { data } = await http.get(`${system.serviceOrigin}/openapi`)
    const headings = [...data.matchAll(/<h3 id="(\w+)">/g)].map(([, name]) => name)
    expect(headings.sort()).toEqual(names.sort())
    expect(data).not.toMatch(/<script|https?:\/\/(?!localhost)/)
  })

  test('when a problem is told, then its type is one of the catalogue', () => {
    const schema = document.components.schemas.ProblemDocument as {
      readonly properties: { readonly type: { readonly enum: readonly string[] } }
    }
    expect(schema.properties.type.enum).toEqual(
      errorCodes.map((code) => `urn:franceconnect-prefill:problem:${code}`),
    )
  })
})

interface Example extends Placed {
  readonly name: string
  readonly status: string
}

const examplesIn = (placed: readonly Placed[]): Example[] =>
  placed.flatMap((one) =>
    Object.entries(one.operation.responses).flatMap(([status, answer]) =>
      (answer['x-answers'] ?? []).map((name) => ({ ...one, name, status })),
    ),
  )

const namedRequests = ({ operation }: Placed) => {
  const bodies = Object.values(operation.requestBody?.content ?? {})
  const parts = [...(operation.parameters ?? []), ...bodies]
  const authorized = Object.keys(operation['x-authorization'] ?? {})
  return new Set([...authorized, ...parts.flatMap(({ examples = {} }) => Object.keys(examples))])
}

/** What a login gave, in the place of what stands for it in the document. */
type Given = Readonly<Record<string, string>>

const filled = (text: string, given: Given): string =>
  Object.entries(given).reduce((whole, [sign, value]) => whole.replaceAll(sign, value), text)

function requestOf({ path, operation, name }: Example, given: Given) {
  const own = (operation.parameters ?? []).flatMap((parameter) => {
    const value = parameter.examples?.[name]?.value
    return value === undefined ? [] : [{ ...parameter, value: filled(String(value), given) }]
  })
  const query = new URLSearchParams()
  const headers: Record<string, string> = {}
  let address = path
  for (const { in: where, name: key, value } of own) {
    if (where === 'path') address = address.replace(`{${key}}`, value)
    else if (where === 'query') query.append(key, value)
    else headers[key.toLowerCase()] = value
  }
  const authorization = operation['x-authorization']?.[name]
  if (authorization !== undefined) headers.authorization = filled(authorization, given)
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const value = media?.examples?.[name]?.value
  if (type !== undefined && value !== undefined) headers['content-type'] = type
  const fields = value as Record<string, string>
  const written =
    type === 'application/json' ? JSON.stringify(value) : new URLSearchParams(fields).toString()
  const url = `${address}${query.size > 0 ? `?${query}` : ''}`
  return { url, headers, ...(value !== undefined && { data: filled(written, given) }) }
}

async function sent(origin: string, example: Example, given: Given) {
  const { url, headers, data } = requestOf(example, given)
  const request = {
    method: example.method,
    url: `${origin}${url}`,
    headers,
    ...(data !== undefined && { data }),
  }
  const answer = await http.request(request)
  const received = { status: answer.status, headers: answer.headers, body: answer.data }
  return { status: String(answer.status), faults: answerFaults(judge, example, received) }
}

const verifierTrip = (trip: Trip): Trip => ({ ...trip, verifier: examples.verifier })

/** Logs a citizen in on a form, with the proof key of the examples. */
async function freshLogin(of: System, changes: Record<string, string | undefined>) {
  const trip = tripOf(of, changes)
  const back = await logIn(of.citizen(), trip.url.href, { login: 'test', password: '123' })
  return { trip: verifierTrip(trip), code: back.searchParams.get('code') ?? '' }
}

const ofPage = { code_challenge: examples.challenge }
const ofBackEnd = {
  client_id: examples.confidentialClient,
  redirect_uri: examples.confidentialRedirect,
  code_challenge: undefined,
  code_challenge_method: undefined,
}

/** What the examples of an operation need of a login: a code, the prefill token, an access token. */
async function givenFor({ operation, name }: Example): Promise<Given> {
  if (operation.operationId === 'token') {
    const login = await freshLogin(system, name.startsWith('secret') ? ofBackEnd : ofPage)
    return { [examples.code]: login.code }
  }
  const { trip, code } = await freshLogin(system, ofBackEnd)
  const secret = { client_secret: civilStatusSecret }
  const answer = await redeem(
    system,
    trip,
    code,
    { ...ofBackEnd, ...secret, code_verifier: undefined },
    {},
  )
  const page = await freshLogin(system, ofPage)
  const { data } = await redeem(system, page.trip, page.code)
  return {
    [examples.accessToken]: answer.data.access_token,
    [examples.prefillToken]: data.prefill_token,
  }
}

const needsLogin = ({ operation }: Placed) =>
  operation.tags.includes('tokens') || operation.tags.includes('verification')

describe('an example', () => {
  test('when it is of an answer, then its own schema takes it', () => {
    const told = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      ((schema as { examples?: unknown[] }).examples ?? []).map((value) => [
        name,
        judge({ $ref: `#/components/schemas/${name}` }, value),
      ]),
    )
    expect(told).toEqual(
      [
        'OAuthError',
        'PrefillClaims',
        'ProblemDocument',
        'TokenResponse',
        'UserInfo',
        'VerificationAnswer',
      ].map((name) => [name, []]),
    )
  })

  test('when a request has a name, then one answer says that it is its own, and none is of no request', () => {
    for (const one of [...operations, ...management]) {
      const answered = examplesIn([one]).map(({ name }) => name)
      const named = namedRequests(one)
      const expected = named.size === 0 && answered.includes('plain') ? ['plain'] : [...named]
      expect([one.operation.operationId, answered.sort()]).toEqual([
        one.operation.operationId,
        expected.sort(),
      ])
    }
  })

  const all = examplesIn(operations)
  test.each(all.map((one) => [one.operation.operationId, one.name, one.status, one] as const))(
    'when %s is asked with the example %s, then it answers %s, in the documented form',
    async (_, __, status, example) => {
      const given = needsLogin(example) ? await givenFor(example) : {}
      expect(await sent(system.serviceOrigin, example, given)).toEqual({ status, faults: [] })
    },
  )

  test('when the examples of a verdict are sent, then the token among them is proven', async () => {
    const example = all.find(
      ({ operation, name }) => operation.operationId === 'verify' && name === 'submission',
    )!
    const given = await givenFor(example)
    const { url, headers, data } = requestOf(example, given)
    const answer = await http.post(`${system.serviceOrigin}${url}`, data, { headers })
    expect([answer.data.valid, answer.data.fields.nom.verdict]).toEqual([true, 'equivalent'])
  })

  test.each(examplesIn(management).map((one) => [one.path, one] as const))(
    'when %s of the management port is asked, then it answers in the documented form',
    async (_, example) => {
      const server = managementApp().listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      const { port } = server.address() as { port: number }
      const answer = await sent(`http://127.0.0.1:${port}`, example, {})
      server.close()
      expect(answer).toEqual({ status: example.status, faults: [] })
    },
  )
})
