import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import type { FaultName } from '../../src/simulator/faults.ts'
import { apiParticulierEndpoints } from '../../src/simulator/state/api-particulier-endpoints.ts'
import type { ApiParticulierPlace } from '../../src/simulator/state/state-places.ts'
import type { TestService } from '../support/simulator-relying-party.ts'
import {
  askImpot,
  askImpotToken,
  askParticulier,
  citizenToken,
  recipient,
  startStateService,
} from '../support/state-apis.ts'

let service: TestService
const faults = createFaultBox()

beforeAll(async () => {
  service = await startStateService({ faults })
})
afterEach(() => faults.clear())
afterAll(() => service.simulator.close())

const ask = (place: ApiParticulierPlace, token: string) =>
  askParticulier(service, apiParticulierEndpoints[place].path, token, {
    immatriculation: 'AA-229-DB',
  })

async function askTax(login: string) {
  const { body } = await askImpotToken(service)
  return await askImpot(service, '/dernieresituation/ir/assiettes/deuxans', {
    authorization: `Bearer ${body.access_token}`,
    'x-franceconnect-oauth': await citizenToken(service, login),
    'x-correlation-id': '0f3b1a52-6a0c-4c0e-9d55-3f3a2c1b7e90',
  })
}

test.each<[FaultName, ApiParticulierPlace, number, string, object]>([
  ['token_expired', 'quotient_familial', 401, '50002', {}],
  ['scope_missing', 'service_civique', 403, '00100', {}],
  ['not_found', 'quotient_familial', 404, '37003', { provider: 'CNAV' }],
  ['not_found', 'statut_etudiant', 404, '25003', { provider: 'MESRI' }],
  ['not_found', 'extrait_immatriculation_vehicule', 404, '42003', { provider: 'ANTS' }],
  ['not_identified', 'prime_activite', 422, '00355', {}],
  ['homonyms', 'service_civique', 422, '00391', {}],
  ['conflict', 'etudiant_boursier', 409, '00015', {}],
  ['too_many_requests', 'quotient_familial', 429, '00429', {}],
  ['quotient_missing', 'quotient_familial', 502, '23502', { provider: 'CNAF' }],
  ['network_error', 'statut_etudiant', 502, '00501', { retry_in: 10 }],
  ['provider_down', 'etudiant_boursier_v3', 502, '26001', { provider: 'CNOUS' }],
  ['provider_unknown_error', 'service_civique', 502, '31999', { provider: 'GIP-MDS' }],
  ['maintenance', 'quotient_familial', 503, '37020', { provider: 'CNAV', retry_in: 5400 }],
  ['provider_timeout', 'service_national', 504, '39002', { provider: 'DSNJ' }],
])('when %s is on, then %s answers %i %s', async (fault, at, status, code, meta) => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault, at }])
  const answer = await ask(at, token)
  expect([answer.status, answer.body]).toEqual([
    status,
    {
      errors: [
        {
          code,
          title: expect.stringMatching(/^.{3,}/),
          detail: expect.stringMatching(/^.{10,}/),
          source: fault === 'scope_missing' ? { parameter: 'token' } : null,
          meta,
        },
      ],
    },
  ])
})

test('when too many requests come, then the answer says when to come again', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'too_many_requests', at: 'prime_activite', seconds: 7 }])
  const { headers } = await ask('prime_activite', token)
  expect([headers.get('retry-after'), headers.get('content-type')]).toEqual([
    '7',
    'application/json',
  ])
})

test('when an agency is closed, then the answer says for how long', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'maintenance', seconds: 120 }])
  const { body } = await ask('etudiant_boursier', token)
  expect(body.errors?.[0]?.meta).toEqual({ provider: 'CNOUS', retry_in: 120 })
})

test('when a fault is on for one source, then the others answer', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'provider_down', at: 'quotient_familial' }])
  const statuses = [await ask('quotient_familial', token), await ask('prime_activite', token)]
  expect(statuses.map(({ status }) => status)).toEqual([502, 200])
  expect((await askTax('test')).status).toBe(200)
})

test('when a fault is on for API Particulier, then the tax office answers', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'status_503', at: 'api_particulier' }])
  await expect(ask('statut_etudiant', token)).rejects.toThrow('is not valid JSON')
  expect((await askTax('test')).status).toBe(200)
})

test('when a fault is for one citizen, then it meets that one', async () => {
  faults.set([
    { fault: 'conflict', login: 'karim' },
    { fault: 'client_refused', at: 'impot_particulier', login: 'karim' },
  ])
  const statuses = await Promise.all(
    ['test', 'karim'].map(async (login) => [
      (await ask('quotient_familial', await citizenToken(service, login))).status,
      (await askTax(login)).status,
    ]),
  )
  expect(statuses).toEqual([
    [200, 200],
    [409, 401],
  ])
})

test('when a conflict comes twice, then the third call is served', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'conflict', at: 'quotient_familial', times: 2 }])
  const statuses = []
  for (let call = 0; call < 3; call += 1)
    statuses.push((await ask('quotient_familial', token)).status)
  expect(statuses).toEqual([409, 409, 200])
})

test('when data are somebody else’s, then names and birth dates are', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'other_person' }])
  const { body } = await ask('quotient_familial', token)
  expect(body.data?.allocataires?.[0]).toEqual({
    nom_naissance: 'QUIDAM',
    nom_usage: null,
    prenoms: 'OCTAVE ANATOLE',
    date_naissance: '1949-02-03',
    sexe: 'F',
  })
  expect(body.data?.quotient_familial?.valeur).toBe(872)
  const vehicle = await ask('extrait_immatriculation_vehicule', token)
  expect(vehicle.body.data?.identite_particulier).toMatchObject({
    nom: 'QUIDAM',
    annee_date_naissance: 1949,
  })
  expect((await askTax('test')).body).toMatchObject({ nmNaiDec1: 'QUIDAM', rfr: 33640 })
})

test('when dates are dirty, then each is bad in its own way', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'dirty_dates' }])
  const { body } = await ask('quotient_familial', token)
  const people = [...(body.data?.allocataires ?? []), ...(body.data?.enfants ?? [])]
  expect(people.map(({ date_naissance }) => date_naissance)).toEqual([
    '1992-11-00',
    '200&-04-23',
    '2020-00-00',
    '1992-11-00',
    '200&-04-23',
  ])
  expect((await askTax('test')).body.dateNaisDec1).toEqual({
    jour: '00',
    mois: '08',
    annee: '1962',
  })
})

test('when types are wrong, then every value has another', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'wrong_types' }])
  const { body } = await ask('prime_activite', token)
  expect(body).toEqual({
    data: { est_beneficiaire: 'beaucoup', avec_majoration: 'beaucoup', date_debut_droit: 42 },
    links: {},
    meta: {},
  })
  const family = await ask('quotient_familial', token)
  expect(family.body.data?.quotient_familial).toEqual({
    fournisseur: 42,
    valeur: 'beaucoup',
    annee: 'beaucoup',
    mois: 'beaucoup',
    annee_calcul: 'beaucoup',
    mois_calcul: 'beaucoup',
  })
  expect(family.body.data?.enfants).toHaveLength(3)
})

test('when values are null, then the members are there', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([{ fault: 'null_values' }])
  const { body } = await ask('complementaire_sante_solidaire', token)
  expect(body.data).toEqual({
    est_beneficiaire: null,
    avec_participation: null,
    date_debut_droit: null,
  })
})

test('when there are no data to make bad, then the fault waits', async () => {
  faults.set([{ fault: 'wrong_types', times: 1 }])
  const { status } = await ask('quotient_familial', await citizenToken(service, 'nom.usage'))
  expect([status, faults.list()]).toEqual([404, [{ fault: 'wrong_types', at: 'any', times: 1 }]])
})

test.each<[FaultName, number, object]>([
  ['token_expired', 403, { erreur: { message: 'accès refusé' } }],
  ['scope_missing', 403, { erreur: { message: 'accès refusé' } }],
  ['not_found', 410, { erreur: { code: 4101, message: 'aucun résultat' } }],
  ['client_refused', 401, { fault: { code: 900901, message: 'Invalid Credentials' } }],
  ['too_many_requests', 429, { fault: { code: 900800, message: 'Message throttled out' } }],
])('when %s is on at the tax office, then it answers %i', async (fault, status, body) => {
  faults.set([{ fault, at: 'impot_particulier' }])
  const answer = await askTax('test')
  expect([answer.status, answer.headers.get('content-type'), answer.body]).toEqual([
    status,
    'application/json',
    body,
  ])
})

test('when the tax office does not know the client any more, then it gives no token', async () => {
  faults.set([{ fault: 'client_refused', at: 'impot_token', times: 1 }])
  const statuses = [(await askImpotToken(service)).status, (await askImpotToken(service)).status]
  expect(statuses).toEqual([401, 200])
})

test('when an answer breaks down on its way, then it does as at FranceConnect', async () => {
  const token = await citizenToken(service, 'test')
  const at = 'quotient_familial'
  for (const fault of [
    'garbage_body',
    'truncated_body',
    'dropped_connection',
    'status_502',
  ] as const) {
    faults.set([{ fault, at }])
    await expect(ask(at, token)).rejects.toThrow()
  }
  faults.set([{ fault: 'latency', at, milliseconds: 150 }])
  const start = performance.now()
  expect((await ask(at, token)).status).toBe(200)
  expect(performance.now() - start).toBeGreaterThan(145)
  faults.set([{ fault: 'huge_body', at }])
  expect((await ask(at, token)).body.data?.quotient_familial?.valeur).toBe(872)
})

test('when several faults are on, then data go bad first, then the answer is refused, then it breaks', async () => {
  const token = await citizenToken(service, 'test')
  faults.set([
    { fault: 'garbage_body', at: 'prime_activite' },
    { fault: 'conflict', at: 'prime_activite' },
    { fault: 'null_values', at: 'prime_activite', times: 1 },
  ])
  const path = apiParticulierEndpoints.prime_activite.path
  const url = `${service.simulator.url}/api-particulier${path}?recipient=${recipient}`
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  expect([
    response.status,
    (await response.text()).startsWith('{"neither"'),
    faults.list().length,
  ]).toEqual([409, true, 2])
})

test('when the control page switches a fault on for API Particulier, then it is', async () => {
  const body = new URLSearchParams({
    fault: 'maintenance',
    at: 'api_particulier',
    amount: '60',
    login: '',
    times: '',
  })
  await fetch(`${service.simulator.url}/control/page/faults`, {
    method: 'POST',
    body,
    redirect: 'manual',
  })
  expect(faults.list()).toEqual([{ fault: 'maintenance', at: 'api_particulier', seconds: 60 }])
  const page = await (await fetch(`${service.simulator.url}/control`)).text()
  expect(page).toContain('maintenance</strong> at api_particulier, 60 seconds')
  expect(page).toMatch(/<select id="at" name="at"><option value="any">/)
})
