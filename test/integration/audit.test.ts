import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { http, redeem, tripOf } from '../support/form-page.ts'
import { answer, openJourney } from '../support/journey.ts'
import { civilStatusSecret, formOrigin, type System, startSystem } from '../support/start-system.ts'

type Line = Readonly<Record<string, unknown>>

const civilStatus = {
  client_id: 'demo-etat-civil',
  redirect_uri: `${formOrigin}/etat-civil/retour`,
}

let system: System
beforeAll(async () => {
  system = await startSystem({ pace: 0.2 })
})
beforeEach(() => {
  system.log.length = 0
})
afterAll(() => system.close())

const lines = (): Line[] => system.log.map((line) => JSON.parse(line) as Line)
const audits = () => lines().filter(({ event }) => event === 'audit')
const logins = () => lines().filter(({ event }) => event === 'login')

/** The counts of logins by outcome, as the metrics have them now. */
async function counted(outcome: string): Promise<number> {
  const text = await system.metrics.text()
  const sample = new RegExp(`^prefill_logins_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm')
  return Number(sample.exec(text)?.[1] ?? 0)
}

async function logIn(login = 'test') {
  const journey = await openJourney(system, civilStatus.client_id, '/etat-civil/retour')
  const { browser } = journey
  for (let count = 0; count < 8 && browser.stopped === undefined; count += 1) {
    const asks = browser.page.forms.some(({ names }) => names.includes('password'))
    await browser.submit(asks ? { login, password: '123' } : {})
  }
  return journey
}

const common = {
  level: 30,
  time: expect.any(Number),
  pid: process.pid,
  hostname: expect.any(String),
  request_id: expect.stringMatching(/^[0-9a-f]{16}$/),
  msg: 'audit',
  event: 'audit',
  login: expect.stringMatching(/^[0-9a-f]{16}$/),
  collectivite: '21740010800015',
  collectivite_name: 'Ville de Démonstration',
  environment: 'test',
}

const civilStatusAsked = {
  ...common,
  form: 'demo-etat-civil',
  demarche: 'acte-naissance',
  purpose: 'Retrouver votre acte dans les registres et vous l’envoyer',
  legal_basis: 'legal-obligation',
}

describe('a token that is handed over', () => {
  test('when a form redeems its code, then one line says who asked what for what, and the token’s name', async () => {
    const { trip, browser } = await logIn()
    const code = browser.stopped?.searchParams.get('code') ?? null
    const client = { ...civilStatus, client_secret: civilStatusSecret }
    const { data } = await redeem(system, trip, code, client)
    const headers = { authorization: `Bearer ${data.access_token}` }
    expect((await http.get(`${system.serviceOrigin}/userinfo`, { headers })).status).toBe(200)
    await redeem(system, trip, code, client)
    expect(audits()).toEqual([
      {
        ...civilStatusAsked,
        outcome: 'handed_over',
        sources: { franceconnect: { status: 'ok' } },
        filled: [
          'nom',
          'prenoms',
          'sexe',
          'ne_le',
          'commune_naissance',
          'departement_naissance',
          'pays_naissance',
          'code_commune_naissance',
          'code_pays_naissance',
          'courriel',
        ],
        empty: ['nom_usage'],
        withheld: [],
        jti: decodeJwt(data.prefill_token).jti,
      },
    ])
    expect(logins().map(({ login, outcome }) => [login, outcome])).toEqual([
      [audits()[0]?.login, 'ok'],
    ])
  })

  test('when a citizen keeps something back and a source is down, then both are said', async () => {
    system.faults.set([{ fault: 'provider_down', at: 'extrait_immatriculation_vehicule' }])
    const journey = await openJourney(system, 'demo-cantine-qf', '/cantine-qf')
    await answer(journey, [['source', 'quotient_familial']])
    const back = await answer(journey, [
      ['kept', 'nom'],
      ['kept', 'quotient'],
      ['chosen.enfant', '0'],
    ])
    system.faults.clear()
    const code = back?.searchParams.get('code') ?? null
    const { client, trip } = journey
    expect((await redeem(system, trip, code, client)).status).toBe(200)
    expect(audits()).toEqual([
      expect.objectContaining({
        form: 'demo-cantine-qf',
        outcome: 'handed_over',
        sources: { franceconnect: { status: 'ok' }, quotient_familial: { status: 'ok' } },
        filled: ['nom', 'quotient', 'enfant_prenom', 'enfant_ne_le'],
        empty: ['nom_usage'],
        withheld: ['premier_prenom', 'civilite', 'ne_le', 'courriel'],
      }),
    ])
  })
})

describe('a login that ends without', () => {
  test('when the citizen does not go on, then one line says so; a reload writes none and counts none', async () => {
    const journey = await openJourney(system, civilStatus.client_id, '/etat-civil/retour')
    const { browser } = journey
    const before = await counted('login_cancelled')
    await browser.follow('Revenir sur')
    expect(browser.stopped?.searchParams.get('error')).toBe('access_denied')
    const callback = browser.hops.find(({ url }) => url.includes('/callback?'))?.url ?? ''
    await browser.get(callback)
    expect(audits()).toEqual([
      {
        ...civilStatusAsked,
        outcome: 'login_cancelled',
        sources: {},
        filled: [],
        empty: expect.arrayContaining(['nom', 'courriel']),
        withheld: [],
      },
    ])
    expect(logins().map(({ outcome, again }) => [outcome, again])).toEqual([
      ['login_cancelled', undefined],
      ['login_cancelled', true],
    ])
    expect(await counted('login_cancelled')).toBe(before + 1)
  })

  test('when FranceConnect cannot be believed, then the line has the same request id as the failure', async () => {
    system.faults.set([{ fault: 'bad_signature', at: 'userinfo' }])
    await logIn()
    system.faults.clear()
    const [audit] = audits()
    expect(audit).toMatchObject({ outcome: 'franceconnect_untrusted', sources: {} })
    expect(logins()).toEqual([
      expect.objectContaining({ code: 'franceconnect_untrusted', request_id: audit?.request_id }),
    ])
  })

  test('when there is no room after the sources were asked, then they are said', async () => {
    const { put } = system.store
    system.store.put = (key, ...rest) =>
      key.startsWith('code:') ? Promise.reject(new Error('full')) : put(key, ...rest)
    await logIn()
    system.store.put = put
    expect(audits()).toEqual([
      expect.objectContaining({
        outcome: 'internal',
        sources: { franceconnect: { status: 'ok' } },
      }),
    ])
  })

  test('when the return has no cookie, then nothing was asked of anybody, and there is no audit', async () => {
    const { browser } = await logIn()
    const callback = browser.hops.find(({ url }) => url.includes('/callback?'))?.url ?? ''
    system.log.length = 0
    expect((await http.get(callback)).status).toBe(400)
    expect([audits(), logins().map(({ outcome }) => outcome)]).toEqual([[], ['attempt_lost']])
  })
})

test('when the form’s request breaks the protocol, then the log says which form and which error', async () => {
  const { headers } = await http.get(tripOf(system, { prompt: 'none' }).url.href)
  expect(lines().find(({ msg }) => msg === 'authorization request refused')).toMatchObject({
    request_id: headers['x-request-id'],
    form: 'demo-cantine',
    error: 'login_required',
  })
})
