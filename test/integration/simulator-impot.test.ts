import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { loadState } from '../../src/simulator/state/state-file.ts'
import { createTestClock, type TestService } from '../support/simulator-relying-party.ts'
import {
  askImpot,
  askImpotToken,
  citizenToken,
  impotClient,
  startStateService,
} from '../support/state-apis.ts'

const registered = { ...impotClient, client_id: 'mairie', teleservice: 'tele-42' }
const twoYears = '/dernieresituation/ir/assiettes/deuxans'
const correlation = '0f3b1a52-6a0c-4c0e-9d55-3f3a2c1b7e90'

let service: TestService
const clock = createTestClock()

beforeAll(async () => {
  service = await startStateService({ now: clock.now, stateClients: [impotClient, registered] })
})
afterAll(() => service.simulator.close())

async function headersFor(login: string, scopes?: readonly string[]) {
  const { body } = await askImpotToken(service)
  return {
    authorization: `Bearer ${body.access_token}`,
    'x-franceconnect-oauth': await citizenToken(service, login, scopes),
    'x-correlation-id': correlation,
  }
}

const year = () => {
  const today = clock.now().toISOString()
  return Number(today.slice(0, 4)) - (today.slice(5, 10) >= '07-22' ? 1 : 2)
}

test('when the client asks for a token, then it gets one for an hour', async () => {
  const { status, body } = await askImpotToken(service, impotClient, {
    scope: 'RessourceIRDerniere2',
  })
  expect([status, body]).toEqual([
    200,
    {
      access_token: expect.any(String),
      scope: 'RessourceIRDerniere2',
      token_type: 'Bearer',
      expires_in: 3600,
    },
  ])
})

test.each([
  ['a wrong secret', { ...impotClient, client_secret: 'wrong' }],
  ['an unknown client', { ...impotClient, client_id: 'nobody' }],
])('when a token is asked for with %s, then it is refused', async (_what, client) => {
  const { status, body } = await askImpotToken(service, client)
  expect([status, body]).toEqual([
    401,
    { error: 'invalid_client', error_description: 'Client Authentication failed.' },
  ])
})

test('when another grant is asked for, then there is none', async () => {
  const { status, body } = await askImpotToken(service, impotClient, { grant_type: 'password' })
  expect([status, body]).toEqual([400, { error: 'unsupported_grant_type' }])
})

test('when a couple’s last return is asked for, then it is all there, with its year', async () => {
  const { status, headers, body } = await askImpot(service, twoYears, await headersFor('test'))
  expect([status, headers.get('content-type')]).toEqual([
    200,
    'application/prs.dgfip.part.derniere.situations.ir.assiettes.v1+json',
  ])
  expect(body).toEqual({
    annRevenu: year(),
    rfr: 33640,
    sitFam: 'M',
    nbPart: 4,
    pac: {
      nbPac: 3,
      nbPacF: 3,
      nbPacG: 0,
      nbPacH: 0,
      nbPacI: 0,
      nbPacR: 0,
      nbPacJ: 0,
      nbPacN: 0,
      nbPacP: 0,
    },
    nmNaiDec1: 'DUBOIS',
    nmUsaDec1: '',
    prnmDec1: 'ANGELA CLAIRE LOUISE',
    dateNaisDec1: { jour: '24', mois: '08', annee: '1962' },
    nmNaiDec2: 'MARCHAL',
    nmUsaDec2: 'MARCHAL',
    prnmDec2: 'ETIENNE PAUL',
    dateNaisDec2: { jour: '08', mois: '02', annee: '1960' },
    aft: '12 RUE DES LILAS 74000 ANNECY',
    aftDetail: {
      complementAdresse: '',
      voie: '12 RUE DES LILAS',
      commune: 'ANNECY',
      codePostal: '74000 ANNECY',
    },
    sitParIso: '',
    indDeficit: '',
    revenuBrutGlobal: 37378,
    mntRevbareme: 812,
  })
})

test.each<[string[], object]>([
  [['dgfip_rfr', 'dgfip_nbpart'], { rfr: 18450, nbPart: 1.5 }],
  [['dgfip_pac_nbPac'], { pac: { nbPac: 1 } }],
  [
    ['dgfip_nmNaiDec1', 'dgfip_dateNaisDec2'],
    { nmNaiDec1: 'VASSEUR', dateNaisDec2: { jour: '', mois: '', annee: '' } },
  ],
  [
    ['dgfip_aft'],
    {
      aft: 'APPT 12 3 RUE DE LA PAIX 93160 NOISY LE GRAND',
      aftDetail: {
        complementAdresse: 'APPT 12',
        voie: '3 RUE DE LA PAIX',
        getcommune: 'NOISY LE GRAND',
        getcodePostal: '93160 NOISY LE GRAND',
      },
    },
  ],
])(
  'when FranceConnect’s token has %j, then the answer holds these members',
  async (scopes, members) => {
    const { body } = await askImpot(service, twoYears, await headersFor('karim', scopes))
    expect(body).toEqual({ annRevenu: year(), ...members })
  },
)

test('when a year is named, then its return is found for three years, and only the last resource says the year', async () => {
  const headers = await headersFor('test', ['dgfip_rfr'])
  const latest = year()
  const ask = (path: string) => askImpot(service, path, headers)
  const last = await ask(`/dernieresituation/ir/assiettes/annrev/${latest}`)
  const plain = await ask(`/situations/ir/assiettes/annrev/${latest - 2}`)
  expect([last.body, plain.body, plain.headers.get('content-type')]).toEqual([
    { annRevenu: latest, rfr: 33640 },
    { rfr: 33640 },
    'application/prs.dgfip.part.situations.ir.assiettes.v1+json',
  ])
  for (const other of [latest + 1, latest - 3]) {
    const { status, body } = await ask(`/situations/ir/assiettes/annrev/${other}`)
    expect([status, body]).toEqual([410, { erreur: { code: 4101, message: 'aucun résultat' } }])
  }
})

test.each(['etudiante', 'mineure', 'mois.presume'])(
  'when %s has no return, then the answer is 410 with code 4101',
  async (login) => {
    const { status, headers, body } = await askImpot(service, twoYears, await headersFor(login))
    expect([status, headers.get('content-type'), body]).toEqual([
      410,
      'application/json',
      { erreur: { code: 4101, message: 'aucun résultat' } },
    ])
  },
)

const refused = { erreur: { message: 'accès refusé' } }
const invalid = { fault: { code: 900901, message: 'Invalid Credentials' } }
test.each<[string, Record<string, string | undefined>, number, object]>([
  ['no token of the client', { authorization: undefined }, 401, invalid],
  ['a token of nobody', { authorization: 'Bearer e30.AAAA' }, 401, invalid],
  [
    'no correlation',
    { 'x-correlation-id': undefined },
    400,
    { erreur: { message: expect.stringContaining('X-Correlation-ID') } },
  ],
  [
    'a correlation that is none',
    { 'x-correlation-id': '42' },
    400,
    { erreur: { message: expect.stringContaining('X-Correlation-ID') } },
  ],
  [
    'no token of FranceConnect’s',
    { 'x-franceconnect-oauth': undefined },
    400,
    { erreur: { message: expect.stringContaining('X-FranceConnect-OAuth') } },
  ],
  ['a token of FranceConnect’s that is over', { 'x-franceconnect-oauth': 'never' }, 403, refused],
])('when there is %s, then the answer is %#', async (_what, changes, status, body) => {
  const answer = await askImpot(service, twoYears, { ...(await headersFor('test')), ...changes })
  expect([answer.status, answer.body]).toEqual([status, body])
})

test('when FranceConnect’s token has no scope of the tax office, then access is refused', async () => {
  const headers = await headersFor('test', ['cnaf_quotient_familial'])
  const { status, body } = await askImpot(service, twoYears, headers)
  expect([status, body]).toEqual([403, refused])
})

test('when the client’s token is for another resource, then access is refused', async () => {
  const { body } = await askImpotToken(service, impotClient, { scope: 'RessourceIR' })
  const headers = { ...(await headersFor('test')), authorization: `Bearer ${body.access_token}` }
  expect((await askImpot(service, twoYears, headers)).status).toBe(403)
})

test('when the client’s token is an hour old, then it is over', async () => {
  const { authorization } = await headersFor('test')
  clock.advance(3600)
  const { status, body } = await askImpot(service, twoYears, {
    ...(await headersFor('test')),
    authorization,
  })
  expect([status, body]).toEqual([401, invalid])
})

test('when the client has a teleservice, then every call has to say it', async () => {
  const { body } = await askImpotToken(service, registered)
  const headers = { ...(await headersFor('test')), authorization: `Bearer ${body.access_token}` }
  const statuses = await Promise.all(
    [undefined, 'tele-41', 'tele-42'].map(
      async (id_teleservice) =>
        (await askImpot(service, twoYears, { ...headers, id_teleservice })).status,
    ),
  )
  expect(statuses).toEqual([403, 403, 200])
})

test('when the year is no year, then the request is badly made', async () => {
  const headers = await headersFor('test')
  expect((await askImpot(service, '/situations/ir/assiettes/annrev/x', headers)).status).toBe(400)
  expect((await askImpot(service, '/situations/ir/factures/annrev/2025', headers)).status).toBe(404)
})

test.each([
  ['2027-07-21T12:00:00Z', 2025],
  ['2027-07-22T12:00:00Z', 2026],
])('when it is %s, then the last return is of %i', async (instant, annRevenu) => {
  const other = await startStateService({ now: () => new Date(instant), state: loadState() })
  const { body: client } = await askImpotToken(other)
  const { body } = await askImpot(other, twoYears, {
    authorization: `Bearer ${client.access_token}`,
    'x-franceconnect-oauth': await citizenToken(other, 'test', ['dgfip_rfr']),
    'x-correlation-id': correlation,
  })
  expect(body).toEqual({ annRevenu, rfr: 33640 })
  await other.simulator.close()
})
