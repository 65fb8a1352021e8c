import { expect, test } from '@jest/globals'
import nock from 'nock'
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
