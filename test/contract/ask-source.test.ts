import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { aCall, anError, answers, someAccess } from '../support/state-answers.ts'
import { stateStage } from '../support/state-stage.ts'

const path = '/v3/dsnj/service_national/france_connect'
const json = { 'content-type': 'application/json' }
const get = () => nock('https://particulier.example').get(path).query(true)
const call = () => aCall('service_national', ['statut_service_national'])
const breaker = { failuresToOpen: 2, openMilliseconds: 30_000 }
const outage = { status: 'unavailable', reason: 'outage' }

test('when a source is unwell twice in a row, then it is asked no more until half a minute is over', async () => {
  const { askSource, states, notes, clock } = stateStage({ breaker })
  get().reply(503, anError('39020'), json)
  get().reply(500, anError('00500'), json)
  await askSource(call())
  expect(states()).toEqual({ service_national: 'closed' })
  await askSource(call())
  expect(states()).toEqual({ service_national: 'open' })
  expect(await askSource(call())).toEqual(outage)
  expect(notes).toHaveLength(2)
  clock.now = new Date('2026-11-23T10:00:30Z')
  expect(states()).toEqual({ service_national: 'half-open' })
  get().reply(200, answers.service_national, json)
  expect(await askSource(call())).toMatchObject({ status: 'ok' })
  expect(states()).toEqual({ service_national: 'closed' })
})

test.each([
  [401, '50002'],
  [404, '39003'],
  [422, '39400'],
  [429, '00429'],
  [409, '00015'],
])('when a source answers %i, then it is not unwell', async (status, code) => {
  const { askSource, states } = stateStage({ breaker: { ...breaker, failuresToOpen: 1 } })
  get()
    .times(status === 409 ? 4 : 1)
    .reply(status, anError(code), json)
  await askSource(call())
  expect(states()).toEqual({ service_national: 'closed' })
})

describe('a citizen who waits no longer', () => {
  const impatient = { ...breaker, failuresToOpen: 1 }

  /** Asks, and gives up once the source has been called. */
  async function giveUp({ askSource }: ReturnType<typeof stateStage>) {
    const login = new AbortController()
    get().reply(() => {
      login.abort()
      return new Promise(() => undefined)
    })
    return askSource({ ...call(), signal: login.signal })
  }

  test('when they give up during the call, then that is no sign of illness', async () => {
    const stage = stateStage({ breaker: impatient })
    expect(await giveUp(stage)).toEqual({ status: 'unavailable', reason: 'timeout' })
    expect(stage.states()).toEqual({ service_national: 'closed' })
  })

  test('when they give up between two failures, then those are still two in a row', async () => {
    const stage = stateStage({ breaker })
    get().reply(500, anError('00500'), json)
    await stage.askSource(call())
    await giveUp(stage)
    expect(stage.states()).toEqual({ service_national: 'closed' })
    get().reply(500, anError('00500'), json)
    await stage.askSource(call())
    expect(stage.states()).toEqual({ service_national: 'open' })
  })

  test('when they give up during the one try, then the next citizen makes it', async () => {
    const stage = stateStage({ breaker: impatient })
    const { askSource, states, clock } = stage
    get().reply(500, anError('00500'), json)
    await askSource(call())
    clock.now = new Date('2026-11-23T10:00:30Z')
    await giveUp(stage)
    expect(states()).toEqual({ service_national: 'half-open' })
    get().reply(200, answers.service_national, json)
    expect(await askSource(call())).toMatchObject({ status: 'ok' })
    expect(states()).toEqual({ service_national: 'closed' })
  })

  test('when the time limit of the call ends it, then the source is unwell', async () => {
    const { askSource, states } = stateStage({ breaker: impatient, callMilliseconds: 30 })
    get().reply(() => new Promise(() => undefined))
    expect(await askSource(call())).toEqual({ status: 'unavailable', reason: 'timeout' })
    expect(states()).toEqual({ service_national: 'open' })
  })
})

test('when the API is busy at the one try, then the source is neither well nor unwell', async () => {
  const { askSource, states, clock } = stateStage({ breaker: { ...breaker, failuresToOpen: 1 } })
  get().reply(500, anError('00500'), json)
  await askSource(call())
  clock.now = new Date('2026-11-23T10:00:30Z')
  get().reply(429, anError('00429'), json)
  await askSource(call())
  expect(states()).toEqual({ service_national: 'half-open' })
})

test('when one source is unwell, then the others are asked', async () => {
  const { askSource, states } = stateStage({ breaker: { ...breaker, failuresToOpen: 1 } })
  get().reply(500, anError('00500'), json)
  await askSource(call())
  nock('https://particulier.example')
    .get('/v3/dss/prime_activite/france_connect')
    .query(true)
    .reply(200, answers.prime_activite, json)
  expect(await askSource(aCall('prime_activite', ['est_beneficiaire']))).toMatchObject({
    status: 'ok',
  })
  expect(states()).toEqual({ service_national: 'open', prime_activite: 'closed' })
})

test.each(['franceconnect', 'caf', 'toString', ''])(
  'when the source is "%s", then it is refused and nothing is called',
  async (source) => {
    expect(await stateStage().askSource(aCall(source, []))).toEqual({
      status: 'refused',
      reason: 'request_refused',
    })
  },
)

test('when the base address is no address, then it is an outage', async () => {
  const access = { ...someAccess, api_particulier: { baseUrl: 'nowhere' } }
  expect(await stateStage().askSource({ ...call(), access })).toEqual(outage)
})

test('when a token cannot stand in a header, then it is an outage and the token is not noted', async () => {
  const { askSource, notes } = stateStage()
  expect(await askSource({ ...call(), accessToken: 'a\nb' })).toEqual(outage)
  expect(JSON.stringify(notes)).not.toContain('a\\nb')
})

test('when something within us breaks, then the source is unreadable and its breaker does not count it', async () => {
  get().reply(409, anError('00015'), json)
  const { askSource, states } = stateStage({
    breaker: { ...breaker, failuresToOpen: 1 },
    random: () => {
      throw new Error('no chance')
    },
  })
  expect(await askSource(call())).toEqual({ status: 'unavailable', reason: 'unreadable_answer' })
  expect(states()).toEqual({ service_national: 'closed' })
})
