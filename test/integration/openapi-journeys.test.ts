import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { openApiDocument } from '../../src/http/openapi/document.ts'
import { goToFranceConnectAndBack, http, redeem, tripOf } from '../support/form-page.ts'
import { answer, openJourney, payload } from '../support/journey.ts'
import {
  answerFaults,
  type OpenApi,
  operationsIn,
  type Placed,
  schemaJudge,
} from '../support/open-api.ts'
import { createRecorder, type Exchange } from '../support/recorder.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

const document = openApiDocument('https://prefill.exemple.fr') as unknown as OpenApi
const judge = schemaJudge(document)
const operations = operationsIn(document)
const recorder = createRecorder()

let system: System
beforeAll(async () => {
  system = await startSystem({ pace: 0.1, behind: recorder.wrap })
})
afterEach(() => {
  system.faults.clear()
  recorder.exchanges.length = 0
})
afterAll(() => system.close())

/** Whether a path is one of a template, segment by segment. */
function fits(template: string, path: string): boolean {
  const pattern = template.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}$`).test(path)
}

function operationOf({ method, url }: Exchange): Placed | undefined {
  const path = url.split('?')[0] ?? ''
  const possible = operations.filter(
    (one) => one.method === method.toLowerCase() && fits(one.path, path),
  )
  return possible.find((one) => !one.path.includes('{')) ?? possible[0]
}

function bodyOf({ headers, body }: Exchange): unknown {
  return /json/.test(String(headers['content-type'])) ? JSON.parse(body) : body
}

/** What of the recorded exchanges is not as documented; and each answer that was seen. */
function judged() {
  const seen = new Set<string>()
  const faults = recorder.exchanges.flatMap((exchange) => {
    const placed = operationOf(exchange)
    const { method, url, status, headers } = exchange
    if (placed === undefined) return [`${method} ${url} is not documented`]
    seen.add(`${method} ${placed.path} ${status}`)
    const received = { status, headers, body: bodyOf(exchange) }
    return answerFaults(judge, placed, received).map((fault) => `${method} ${url}: ${fault}`)
  })
  return { seen: [...seen].sort(), faults }
}

describe('what a citizen goes through', () => {
  test('when it is a whole login with an agency, a choice and a log-out, then all of it is documented', async () => {
    const journey = await openJourney(system, 'demo-cantine-qf', '/cantine-qf')
    await answer(journey, [['source', 'quotient_familial']])
    const back = await answer(journey, [
      ['chosen.enfant', '0'],
      ['kept', 'nom'],
      ['kept', 'quotient'],
    ])
    const claims = await payload(system, journey, back)
    expect(claims.fields.quotient?.value).toBeGreaterThan(0)
    const schema = document.components.schemas.PrefillClaims!
    expect(judge(schema, claims)).toEqual([])
    const leaving = { client_id: 'demo-cantine', post_logout_redirect_uri: `${formOrigin}/` }
    await journey.browser.get(`${system.serviceOrigin}/logout?${new URLSearchParams(leaving)}`)
    expect(judged()).toEqual({
      faults: [],
      seen: [
        'GET /ask/{page} 200',
        'GET /authorize 303',
        'GET /callback 303',
        'GET /logout 200',
        'GET /review/{page} 200',
        'POST /ask/{page} 303',
        'POST /review/{page} 303',
        'POST /token 200',
      ],
    })
  })

  test('when the agencies are slow, then the pages in between are documented', async () => {
    system.faults.set([{ fault: 'latency', at: 'statut_etudiant', milliseconds: 400 }])
    const journey = await openJourney(system, 'demo-transport', '/transport')
    await answer(journey, [['situation', 'etudiant']])
    const { seen, faults } = judged()
    expect(faults).toEqual([])
    expect(seen).toEqual(expect.arrayContaining(['GET /callback 200', 'GET /continue/{page} 303']))
  })

  test('when the citizen answers nothing, then the page that comes again is documented', async () => {
    const journey = await openJourney(system, 'demo-transport', '/transport')
    await journey.browser.post([])
    expect(journey.browser.page.status).toBe(422)
    expect(judged()).toEqual({
      faults: [],
      seen: ['GET /ask/{page} 200', 'GET /authorize 303', 'POST /ask/{page} 422'],
    })
  })
})

test('when one address asks too often, then every limited route says so as documented', async () => {
  const told = createRecorder()
  const strict = await startSystem({ requestsPerMinute: 1, behind: told.wrap })
  const limited = operations.filter(({ operation }) => Object.hasOwn(operation.responses, '429'))
  try {
    for (const { path, method } of limited) {
      const url = `${strict.serviceOrigin}${path.replaceAll(/\{\w+\}/g, 'x')}`
      for (let count = 0; count < 2; count += 1) await http.request({ method, url })
    }
  } finally {
    await strict.close()
  }
  recorder.exchanges.push(...told.exchanges.filter(({ status }) => status === 429))
  const { seen, faults } = judged()
  expect(faults).toEqual([])
  // FranceConnect's return is limited by refused codes alone, which no request here has.
  const documented = limited.map(({ path, method }) => `${method.toUpperCase()} ${path} 429`)
  expect(seen).toEqual(documented.filter((one) => !one.includes('/callback')).sort())
})

test('when a page of another site asks for tokens, then the refusal is documented', async () => {
  const trip = tripOf(system)
  const back = await goToFranceConnectAndBack(system, trip, 'test')
  const code = back.searchParams.get('code')
  await redeem(system, trip, code, {}, { origin: 'https://exemple.fr' })
  const { headers } = await redeem(system, trip, code)
  expect(headers['access-control-allow-origin']).toBe(formOrigin)
  const { seen, faults } = judged()
  expect(faults).toEqual([])
  expect(seen).toEqual(expect.arrayContaining(['POST /token 200', 'POST /token 403']))
})

test('when a body is too large or of another type, then the refusal is documented', async () => {
  for (const { path, method, operation } of operations) {
    if (operation.requestBody === undefined) continue
    const url = `${system.serviceOrigin}${path.replaceAll(/\{\w+\}/g, 'x')}`
    const [type] = Object.keys(operation.requestBody.content)
    const headers = { 'content-type': type!, 'sec-fetch-site': 'same-origin' }
    await http.request({ method, url, data: 'x'.repeat(300_000), headers })
    await http.request({ method, url, data: 'x', headers: { ...headers, 'content-type': 'a/b' } })
  }
  const { seen, faults } = judged()
  expect(faults).toEqual([])
  expect(seen.filter((one) => one.endsWith('413')).length).toBe(
    operations.filter(({ operation }) => operation.requestBody !== undefined).length,
  )
})
