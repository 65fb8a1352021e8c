import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { aCall, anError, answers, someToken } from '../support/state-answers.ts'
import { stateStage } from '../support/state-stage.ts'

const origin = 'https://particulier.example'
const path = '/v3/dss/quotient_familial/france_connect'
const json = { 'content-type': 'application/vnd.api+json' }
const call = (more = {}) => aCall('quotient_familial', ['valeur'], more)

const get = () => nock(origin).get(path).query(true)
const serveError = (status: number, code: string, headers = {}, meta = {}) =>
  get().reply(status, anError(code, meta), { ...json, ...headers })
const serveData = () => get().reply(200, answers.quotient_familial, json)

const ok = {
  status: 'ok',
  data: {
    values: {
      valeur: { type: 'number', value: 731, assurance: 'administrative', asOf: '2026-09' },
    },
    lists: {},
  },
}

describe('the errors of API Particulier', () => {
  test.each<[number, string, string, string]>([
    [401, '00101', 'refused', 'token_refused'],
    [401, '00103', 'refused', 'token_refused'],
    [401, '00105', 'refused', 'token_refused'],
    [401, '50001', 'refused', 'token_refused'],
    [401, '50002', 'refused', 'token_refused'],
    [401, '50003', 'refused', 'scope_missing'],
    [403, '00100', 'refused', 'scope_missing'],
    [403, '00107', 'refused', 'request_refused'],
    [404, '10003', 'empty', 'not_found'],
    [404, '23003', 'empty', 'not_found'],
    [404, '25003', 'empty', 'not_found'],
    [404, '26003', 'empty', 'not_found'],
    [404, '31003', 'empty', 'not_found'],
    [404, '35003', 'empty', 'not_found'],
    [404, '37003', 'empty', 'not_found'],
    [404, '39003', 'empty', 'not_found'],
    [404, '40003', 'empty', 'not_found'],
    [404, '42003', 'empty', 'not_found'],
    [404, '42005', 'empty', 'not_identified'],
    [404, '00404', 'unavailable', 'unreadable_answer'],
    [410, '23007', 'empty', 'not_found'],
    [400, '00402', 'refused', 'request_refused'],
    [422, '00203', 'refused', 'request_refused'],
    [422, '00210', 'refused', 'request_refused'],
    [422, '00353', 'refused', 'request_refused'],
    [422, '00368', 'refused', 'request_refused'],
    [422, '00430', 'refused', 'request_refused'],
    [422, '00355', 'empty', 'not_identified'],
    [422, '00365', 'empty', 'not_identified'],
    [422, '00366', 'empty', 'not_identified'],
    [422, '00391', 'empty', 'homonyms'],
    [422, '39400', 'empty', 'not_concerned'],
    [429, '00429', 'unavailable', 'too_many_requests'],
    [451, '37005', 'refused', 'request_refused'],
    [500, '00500', 'unavailable', 'outage'],
    [503, '37020', 'unavailable', 'maintenance'],
    [504, '37002', 'unavailable', 'timeout'],
    [504, '00501', 'unavailable', 'timeout'],
  ])('when it answers %i with %s, then it is %s, for %s, and not asked again', async (...row) => {
    const [status, code, outcome, reason] = row
    serveError(status, code, { 'x-request-id': 'req-7' })
    const { askSource, notes, slept } = stateStage()
    expect(await askSource(call())).toEqual({ status: outcome, reason })
    expect(slept).toEqual([])
    expect(notes).toEqual([
      { source: 'quotient_familial', status, code, request_id: 'req-7', attempt: 1 },
    ])
  })

  test.each<[string, string, Record<string, string>, object, number | undefined]>([
    ['in seconds', '00429', { 'retry-after': '60' }, {}, 60],
    ['as a date', '00429', { 'retry-after': 'Mon, 23 Nov 2026 10:01:30 GMT' }, {}, 90],
    ['in its body', '37020', {}, { retry_in: 5400 }, 5400],
    ['as nonsense', '37020', { 'retry-after': 'soon' }, { retry_in: 'x' }, undefined],
    ['for next year', '37020', { 'retry-after': '31536000' }, {}, undefined],
    ['in the past', '37020', { 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, {}, undefined],
  ])(
    'when it says %s when to come back, then that is told',
    async (_, code, headers, meta, seconds) => {
      const status = code === '00429' ? 429 : 503
      serveError(status, code, headers, meta)
      expect(await stateStage().askSource(call())).toEqual({
        status: 'unavailable',
        reason: status === 429 ? 'too_many_requests' : 'maintenance',
        ...(seconds !== undefined && { retryAfter: seconds }),
      })
    },
  )
})

describe('trying again', () => {
  test.each([
    [0, 300],
    [0.5, 750],
    [0.999999, 1200],
  ])(
    'when it is in conflict and chance says %d, then the next try comes after %i ms',
    async (chance, wait) => {
      serveError(409, '00015')
      serveData()
      const { askSource, slept, notes } = stateStage({ random: () => chance })
      expect(await askSource(call())).toEqual(ok)
      expect(slept).toEqual([wait])
      expect(notes.map(({ status, attempt }) => [status, attempt])).toEqual([
        [409, 1],
        [200, 2],
      ])
    },
  )

  test('when it stays in conflict, then three more tries are made and no fourth', async () => {
    for (let time = 0; time < 4; time++) serveError(409, '00015')
    const { askSource, slept } = stateStage()
    expect(await askSource(call())).toEqual({ status: 'unavailable', reason: 'conflict' })
    expect(slept).toEqual([750, 750, 750])
  })

  test('when a gateway fails once, then it is asked once more at once', async () => {
    get().reply(502, '<html>', { 'content-type': 'text/html' })
    serveData()
    const { askSource, slept } = stateStage()
    expect(await askSource(call())).toEqual(ok)
    expect(slept).toEqual([])
  })

  test('when a gateway fails twice, then it is an outage', async () => {
    serveError(502, '37001')
    serveError(502, '00501', {}, { retry_in: 10 })
    expect(await stateStage().askSource(call())).toEqual({
      status: 'unavailable',
      reason: 'outage',
      retryAfter: 10,
    })
  })

  test.each([
    ['23502', 'unreadable_answer'],
    ['31503', 'too_many_requests'],
  ])(
    'when it lasts that a gateway answers %s, then it is no outage but %s',
    async (code, reason) => {
      serveError(502, code)
      serveError(502, code)
      expect(await stateStage().askSource(call())).toEqual({ status: 'unavailable', reason })
    },
  )

  test('when the connection breaks, then it is asked once more', async () => {
    get().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    serveData()
    const { askSource, notes } = stateStage()
    expect(await askSource(call())).toEqual(ok)
    expect(notes).toEqual([
      { source: 'quotient_familial', code: 'ECONNRESET', attempt: 1 },
      { source: 'quotient_familial', status: 200, attempt: 2 },
    ])
  })

  test('when the connection breaks twice, then it is an outage', async () => {
    const broken = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
    get().times(2).replyWithError(broken)
    expect(await stateStage().askSource(call())).toEqual({
      status: 'unavailable',
      reason: 'outage',
    })
  })

  test('when it is asked too often and says five seconds, then it is asked once more', async () => {
    serveError(429, '00429', { 'retry-after': '5' })
    serveData()
    const { askSource, slept } = stateStage()
    expect(await askSource(call())).toEqual(ok)
    expect(slept).toEqual([5050])
  })

  test('when it is asked too often twice, then it is left alone', async () => {
    serveError(429, '00429', { 'retry-after': '1' })
    serveError(429, '00429', { 'retry-after': '2' })
    expect(await stateStage().askSource(call())).toEqual({
      status: 'unavailable',
      reason: 'too_many_requests',
      retryAfter: 2,
    })
  })

  test('when it says six seconds, then that is too long to wait', async () => {
    serveError(429, '00429', { 'retry-after': '6' })
    const { askSource, slept } = stateStage()
    expect(await askSource(call())).toEqual({
      status: 'unavailable',
      reason: 'too_many_requests',
      retryAfter: 6,
    })
    expect(slept).toEqual([])
  })

  test('when the login gives up during the wait, then no further try is made', async () => {
    serveError(409, '00015')
    const login = new AbortController()
    const { askSource, notes } = stateStage({
      sleep: async () => {
        login.abort()
        throw new Error('aborted')
      },
    })
    expect(await askSource(call({ signal: login.signal }))).toEqual({
      status: 'unavailable',
      reason: 'timeout',
    })
    expect(notes).toHaveLength(1)
  })

  test('when the login gives up during the call, then it is over at once', async () => {
    get().delay(5000).reply(200, answers.quotient_familial, json)
    const login = new AbortController()
    setTimeout(() => login.abort(), 30)
    const begin = Date.now()
    const { askSource, notes } = stateStage()
    expect(await askSource(call({ signal: login.signal }))).toEqual({
      status: 'unavailable',
      reason: 'timeout',
    })
    expect(Date.now() - begin).toBeLessThan(2000)
    expect(notes).toEqual([{ source: 'quotient_familial', code: 'timeout', attempt: 1 }])
    nock.abortPendingRequests()
  })

  test('when the login had given up before, then nothing is called', async () => {
    expect(await stateStage().askSource(call({ signal: AbortSignal.abort() }))).toEqual({
      status: 'unavailable',
      reason: 'timeout',
    })
  })

  test('when a call takes longer than it may, then its time is not spent twice', async () => {
    get().delay(5000).reply(200, answers.quotient_familial, json)
    const { askSource, notes } = stateStage({ callMilliseconds: 40 })
    expect(await askSource(call())).toEqual({ status: 'unavailable', reason: 'timeout' })
    expect(notes).toEqual([{ source: 'quotient_familial', code: 'timeout', attempt: 1 }])
    nock.abortPendingRequests()
  })
})

describe('what the log learns', () => {
  test('when anything goes wrong, then no token, name or sentence of the API is noted', async () => {
    const nasty = { 'x-request-id': 'LOEUILLET Noemie' }
    serveError(404, 'LOEUILLET NOEMIE', nasty)
    get().replyWithError(new Error(`cannot send Bearer ${someToken}`))
    serveError(500, '00500')
    const { askSource, notes } = stateStage()
    await askSource(call())
    await askSource(call())
    expect(notes).toEqual([
      { source: 'quotient_familial', status: 404, attempt: 1 },
      { source: 'quotient_familial', code: 'failed', attempt: 1 },
      { source: 'quotient_familial', status: 500, code: '00500', attempt: 2 },
    ])
  })
})
