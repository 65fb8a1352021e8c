import { afterAll, beforeAll, expect, test } from '@jest/globals'
import * as oidc from 'openid-client'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import { apiParticulierEndpoints } from '../../src/simulator/state/api-particulier-endpoints.ts'
import {
  type ApiParticulierPlace,
  apiParticulierPlaces,
} from '../../src/simulator/state/state-places.ts'
import { createTestClock, type TestService } from '../support/simulator-relying-party.ts'
import {
  askParticulier,
  citizenToken,
  recipient,
  startStateService,
} from '../support/state-apis.ts'

let service: TestService
const clock = createTestClock()
const faults = createFaultBox()

beforeAll(async () => {
  service = await startStateService({ now: clock.now, faults })
})
afterAll(() => service.simulator.close())

const pathOf = (place: ApiParticulierPlace) => apiParticulierEndpoints[place].path
const plate = { immatriculation: 'AA-229-DB' }
const ask = (
  place: ApiParticulierPlace,
  token: string | undefined,
  parameters: Record<string, string | undefined> = {},
) => askParticulier(service, pathOf(place), token, parameters)

const error = (code: string, parameter?: string) => ({
  errors: [
    {
      code,
      title: expect.any(String),
      detail: expect.any(String),
      source: parameter === undefined ? null : { parameter },
      meta: expect.any(Object),
    },
  ],
})

test('when the paths are read, then they are those of API Particulier', () => {
  expect(apiParticulierPlaces.map(pathOf)).toEqual([
    '/v3/dss/quotient_familial/france_connect',
    '/v3/dss/revenu_solidarite_active/france_connect',
    '/v3/dss/prime_activite/france_connect',
    '/v3/dss/allocation_adulte_handicape/france_connect',
    '/v3/dss/allocation_soutien_familial/france_connect',
    '/v3/dss/allocation_enfant_handicape/france_connect',
    '/v3/dss/complementaire_sante_solidaire/france_connect',
    '/v3/dss/participation_familiale_eaje/france_connect',
    '/v4/cnous/etudiant_boursier/france_connect',
    '/v3/cnous/etudiant_boursier/france_connect',
    '/v3/mesri/statut_etudiant/france_connect',
    '/v3/gip_mds/service_civique/france_connect',
    '/v3/dsnj/service_national/france_connect',
    '/v3/ants/extrait_immatriculation_vehicule/france_connect',
  ])
})

test('when a sign of life is asked for, then it comes without a token, unless the agency is away', async () => {
  const ping = (path: string) => fetch(`${service.simulator.url}/api-particulier/api/${path}`)
  expect((await ping('pings')).status).toBe(200)
  const agency = 'cnaf_msa_quotient_familial/ping'
  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)
  expect(await (await ping(agency)).json()).toEqual({
    status: 'ok',
    last_update: instant,
    last_ok_status: instant,
  })
  faults.set([{ fault: 'status_502', at: 'quotient_familial' }])
  expect((await ping(agency)).status).toBe(502)
  faults.clear()
})

test('when a quotient is asked for, then body and headers are as in production', async () => {
  const { status, headers, body } = await ask(
    'quotient_familial',
    await citizenToken(service, 'karim'),
  )
  expect(status).toBe(200)
  expect({
    type: headers.get('content-type'),
    limit: headers.get('ratelimit-limit'),
    remaining: headers.get('ratelimit-remaining'),
    reset: headers.get('ratelimit-reset'),
    id: headers.get('x-request-id'),
    cached: headers.get('x-response-cached'),
  }).toEqual({
    type: 'application/vnd.api+json; charset=utf-8',
    limit: '20',
    remaining: '19',
    reset: expect.stringMatching(/^\d{10}$/),
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    cached: 'false',
  })
  expect(body).toEqual({
    data: {
      quotient_familial: {
        fournisseur: 'CNAF',
        valeur: 1245,
        annee: expect.any(Number),
        mois: expect.any(Number),
        annee_calcul: expect.any(Number),
        mois_calcul: expect.any(Number),
      },
      allocataires: [
        {
          nom_naissance: 'VASSEUR',
          nom_usage: null,
          prenoms: 'KARIM MATHIEU',
          date_naissance: '1985-02-11',
          sexe: 'M',
        },
      ],
      enfants: [
        {
          nom_naissance: 'VASSEUR',
          nom_usage: null,
          prenoms: 'ELIAS KARIM',
          date_naissance: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
          sexe: 'M',
        },
      ],
      adresse: {
        destinataire: 'Monsieur VASSEUR KARIM MATHIEU',
        complement_information: null,
        complement_information_geographique: null,
        numero_libelle_voie: expect.any(String),
        lieu_dit: null,
        code_postal_ville: expect.any(String),
        pays: 'FRANCE',
      },
    },
    links: {},
    meta: {},
  })
})

test('when the nominal citizen has every scope, then each resource has data but the one for the young', async () => {
  const token = await citizenToken(service, 'test')
  const answers = await Promise.all(apiParticulierPlaces.map((place) => ask(place, token, plate)))
  const statuses = answers.map(({ status }, index) => [apiParticulierPlaces[index], status])
  expect(statuses).toEqual(
    apiParticulierPlaces.map((place) => [place, place === 'service_national' ? 422 : 200]),
  )
  const members = answers.map(({ body }) => Object.keys(body.data ?? {}).sort())
  expect(
    Object.fromEntries(apiParticulierPlaces.map((place, index) => [place, members[index]])),
  ).toEqual({
    quotient_familial: ['adresse', 'allocataires', 'enfants', 'quotient_familial'],
    revenu_solidarite_active: ['avec_majoration', 'date_debut_droit', 'est_beneficiaire'],
    prime_activite: ['avec_majoration', 'date_debut_droit', 'est_beneficiaire'],
    allocation_adulte_handicape: ['date_debut_droit', 'est_beneficiaire'],
    allocation_soutien_familial: ['date_debut_droit', 'est_beneficiaire'],
    allocation_enfant_handicape: ['date_debut_droit', 'status'],
    complementaire_sante_solidaire: ['avec_participation', 'date_debut_droit', 'est_beneficiaire'],
    participation_familiale_eaje: [
      'adresse',
      'allocataires',
      'enfants',
      'parametres_calcul_participation_familiale',
    ],
    etudiant_boursier: [
      'echelon_bourse',
      'email',
      'etablissement_etudes',
      'periode_versement_bourse',
      'statut_boursier',
    ],
    etudiant_boursier_v3: [
      'echelon_bourse',
      'email',
      'est_boursier',
      'etablissement_etudes',
      'periode_versement_bourse',
    ],
    statut_etudiant: ['admissions'],
    service_civique: ['statut_actuel', 'statut_passe'],
    service_national: [],
    extrait_immatriculation_vehicule: [
      'adresse_particulier',
      'caracteristiques_techniques_vehicule',
      'donnees_immatriculation_vehicule',
      'identite_particulier',
      'statut_rattachement',
    ],
  })
})

test.each<[ApiParticulierPlace, string[], string[]]>([
  ['quotient_familial', ['cnaf_quotient_familial'], ['quotient_familial']],
  ['quotient_familial', ['cnaf_enfants', 'cnaf_adresse'], ['adresse', 'enfants']],
  ['revenu_solidarite_active', ['revenu_solidarite_active_majoration'], ['avec_majoration']],
  ['prime_activite', ['prime_activite'], ['date_debut_droit', 'est_beneficiaire']],
  [
    'participation_familiale_eaje',
    ['cnav_participation_familiale_eaje_parametres_calcul'],
    ['parametres_calcul_participation_familiale'],
  ],
  ['etudiant_boursier', ['cnous_statut_boursier'], ['statut_boursier']],
  ['etudiant_boursier_v3', ['cnous_email'], ['email']],
  [
    'extrait_immatriculation_vehicule',
    ['ants_extrait_immatriculation_vehicule_statut_rattachement'],
    ['identite_particulier', 'statut_rattachement'],
  ],
])(
  'when %s is asked with %j, then it holds %j and nothing else',
  async (place, scopes, members) => {
    const { status, body } = await ask(place, await citizenToken(service, 'test', scopes), plate)
    expect([status, Object.keys(body.data ?? {}).sort()]).toEqual([200, members])
  },
)

test('when scopes are for members of a list, then each thing in it has those', async () => {
  const scopes = ['mesri_admissions', 'mesri_admission_etablissement_etude']
  const { body } = await ask('statut_etudiant', await citizenToken(service, 'etudiante', scopes))
  expect(body.data?.admissions).toEqual([
    {
      date_debut: expect.stringMatching(/-09-01$/),
      date_fin: expect.stringMatching(/-08-31$/),
      etablissement_etudes: { uai: '0290119X', nom: 'UNIVERSITE DE BREST' },
    },
    {
      date_debut: expect.stringMatching(/-09-01$/),
      date_fin: expect.stringMatching(/-08-31$/),
      etablissement_etudes: { uai: '0350937D', nom: 'UNIVERSITE RENNES 2' },
    },
  ])
})

test('when scopes are for members of both contracts, then each has those', async () => {
  const scopes = ['gip_mds_service_civique_statut_actuel', 'gip_mds_service_civique_dates']
  const { body } = await ask('service_civique', await citizenToken(service, 'etudiante', scopes))
  expect(body.data).toEqual({
    statut_actuel: {
      contrat_trouve: true,
      date_debut_contrat: expect.stringMatching(/-01$/),
      date_fin_contrat: expect.stringMatching(/-01$/),
    },
  })
})

test('when the token has no scope of a resource, then it is refused, even for a bad recipient', async () => {
  const token = await citizenToken(service, 'test', ['prime_activite', 'identite_pivot'])
  const { status, headers, body } = await ask('quotient_familial', token, { recipient: '1' })
  expect([status, headers.get('content-type'), body]).toEqual([
    403,
    'application/vnd.api+json; charset=utf-8',
    {
      errors: [
        {
          code: '00100',
          title: 'Privilèges insuffisants',
          detail: expect.stringContaining('vos privilèges sont insuffisants'),
          source: { parameter: 'token' },
          meta: {},
        },
      ],
    },
  ])
})

test.each<[string, string | undefined, string, string | undefined]>([
  ['no token', undefined, '00101', 'token'],
  ['a token that no server writes', 'a b', '50001', undefined],
  ['a token that never was', 'never', '50002', undefined],
])('when there is %s, then the answer is 401', async (_what, token, code, parameter) => {
  const { status, body } = await ask('quotient_familial', token)
  expect([status, body]).toEqual([401, error(code, parameter)])
})

test.each<[string, (token: string) => Promise<unknown> | unknown]>([
  ['is revoked', (token) => oidc.tokenRevocation(service.config, token)],
  ['is 60 seconds old', () => clock.advance(60)],
])('when the token %s, then it is not found', async (_situation, end) => {
  const token = await citizenToken(service, 'test')
  await end(token)
  const { status, body } = await ask('quotient_familial', token)
  expect([status, body]).toEqual([
    401,
    {
      errors: [
        {
          code: '50002',
          title: 'Accès non autorisé',
          detail: "Le jeton d'accès n'a pas été trouvé ou est expiré.",
          source: null,
          meta: {},
        },
      ],
    },
  ])
})

test('when FranceConnect has new keys, then tokens are checked with those', async () => {
  const fresh = await startStateService()
  const tokens = [await citizenToken(fresh, 'test'), await citizenToken(fresh, 'karim')]
  const before = await askParticulier(fresh, pathOf('prime_activite'), tokens[0])
  await fetch(`${fresh.simulator.url}/control/keys/rotate?forget=true`, { method: 'POST' })
  const after = await askParticulier(fresh, pathOf('prime_activite'), tokens[1])
  expect([before.status, after.status]).toEqual([200, 200])
  await fresh.simulator.close()
})

test.each<[ApiParticulierPlace, Record<string, string | undefined>, string, string | undefined]>([
  ['quotient_familial', { recipient: undefined }, '00203', 'recipient'],
  ['quotient_familial', { recipient: '' }, '00203', 'recipient'],
  ['quotient_familial', { recipient: '21749990400018' }, '00210', 'recipient'],
  ['service_national', { recipient: '217499904' }, '00210', 'recipient'],
  ['quotient_familial', { annee: '20x6' }, '00353', undefined],
  ['quotient_familial', { annee: '9999' }, '00353', undefined],
  ['quotient_familial', { annee: '2019' }, '00356', undefined],
  ['quotient_familial', { mois: '13' }, '00354', undefined],
  ['etudiant_boursier', { campaignYear: '2020' }, '00368', undefined],
  ['etudiant_boursier', { campaignYear: '9999' }, '00368', undefined],
  ['extrait_immatriculation_vehicule', {}, '00430', undefined],
  ['extrait_immatriculation_vehicule', { immatriculation: ' ' }, '00430', undefined],
])(
  'when %s is asked with %j, then the answer is 422 %s',
  async (place, parameters, code, parameter) => {
    const { status, body } = await ask(place, await citizenToken(service, 'test'), parameters)
    expect([status, body]).toEqual([422, error(code, parameter)])
  },
)

test('when an earlier month is asked for, then the quotient says which', async () => {
  const annee = String(new Date().getFullYear() - 1)
  const { body } = await ask('quotient_familial', await citizenToken(service, 'test'), {
    annee,
    mois: '3',
  })
  expect(body.data?.quotient_familial).toMatchObject({ annee: Number(annee), mois: 3, valeur: 872 })
})

test.each<[string, ApiParticulierPlace, number, string]>([
  ['corse.1970', 'quotient_familial', 422, '00365'],
  ['corse.1970', 'prime_activite', 422, '00365'],
  ['corse.1970', 'statut_etudiant', 404, '25003'],
  ['corse.1970', 'service_civique', 200, ''],
  ['corse.sud', 'quotient_familial', 200, ''],
  ['portugal', 'quotient_familial', 200, ''],
  ['algerie.1955', 'quotient_familial', 200, ''],
  ['reunion', 'quotient_familial', 200, ''],
  ['jour.presume', 'prime_activite', 200, ''],
  ['jour.presume', 'quotient_familial', 502, '23502'],
  ['invitee.eidas', 'quotient_familial', 422, '00400'],
  ['accents', 'quotient_familial', 422, '00420'],
  ['apostrophe', 'service_civique', 422, '00420'],
  ['nom.usage', 'quotient_familial', 404, '35003'],
  ['mois.presume', 'service_civique', 422, '00391'],
  ['mineure', 'quotient_familial', 404, '35003'],
  ['test', 'service_national', 422, '39400'],
  ['etudiante', 'service_national', 200, ''],
  ['prenom.unique', 'service_national', 200, ''],
  ['karim', 'etudiant_boursier', 404, '26003'],
])('when %s asks for %s, then the answer is %i %s', async (login, place, status, code) => {
  const answer = await ask(place, await citizenToken(service, login))
  expect([answer.status, answer.body.errors?.[0]?.code ?? '']).toEqual([status, code])
})

test('when a plate is asked for, then names and birth date are compared', async () => {
  const place = 'extrait_immatriculation_vehicule'
  const token = await citizenToken(service, 'karim')
  const mine = await ask(place, token, { immatriculation: 'bk314va' })
  expect(mine.body.meta).toEqual({
    identity_matching: { family_name: 1, given_name: 1, birth_date: 1, overall_match: true },
  })
  expect(mine.body.data).toMatchObject({
    statut_rattachement: 'locataire',
    donnees_immatriculation_vehicule: {
      numero_immatriculation: 'BK-314-VA',
      statut_location: { code: 'LLD', label: 'Location Longue Durée' },
    },
  })
  const others = await ask(place, token, plate)
  const nobodys = await ask(place, token, { immatriculation: 'ZZ-999-ZZ' })
  expect([others, nobodys].map(({ status, body }) => [status, body.errors?.[0]?.code])).toEqual([
    [404, '42005'],
    [404, '42003'],
  ])
})

test('when a token asks more than twenty times in a second, then it has to wait', async () => {
  const frozen = await startStateService({ now: () => new Date('2026-11-23T12:00:00Z') })
  const path = pathOf('prime_activite')
  const answers = await Promise.all(
    Array.from({ length: 21 }, () => askParticulier(frozen, path, 'never')),
  )
  const late = answers.find(({ status }) => status === 429)
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(20)
  expect(late?.body).toEqual(error('00429'))
  expect([
    late?.headers.get('content-type'),
    late?.headers.get('retry-after'),
    late?.headers.get('ratelimit-remaining'),
  ]).toEqual(['application/json', '1', '0'])
  expect((await askParticulier(frozen, path, 'another')).status).toBe(401)
  await frozen.simulator.close()
})

test('when FranceConnect’s keys cannot be had, then the agency in the middle says so', async () => {
  const fresh = await startStateService({ faults })
  const token = await citizenToken(fresh, 'test')
  faults.set([{ fault: 'status_500', at: 'jwks' }])
  const { status, body } = await askParticulier(fresh, pathOf('prime_activite'), token)
  faults.clear()
  expect([status, body]).toEqual([502, error('50999')])
  await fresh.simulator.close()
})

test.each([
  '/v3/dss/quotient_familial/identite',
  '/v2/dss/quotient_familial/france_connect',
  '/v3/men/scolarites/france_connect',
  '/',
])('when %s is asked for, then there is nothing', async (path) => {
  const { status, body } = await askParticulier(service, path, 'never')
  expect([status, body]).toEqual([404, error('00404')])
})

test('when a browser asks first whether it may, then it may not', async () => {
  const url = `${service.simulator.url}/api-particulier${pathOf('quotient_familial')}?recipient=${recipient}`
  const response = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:8080', 'access-control-request-method': 'GET' },
  })
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})
