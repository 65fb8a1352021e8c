import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { mostUnderWay } from '../../src/sources/ask-source.ts'
import { createAgents } from '../../src/transport/agents.ts'
import { aCall, anError, answers } from '../support/state-answers.ts'
import { stateStage } from '../support/state-stage.ts'

const national = '/v3/dsnj/service_national/france_connect'
const activity = '/v3/dss/prime_activite/france_connect'
const json = { 'content-type': 'application/json' }
const get = (path: string) => nock('https://particulier.example').get(path).query(true)
const tooMany = { status: 'unavailable', reason: 'too_many_requests' }
const oneCall = () => aCall('service_national', ['statut_service_national'])
const other = () => aCall('prime_activite', ['est_beneficiaire'])

test('when the API says that it is asked too much, then none of its sources is asked until it may be', async () => {
  const { askSource, notes, clock } = stateStage()
  get(national).reply(429, anError('00429'), { ...json, 'retry-after': '60' })
  expect(await askSource(oneCall())).toMatchObject(tooMany)
  expect(await askSource(other())).toEqual(tooMany)
  clock.now = new Date('2026-11-23T10:00:59Z')
  expect(await askSource(oneCall())).toEqual(tooMany)
  expect(notes).toHaveLength(1)
  clock.now = new Date('2026-11-23T10:01:00Z')
  get(activity).reply(200, answers.prime_activite, json)
  expect(await askSource(other())).toMatchObject({ status: 'ok' })
})

test('when it asks for hours, then it is tried again after five minutes', async () => {
  const { askSource, clock } = stateStage()
  get(national).reply(429, anError('00429'), { ...json, 'retry-after': '43200' })
  await askSource(oneCall())
  clock.now = new Date('2026-11-23T10:05:00Z')
  get(national).reply(200, answers.service_national, json)
  expect(await askSource(oneCall())).toMatchObject({ status: 'ok' })
})

test('when the quota is that of the agency behind one source, then the others are asked', async () => {
  const { askSource } = stateStage()
  get(national).times(2).reply(502, anError('31503'), json)
  expect(await askSource(oneCall())).toMatchObject(tooMany)
  get(activity).reply(200, answers.prime_activite, json)
  expect(await askSource(other())).toMatchObject({ status: 'ok' })
})

const busy = (retryAfter?: string) =>
  [
    429,
    anError('00429'),
    retryAfter === undefined ? json : { ...json, 'retry-after': retryAfter },
  ] as const

/** Something that a test lets happen. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

test.each([
  ['one second', '1'],
  ['nothing', undefined],
])(
  'when an answer that was under way then says %s, then the longer time still holds',
  async (_, retryAfter) => {
    const { askSource, clock, notes } = stateStage()
    const { open, opened } = gate()
    get(activity).reply(async () => {
      await opened
      return [...busy(retryAfter)]
    })
    get(national).reply(...busy('60'))
    const late = askSource(other())
    expect(await askSource(oneCall())).toMatchObject(tooMany)
    open()
    expect(await late).toMatchObject(tooMany)
    clock.now = new Date('2026-11-23T10:00:59Z')
    expect(await askSource(oneCall())).toEqual(tooMany)
    expect(notes).toHaveLength(2)
  },
)

test('when a call waits for its second try, then the others are held by its first', async () => {
  const { open, opened } = gate()
  const { askSource, notes } = stateStage({ sleep: () => opened })
  get(national).reply(...busy('5'))
  const waiting = askSource(oneCall())
  while (notes.length === 0) await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(await askSource(other())).toEqual(tooMany)
  open()
  expect(await waiting).toEqual(tooMany)
  expect(notes).toHaveLength(1)
})

test('when the API is busy meanwhile, then a call that is under way makes no second try', async () => {
  const { open, opened } = gate()
  const { askSource, notes, states } = stateStage({
    sleep: () => opened,
    breaker: { failuresToOpen: 1, openMilliseconds: 30_000 },
  })
  get(national).reply(409, anError('00015'), json)
  const waiting = askSource(oneCall())
  while (notes.length === 0) await new Promise(setImmediate)
  get(activity).reply(...busy('60'))
  expect(await askSource(other())).toMatchObject(tooMany)
  open()
  expect(await waiting).toEqual(tooMany)
  expect(notes.map(({ source, status }) => [source, status])).toEqual([
    ['service_national', 409],
    ['prime_activite', 429],
  ])
  expect(states()).toEqual({ service_national: 'closed', prime_activite: 'closed' })
})

test('when the tax office is busy between its two tokens, then the second is not asked for', async () => {
  const { open, opened } = gate()
  const { askSource, notes } = stateStage()
  const office = nock('https://impots.example')
  const taxPath = '/impotparticulier/1.0/dernieresituation/ir/assiettes/deuxans'
  office.post('/token').reply(200, { access_token: 'jeton', expires_in: 3600 }, json)
  office.get(taxPath).reply(async () => {
    await opened
    return [401, '{}', json]
  })
  office.get(taxPath).reply(429, '{}', { ...json, 'retry-after': '60' })
  const taxCall = () => aCall('impot_particulier', ['rfr'])
  const first = askSource(taxCall())
  while (notes.length === 0) await new Promise(setImmediate)
  expect(await askSource(taxCall())).toMatchObject(tooMany)
  open()
  expect(await first).toEqual(tooMany)
  expect(notes.map(({ status }) => status)).toEqual([200, 429, 401])
  get(activity).reply(200, answers.prime_activite, json)
  expect(await askSource(other())).toMatchObject({ status: 'ok' })
})

describe('the most calls to one API', () => {
  test('when so many are under way, then one more is turned away at once, and room comes back', async () => {
    const { askSource, notes } = stateStage()
    const { open, opened } = gate()
    get(national)
      .times(mostUnderWay)
      .reply(async () => {
        await opened
        return [200, answers.service_national, json]
      })
    const underWay = Array.from({ length: mostUnderWay }, () => askSource(oneCall()))
    expect(await askSource(other())).toEqual(tooMany)
    expect(notes).toEqual([])
    nock('https://impots.example').post('/token').reply(400, { error: 'invalid_scope' }, json)
    expect(await askSource(aCall('impot_particulier', ['rfr']))).toMatchObject({
      status: 'refused',
    })
    open()
    const all = await Promise.all(underWay)
    expect(all.map(({ status }) => status)).toEqual(Array(mostUnderWay).fill('ok'))
    get(activity).reply(200, answers.prime_activite, json)
    expect(await askSource(other())).toMatchObject({ status: 'ok' })
  })

  test('when it is counted, then there is a connection for each', () => {
    const { httpAgent, httpsAgent } = createAgents()
    expect([httpAgent.maxSockets, httpsAgent.maxSockets]).toEqual([mostUnderWay, mostUnderWay])
  })
})
