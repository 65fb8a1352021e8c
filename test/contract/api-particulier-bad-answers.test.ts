import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import nock from 'nock'
import { sourceReasons } from '../../src/domain/source-answer.ts'
import { stateSources } from '../../src/domain/state-sources.ts'
import { createApiHold } from '../../src/sources/api-hold.ts'
import { createApiParticulier } from '../../src/sources/api-particulier.ts'
import { createImpotParticulier } from '../../src/sources/impot-particulier.ts'
import type { StateReply } from '../../src/sources/state-http.ts'
import { aCall, answers, someAccess, someToken } from '../support/state-answers.ts'
import { stateStage } from '../support/state-stage.ts'

const origin = 'https://particulier.example'
const path = '/v3/dss/quotient_familial/france_connect'
const json = { 'content-type': 'application/json' }
const call = (more = {}) => aCall('quotient_familial', ['valeur', 'enfants', 'adresse'], more)
const get = () => nock(origin).get(path).query(true)

const unreadable = { status: 'unavailable', reason: 'unreadable_answer' }
const outage = { status: 'unavailable', reason: 'outage' }
const good = JSON.stringify(answers.quotient_familial)

describe('answers that are none', () => {
  test.each<[string, number, string, string, object]>([
    ['HTML', 200, '<h1>Maintenance</h1>', 'text/html', unreadable],
    ['JSON that says it is HTML', 200, good, 'text/html', unreadable],
    ['HTML that says it is JSON', 200, '<h1>', 'application/json', unreadable],
    ['nothing', 200, '', 'application/json', unreadable],
    ['no content', 204, '', 'application/json', unreadable],
    ['a list', 200, '[]', 'application/json', unreadable],
    ['a text', 200, '"data"', 'application/json', unreadable],
    ['null', 200, 'null', 'application/json', unreadable],
    ['no data', 200, '{"meta":{}}', 'application/json', unreadable],
    ['a list for data', 200, '{"data":[{}]}', 'application/json', unreadable],
    ['data of a prototype', 200, '{"__proto__":{"data":{}}}', 'application/json', unreadable],
    ['a 404 of a gateway', 404, '<h1>Not found</h1>', 'text/html', unreadable],
    ['a 500 of a gateway', 500, '<h1>Oops</h1>', 'text/html', outage],
    ['half of an answer', 200, good.slice(0, 100), 'application/json', unreadable],
    ['deep nesting', 200, '['.repeat(400_000), 'application/json', unreadable],
    [
      'deep nesting that is well formed',
      200,
      `{"data":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      'application/json',
      unreadable,
    ],
    ['2 MiB', 200, `{"data":"${'x'.repeat(2 * 1024 * 1024)}"}`, 'application/json', unreadable],
  ])(
    'when there is %s, then the answer is unreadable or an outage',
    async (_, status, body, type, outcome) => {
      get().reply(status, body, { 'content-type': type })
      const { askSource, notes } = stateStage()
      expect(await askSource(call())).toEqual(outcome)
      expect(notes).toHaveLength(1)
    },
  )

  test.each(['application/vnd.api+json', 'application/json;charset=UTF-8', 'Application/JSON'])(
    'when the content type is %s, then it is read',
    async (type) => {
      get().reply(200, good, { 'content-type': type })
      expect(await stateStage().askSource(call())).toMatchObject({ status: 'ok' })
    },
  )

  test('when it sends us elsewhere, then nobody follows', async () => {
    get().reply(302, '', { location: 'https://elsewhere.example/' })
    expect(await stateStage().askSource(call())).toEqual(unreadable)
  })
})

describe('answers over a real connection', () => {
  const closing: (() => void)[] = []
  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  async function serve(answer: (response: ServerResponse) => void) {
    const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1')
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`
    return call({ access: { ...someAccess, api_particulier: { baseUrl } } })
  }

  test('when the connection is cut within the body, then it is tried once more', async () => {
    let calls = 0
    const cut = await serve((response) => {
      calls += 1
      response.writeHead(200, { ...json, 'content-length': '5000' })
      response.write('{"data":', () => response.destroy())
    })
    expect(await stateStage().askSource(cut)).toEqual(outage)
    expect(calls).toBe(2)
  })

  test('when it never ends, then no more than 1 MiB is taken', async () => {
    const endless = await serve((response) => {
      response.writeHead(200, json)
      const fill = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', fill)
      fill()
    })
    expect(await stateStage().askSource(endless)).toEqual(unreadable)
  })

  test('when little is packed that is much unpacked, then no more than 1 MiB is taken', async () => {
    const bomb = await serve((response) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' })
      response.end(gzipSync(`{"data":"${'x'.repeat(8 * 1024 * 1024)}"}`))
    })
    expect(await stateStage().askSource(bomb)).toEqual(unreadable)
  })

  test('when it trickles, then the time for the whole call holds', async () => {
    const slow = await serve((response) => {
      response.writeHead(200, json)
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    })
    const begin = Date.now()
    expect(await stateStage({ callMilliseconds: 200 }).askSource(slow)).toEqual({
      status: 'unavailable',
      reason: 'timeout',
    })
    expect(Date.now() - begin).toBeLessThan(3000)
  })

  test('when a proxy is set in the environment, then it is not used', async () => {
    const direct = await serve((response) => response.writeHead(200, json).end(good))
    const before = process.env.http_proxy
    process.env.http_proxy = 'http://127.0.0.1:9'
    const answer = await stateStage().askSource(direct)
    if (before === undefined) delete process.env.http_proxy
    else process.env.http_proxy = before
    expect(answer).toMatchObject({ status: 'ok' })
  })
})

describe('whatever comes', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ data: fc.jsonValue(), meta: fc.jsonValue() }),
    fc.record({ errors: fc.array(fc.record({ code: fc.jsonValue(), meta: fc.jsonValue() })) }),
    // Answers that have the right members at the first floor, and anything below.
    fc.constantFrom(...Object.values(answers)).chain(({ data }) =>
      fc.record({
        data: fc.record(Object.fromEntries(Object.keys(data).map((key) => [key, fc.jsonValue()]))),
      }),
    ),
  )
  const replies = fc.record({
    status: fc.oneof(
      fc.constantFrom(200, 401, 404, 409, 422, 429, 502, 503),
      fc.integer({ min: 100, max: 999 }),
    ),
    json: fc.option(anything, { nil: undefined }),
    retryAfter: fc.constantFrom('1', '60', 'soon', '-1'),
  })
  const dependencies = (reply: StateReply) => ({
    http: async ({ url }: { url: string }) =>
      url.endsWith('/token') && reply.status === 200
        ? { status: 200, json: { access_token: 't', expires_in: 1 } }
        : reply,
    now: () => new Date('2026-11-23T10:00:00Z'),
    note: () => {},
    hold: createApiHold(() => new Date('2026-11-23T10:00:00Z')),
    sleep: async () => {},
    random: () => 0,
    uuid: () => 'u',
  })

  test('when any status comes with any JSON, then every source has an outcome and nothing is thrown', async () => {
    const names = Object.keys(stateSources)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), replies, async (name, reply) => {
        const source = stateSources[name]!
        const adapter = {
          api_particulier: createApiParticulier,
          impot_particulier: createImpotParticulier,
        }[source.api](dependencies(reply))
        const plate = { answers: { immatriculation: 'AB-123-CD' } }
        const claims = Object.keys(source.claims)
        const answer = await adapter(aCall(name, claims, plate), source)
        if (answer.status === 'ok') {
          const asked = new Set(claims)
          expect(Object.keys(answer.data.values).every((claim) => asked.has(claim))).toBe(true)
        } else expect(sourceReasons).toContain(answer.reason)
        expect(JSON.stringify(answer)).not.toContain(someToken)
      }),
      { numRuns: 2000 },
    )
  })

  test('when a note cannot be taken, then it is an outage and nothing is thrown', async () => {
    get().reply(200, good, json)
    const { askSource } = stateStage({
      note: () => {
        throw new Error('full')
      },
    })
    expect(await askSource(call())).toEqual(outage)
  })
})
