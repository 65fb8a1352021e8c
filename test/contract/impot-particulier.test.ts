import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { aCall, assessment, noemie, someAccess, someToken } from '../support/state-answers.ts'
import { stateStage } from '../support/state-stage.ts'

const origin = 'https://impots.example'
const path = '/impotparticulier/1.0/dernieresituation/ir/assiettes/deuxans'
const json = { 'content-type': 'application/prs.dgfip.part.situations.ir.assiettes.v1+json' }
const plainJson = { 'content-type': 'application/json' }
const call = (claims: readonly string[] = ['rfr'], more = {}) =>
  aCall('impot_particulier', claims, more)

const tokenAnswer = (token: string, seconds: unknown = 3600) => ({
  access_token: token,
  scope: 'RessourceIRDerniere2',
  token_type: 'Bearer',
  expires_in: seconds,
})
const post = () => nock(origin).post('/token')
const serveToken = (token = 'jeton-ville', seconds: unknown = 3600) =>
  post().reply(200, tokenAnswer(token, seconds), plainJson)
const get = (token = 'jeton-ville') =>
  nock(origin, {
    reqheaders: { authorization: `Bearer ${token}`, 'x-franceconnect-oauth': someToken },
  }).get(path)
const serve = (body: unknown, token?: string) => get(token).reply(200, JSON.stringify(body), json)

const of2025 = (type: string, value: unknown) => ({
  type,
  value,
  assurance: 'administrative',
  asOf: '2025',
})
const rfr = { status: 'ok', data: { values: { rfr: of2025('number', 0) }, lists: {} } }

describe('an assessment', () => {
  test('when it comes, then every claim has its value, for the year of income', async () => {
    serveToken()
    serve(assessment)
    const values = {
      annee_revenu: of2025('number', 2025),
      rfr: of2025('number', 0),
      nombre_parts: of2025('number', 2.5),
      situation_familiale: of2025('code', 'O'),
      nombre_personnes_a_charge: of2025('number', 1),
      montant_impot_bareme: of2025('number', 812),
      adresse: of2025('address', ['BAT C', '7 ALLEE DES TILLEULS', '35000 RENNES']),
      adresse_voie: of2025('text', '7 ALLEE DES TILLEULS'),
      adresse_complement: of2025('text', 'BAT C'),
      adresse_code_postal: of2025('code', '35000'),
      adresse_ville: of2025('text', 'RENNES'),
      declarant_1_nom_naissance: of2025('name', 'DA SILVA'),
      declarant_1_nom_usage: { type: 'name', reason: 'not_provided' },
      declarant_1_prenoms: of2025('name', 'TIAGO'),
      declarant_1_date_naissance: of2025('date', '1983-11-05'),
      declarant_2_nom_naissance: of2025('name', 'LOEUILLET'),
      declarant_2_nom_usage: of2025('name', 'DA SILVA'),
      declarant_2_prenoms: of2025('name', 'NOEMIE ANNE LAURE'),
      declarant_2_date_naissance: of2025('date', '1984-02-29'),
    }
    const { askSource } = stateStage()
    expect(await askSource(call(Object.keys(values)))).toEqual({
      status: 'ok',
      data: { values, lists: {} },
    })
  })

  test.each<[string, unknown, object]>([
    [
      'in its other spelling',
      {
        aftDetail: {
          voie: '3 RUE X',
          commune: 'NOISY LE GRAND',
          codePostal: '93160 NOISY LE GRAND',
        },
      },
      {
        adresse: of2025('address', ['3 RUE X', '93160 NOISY LE GRAND']),
        adresse_code_postal: of2025('code', '93160'),
        adresse_ville: of2025('text', 'NOISY LE GRAND'),
      },
    ],
    [
      'on one line',
      { aftDetail: undefined, aft: '3 RUE X 93160 NOISY LE GRAND' },
      {
        adresse: of2025('address', ['3 RUE X 93160 NOISY LE GRAND']),
        adresse_code_postal: { type: 'code', reason: 'unreadable' },
        adresse_ville: { type: 'text', reason: 'unreadable' },
      },
    ],
  ])('when its address is %s, then nothing is guessed', async (_, changes, values) => {
    serveToken()
    serve({ ...assessment, ...(changes as object) })
    expect(await stateStage().askSource(call(Object.keys(values)))).toEqual({
      status: 'ok',
      data: { values, lists: {} },
    })
  })

  const others = { nmNaiDec1: 'MARTIN', nmUsaDec1: '', prnmDec1: 'PAUL' }
  const none = { nmNaiDec2: '', nmUsaDec2: '', prnmDec2: '' }

  test.each<[string, object]>([
    ['another couple', { ...others, nmNaiDec2: 'MARTIN', nmUsaDec2: '', prnmDec2: 'ANNE' }],
    ['somebody else alone', { ...others, ...none }],
  ])('when its declarants are %s, then it is about them', async (_, changes) => {
    serveToken()
    serve({ ...assessment, ...changes })
    expect(await stateStage().askSource(call())).toEqual({
      status: 'inconsistent',
      reason: 'other_person',
    })
  })

  test('when the citizen’s own place was not released, then nothing speaks against it', async () => {
    serveToken()
    serve({ annRevenu: 2025, rfr: 0, nmNaiDec1: 'DA SILVA', prnmDec1: 'TIAGO' })
    expect(await stateStage().askSource(call())).toEqual(rfr)
  })

  const names = ['nom_naissance', 'prenoms'].flatMap((name) => [
    `declarant_1_${name}`,
    `declarant_2_${name}`,
  ])
  const martin = { nmNaiDec1: 'MARTIN', prnmDec1: 'PAUL' }
  const nobody = { status: 'empty', reason: 'not_identified' }
  const somebodyElse = { status: 'inconsistent', reason: 'other_person' }

  test.each<[string, readonly string[], object, object]>([
    ['the second is null', ['rfr'], { ...martin, nmNaiDec2: null, prnmDec2: null }, somebodyElse],
    [
      'the second is no text',
      ['rfr'],
      { ...martin, nmNaiDec2: ['LOEUILLET'], prnmDec2: 7 },
      somebodyElse,
    ],
    ['the second was asked and left out', ['rfr', ...names], martin, somebodyElse],
    [
      'both are null',
      ['rfr'],
      { nmNaiDec1: null, prnmDec1: null, nmNaiDec2: null, prnmDec2: null },
      nobody,
    ],
    ['both were asked and left out', ['rfr', ...names], {}, nobody],
    [
      'both are empty',
      ['rfr'],
      { nmNaiDec1: '', prnmDec1: '', nmNaiDec2: ' ', prnmDec2: '' },
      nobody,
    ],
  ])('when of its declarants %s, then that is not the citizen', async (_, claims, told, answer) => {
    serveToken()
    serve({ annRevenu: 2025, rfr: 0, ...told })
    expect(await stateStage().askSource(call(claims))).toEqual(answer)
  })

  test('when no name was asked and none came, then nothing speaks against it', async () => {
    serveToken()
    serve({ annRevenu: 2025, rfr: 0 })
    expect(await stateStage().askSource(call())).toEqual(rfr)
  })

  test('when names alone were asked and none came, then their scopes are missing', async () => {
    serveToken()
    serve({ annRevenu: 2025 })
    expect(await stateStage().askSource(call(names))).toEqual({
      status: 'refused',
      reason: 'scope_missing',
    })
  })

  test('when the citizen is one declarant and the other was left out, then it is theirs', async () => {
    serveToken()
    const { nmNaiDec1: _, prnmDec1: __, ...told } = assessment
    serve(told)
    expect(await stateStage().askSource(call(['rfr', ...names]))).toMatchObject({
      status: 'ok',
      data: { values: { declarant_1_nom_naissance: { type: 'name', reason: 'not_provided' } } },
    })
  })

  test('when the first declarant is the citizen, then it is theirs', async () => {
    serveToken()
    serve(assessment)
    const identity = { ...noemie, family_name: 'Da Silva', given_name_array: ['Tiago'] }
    expect(await stateStage().askSource(call(['rfr'], { identity }))).toEqual(rfr)
  })

  test('when what was asked is left out, then its scope is missing', async () => {
    serveToken()
    serve({ annRevenu: 2025, nbPart: 1 })
    expect(await stateStage().askSource(call(['rfr', 'adresse']))).toEqual({
      status: 'refused',
      reason: 'scope_missing',
    })
  })

  test.each(['[]', '"x"', '<html>', 'null'])(
    'when it is %s, then it is unreadable',
    async (body) => {
      serveToken()
      get().reply(200, body, json)
      expect(await stateStage().askSource(call())).toEqual({
        status: 'unavailable',
        reason: 'unreadable_answer',
      })
    },
  )
})

describe('the two tokens', () => {
  test('when they are sent, then each stands where it belongs', async () => {
    const seen: unknown[] = []
    post().reply(function (_, body) {
      const { authorization } = this.req.headers
      seen.push(authorization, this.req.headers['content-type'], body)
      return [200, tokenAnswer('jeton-ville'), plainJson]
    })
    nock(origin)
      .get(path)
      .reply(function () {
        const { authorization, ...headers } = this.req.headers
        seen.push(authorization, headers['x-franceconnect-oauth'])
        seen.push(headers['x-correlation-id'], headers.id_teleservice)
        return [200, JSON.stringify(assessment), json]
      })
    const impots = { ...someAccess.impot_particulier!, teleservice: 'T-9' }
    const access = { ...someAccess, impot_particulier: impots }
    await stateStage().askSource(call(['rfr'], { access }))
    const basic = Buffer.from('ville:se%3Acret').toString('base64')
    expect(seen).toEqual([
      `Basic ${basic}`,
      'application/x-www-form-urlencoded',
      'grant_type=client_credentials&scope=RessourceIRDerniere2',
      'Bearer jeton-ville',
      someToken,
      '00000000-0000-4000-8000-000000000001',
      'T-9',
    ])
  })

  test('when several logins come at once, then the client’s token is fetched once', async () => {
    serveToken()
    get().times(3).reply(200, JSON.stringify(assessment), json)
    const { askSource } = stateStage()
    const all = await Promise.all([askSource(call()), askSource(call()), askSource(call())])
    expect(all).toEqual([rfr, rfr, rfr])
  })

  test('when it is about to end, then a new one is fetched', async () => {
    const { askSource, clock } = stateStage()
    serveToken('jeton-1', 100)
    serve(assessment, 'jeton-1')
    await askSource(call())
    clock.now = new Date('2026-11-23T10:01:09.999Z')
    serve(assessment, 'jeton-1')
    await askSource(call())
    clock.now = new Date('2026-11-23T10:01:10Z')
    serveToken('jeton-2', 100)
    serve(assessment, 'jeton-2')
    expect(await askSource(call())).toEqual(rfr)
  })

  test.each([null, 'x', -5])('when it ends in %s, then it serves once', async (seconds) => {
    const { askSource } = stateStage()
    for (const token of ['jeton-1', 'jeton-2']) {
      serveToken(token, seconds)
      serve(assessment, token)
      expect(await askSource(call())).toEqual(rfr)
    }
  })

  test('when two collectivites ask, then each has its own', async () => {
    const { askSource } = stateStage()
    serveToken('jeton-1')
    serve(assessment, 'jeton-1')
    await askSource(call())
    serveToken('jeton-2')
    serve(assessment, 'jeton-2')
    const impots = { ...someAccess.impot_particulier!, key: 'autre' }
    const access = { ...someAccess, impot_particulier: impots }
    expect(await askSource(call(['rfr'], { access }))).toEqual(rfr)
  })

  test('when it is refused, then a new one is fetched, once', async () => {
    const { askSource, notes } = stateStage()
    serveToken('jeton-1')
    get('jeton-1').reply(401, { fault: { code: 900901 } }, plainJson)
    serveToken('jeton-2')
    serve(assessment, 'jeton-2')
    expect(await askSource(call())).toEqual(rfr)
    expect(notes.map(({ status, code }) => [status, code])).toEqual([
      [200, undefined],
      [401, '900901'],
      [200, undefined],
      [200, undefined],
    ])
  })

  test('when the new one is refused too, then it is refused', async () => {
    serveToken('jeton-1')
    get('jeton-1').reply(401, {}, plainJson)
    serveToken('jeton-2')
    get('jeton-2').reply(401, {}, plainJson)
    expect(await stateStage().askSource(call())).toEqual({
      status: 'refused',
      reason: 'token_refused',
    })
  })

  test.each<[string, () => unknown, string, string]>([
    [
      'knows no such client',
      () => post().reply(401, { error: 'invalid_client' }, plainJson),
      'refused',
      'request_refused',
    ],
    [
      'knows no such scope',
      () => post().reply(400, { error: 'invalid_scope' }, plainJson),
      'refused',
      'request_refused',
    ],
    ['is down', () => post().reply(500, '', plainJson), 'unavailable', 'outage'],
    ['is closed', () => post().reply(503, '', plainJson), 'unavailable', 'maintenance'],
    ['is busy', () => post().reply(429, '', plainJson), 'unavailable', 'too_many_requests'],
    [
      'sends HTML',
      () => post().reply(200, '<p>', { 'content-type': 'text/html' }),
      'unavailable',
      'unreadable_answer',
    ],
    ['has no token', () => post().reply(200, {}, plainJson), 'unavailable', 'unreadable_answer'],
    [
      'has a token of two lines',
      () => post().reply(200, tokenAnswer('a\nb'), plainJson),
      'unavailable',
      'unreadable_answer',
    ],
    ['breaks twice', () => post().times(2).replyWithError('broken'), 'unavailable', 'outage'],
  ])('when the gateway %s, then nothing is kept', async (_, fail, status, reason) => {
    fail()
    const { askSource } = stateStage()
    expect(await askSource(call())).toEqual({ status, reason })
    serveToken()
    serve(assessment)
    expect(await askSource(call())).toEqual(rfr)
  })

  test('when the gateway fails once, then it is asked once more', async () => {
    post().reply(502, '', plainJson)
    serveToken()
    serve(assessment)
    expect(await stateStage().askSource(call())).toEqual(rfr)
  })

  test('when a login gives up, then the others still have the token that it waited for', async () => {
    post().delay(150).reply(200, tokenAnswer('jeton-ville'), plainJson)
    serve(assessment)
    const login = new AbortController()
    const { askSource } = stateStage()
    const given = askSource(call(['rfr'], { signal: login.signal }))
    const other = askSource(call())
    setTimeout(() => login.abort(), 20)
    expect(await given).toEqual({ status: 'unavailable', reason: 'timeout' })
    expect(await other).toEqual(rfr)
  })

  test('when anything goes wrong, then no token or secret is noted', async () => {
    const said = `secret se:cret of ${someToken}`
    post().reply(401, { error: said, error_description: said }, plainJson)
    const { askSource, notes } = stateStage()
    const answer = await askSource(call())
    expect(JSON.stringify([notes, answer])).not.toMatch(/se:cret|jeton|LOEUILLET/)
    expect(notes).toEqual([{ source: 'impot_particulier', status: 401, attempt: 1 }])
  })
})

describe('the errors of API Impôt particulier', () => {
  test.each<[number, unknown, string, string]>([
    [400, { erreur: { message: 'x' } }, 'refused', 'request_refused'],
    [403, { erreur: { message: 'x' } }, 'refused', 'scope_missing'],
    [404, { erreur: { message: 'x' } }, 'empty', 'not_found'],
    [410, { erreur: { code: 4101, message: 'aucun résultat' } }, 'empty', 'not_found'],
    [429, { fault: { code: 900800 } }, 'unavailable', 'too_many_requests'],
    [500, { erreur: { message: 'x' } }, 'unavailable', 'outage'],
  ])('when it answers %i with %j, then it is %s, for %s', async (status, body, outcome, reason) => {
    serveToken()
    get().reply(status, JSON.stringify(body), plainJson)
    expect(await stateStage().askSource(call())).toEqual({ status: outcome, reason })
  })

  test('when the collectivite has no client there, then nothing is called', async () => {
    const { impot_particulier: _, ...access } = someAccess
    expect(await stateStage().askSource(call(['rfr'], { access }))).toEqual({
      status: 'refused',
      reason: 'request_refused',
    })
  })
})

describe('an habilitation for one year at a time', () => {
  const impots = { ...someAccess.impot_particulier!, resource: 'one-year' as const }
  const ask = () =>
    stateStage().askSource(call(['rfr'], { access: { ...someAccess, impot_particulier: impots } }))
  const ofYear = (year: number) =>
    nock(origin).get(`/impotparticulier/1.0/dernieresituation/ir/assiettes/annrev/${year}`)
  const serveYearToken = () => post().query(true).reply(200, tokenAnswer('jeton-ville'), plainJson)

  test('when last year is not taxed yet, then the year before is asked, and told', async () => {
    nock(origin)
      .post('/token', 'grant_type=client_credentials&scope=RessourceIRDerniere')
      .reply(200, tokenAnswer('jeton-ville'), plainJson)
    ofYear(2025).reply(410, { erreur: { code: 4101 } }, plainJson)
    ofYear(2024).reply(200, JSON.stringify({ rfr: 12_000 }), json)
    expect(await ask()).toEqual({
      status: 'ok',
      data: { values: { rfr: { ...of2025('number', 12_000), asOf: '2024' } }, lists: {} },
    })
  })

  test('when there is neither year, then nothing was found', async () => {
    serveYearToken()
    ofYear(2025).reply(410, {}, plainJson)
    ofYear(2024).reply(404, {}, plainJson)
    expect(await ask()).toEqual({ status: 'empty', reason: 'not_found' })
  })

  test('when last year fails, then the year before is not told for it', async () => {
    serveYearToken()
    ofYear(2025).reply(500, {}, plainJson)
    expect(await ask()).toEqual({ status: 'unavailable', reason: 'outage' })
  })
})
