import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Citizen, loadCitizens } from '../../src/simulator/citizens.ts'
import type { BrowserSession } from '../support/browser-session.ts'
import { cantine, http, redeem, type Trip, tripOf } from '../support/form-page.ts'
import { answer, type Journey, openJourney, payload } from '../support/journey.ts'
import { civilStatusSecret, formOrigin, type System, startSystem } from '../support/start-system.ts'

const civilStatus = {
  client_id: 'demo-etat-civil',
  redirect_uri: `${formOrigin}/etat-civil/retour`,
  client_secret: civilStatusSecret,
}

let system: System
const stored: string[] = []
const pages: string[] = []
const urls: string[] = []
const secrets: string[] = []

beforeAll(async () => {
  system = await startSystem()
  const { put } = system.store
  system.store.put = (key, value, seconds) => {
    stored.push(key, value)
    return put(key, value, seconds)
  }
})
afterAll(() => system.close())

/** Walks to the form or to where FranceConnect stops, whatever happens. */
async function walk(browser: BrowserSession, trip: Trip, login: string): Promise<URL | undefined> {
  let page = await browser.get(trip.url.href)
  for (let step = 0; step < 8 && browser.stopped === undefined; step += 1) {
    const back = page.links.find(({ text }) => text.includes('Revenir sur'))
    if (page.status >= 400 && back !== undefined) page = await browser.follow('Revenir sur')
    else if (page.forms.length === 0) return undefined
    else {
      const asks = page.forms.some(({ names }) => names.includes('password'))
      page = await browser.submit(asks ? { login, password: '123' } : {})
    }
  }
  return browser.stopped
}

async function logInOn(client: Partial<typeof civilStatus>, login: string): Promise<void> {
  const browser = system.citizen()
  const { client_secret, ...parameters } = client
  const trip = tripOf(system, parameters)
  const back = await walk(browser, trip, login)
  urls.push(
    ...browser.hops.map(({ url }) => url).filter((url) => url.startsWith(system.serviceOrigin)),
  )
  if (back === undefined) return
  urls.push(back.href)
  const code = back.searchParams.get('code')
  secrets.push(trip.state, trip.nonce, trip.verifier, ...(code === null ? [] : [code]))
  const { data } = await redeem(system, trip, code, { ...parameters, client_secret })
  if (data.access_token === undefined) return
  secrets.push(data.access_token, data.id_token, data.prefill_token)
  const token = { authorization: `Bearer ${data.access_token}` }
  await http.get(`${system.serviceOrigin}/userinfo`, { headers: token })
  await http.post(`${system.serviceOrigin}/verify`, {
    client_id: parameters.client_id,
    prefill_token: data.prefill_token,
    submitted: { nom: 'x', prefill_token: data.prefill_token },
  })
}

async function provokeErrors(): Promise<void> {
  for (const path of [
    '/callback?code=abc&state=def',
    '/authorize?client_id=x',
    '/nowhere',
    '/token',
  ])
    pages.push(String((await http.get(system.serviceOrigin + path)).data))
  await http.post(`${system.serviceOrigin}/verify`, '{"submitted": "DUBOIS', {
    headers: { 'content-type': 'application/json' },
  })
}

/** What identifies a citizen: short or common words would be found anywhere. */
function valuesOf(citizen: Citizen): string[] {
  const { given_name, family_name, preferred_username, email, birthdate, birthplace } = citizen
  const texts = [given_name, family_name, preferred_username, email, birthdate, birthplace]
  return texts
    .filter((text) => text !== undefined)
    .map((text) => text.trim())
    .filter((text) => text.length > 4)
}

function standsIn(text: string, value: string): boolean {
  const literal = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\d_.-])${literal}(?![\\p{L}\\d_-])`, 'u').test(text)
}

describe('every citizen on every kind of form, errors included', () => {
  const citizens = loadCitizens()

  beforeAll(async () => {
    for (const { login } of citizens) {
      await logInOn(cantine, login)
      await logInOn(civilStatus, login)
    }
    await provokeErrors()
  }, 60_000)

  test('when all have come and gone, then there was something to find', () => {
    expect(secrets.length).toBeGreaterThan(citizens.length * 5)
    expect(stored.length).toBeGreaterThan(citizens.length * 4)
    expect(system.log.length).toBeGreaterThan(citizens.length * 8)
    expect(system.log.join('')).toContain('"event":"prefill"')
  })

  const places: [string, () => Promise<string> | string][] = [
    ['the log', () => system.log.join('')],
    ['the metrics', () => system.metrics.text()],
    ['the store', () => stored.join('\n')],
    ['the URLs of the service and of the forms', () => urls.map(decodeURIComponent).join('\n')],
    ['the error pages', () => pages.join('\n')],
  ]
  test.each(places)('when %s is read, then no value of a citizen is in it', async (_, read) => {
    // Ports, instants and random ids hold any five digits now and then: a value stands by itself.
    const text = (await read()).replaceAll(/localhost:\d+/g, 'localhost')
    const found = citizens.flatMap(valuesOf).filter((value) => standsIn(text, value))
    expect(found).toEqual([])
  })

  test.each(places.filter(([name]) => !name.startsWith('the URLs')))(
    'when %s is read, then no code, state, nonce, verifier or token is in it',
    async (_, read) => {
      const text = await read()
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
      expect(text).not.toContain(civilStatusSecret)
    },
  )

  test('when the URLs are read, then codes and states are only where OAuth puts them, and tokens nowhere', () => {
    const tokens = secrets.filter((secret) => secret.includes('.') || secret.length > 64)
    const joined = urls.join('\n')
    expect(tokens.filter((token) => joined.includes(token))).toEqual([])
    const allowed = ['/authorize', '/callback', '/cantine', '/etat-civil/retour']
    const withCode = urls.filter((url) => /[?&](code|state)=/.test(url))
    expect(withCode.filter((url) => !allowed.includes(new URL(url).pathname))).toEqual([])
  })
})

describe('every kind of form with state data, a page of ours before and after', () => {
  const values = new Set<string>()
  const hidden: string[] = []
  let quotient: unknown

  const ticked = (names: readonly string[]) => names.map((name) => ['source', name] as const)

  async function finish(journey: Journey, back: URL | undefined): Promise<void> {
    const { browser, trip } = journey
    const way =
      back ??
      (await answer(journey, [
        ['chosen.enfant', '0'],
        ['kept', 'quotient'],
      ]))
    const { fields } = await payload(system, journey, way)
    for (const { value, source } of Object.values(fields)) {
      const members = [value].flat().filter((member) => typeof member === 'string')
      if (source !== 'franceconnect') for (const member of members) values.add(member)
    }
    quotient ??= fields.quotient?.value
    for (const { url } of browser.hops) if (url.startsWith(system.serviceOrigin)) urls.push(url)
    hidden.push(trip.state, trip.nonce, trip.verifier, String(way?.searchParams.get('code')))
  }

  beforeAll(async () => {
    for (const login of ['test', 'famille.nombreuse', 'donnees.sales', 'accents']) {
      const meals = await openJourney(system, 'demo-cantine-qf', '/cantine-qf')
      await finish(meals, await answer(meals, ticked(['quotient_familial']), login))
    }
    const parking = await openJourney(system, 'demo-stationnement', '/stationnement')
    const plate = ['immatriculation', 'AA-229-DB'] as const
    await finish(
      parking,
      await answer(parking, [...ticked(['extrait_immatriculation_vehicule']), plate]),
    )
    const card = await openJourney(system, 'demo-transport', '/transport')
    await finish(card, await answer(card, [['situation', 'etudiant']]))
    // The citizens of these logins are not among those who were looked for above.
    for (const name of ['LEO PAUL', 'CAMILLE ANNE', 'Maëlle', 'Jean-Baptiste', 'Élodie', 'ANNECY'])
      values.add(name)
  }, 60_000)

  test('when all have come and gone, then there was something to find', () => {
    expect(quotient).toBe(872)
    expect([...values]).toEqual(
      expect.arrayContaining(['AA-229-DB', 'LEO PAUL', 'UNIVERSITE POPULAIRE DE DEMONSTRATION']),
    )
    expect(stored.filter((entry) => entry.startsWith('review:')).length).toBeGreaterThan(2)
    expect(system.log.join('')).toContain('"event":"source"')
  })

  const places: [string, () => Promise<string> | string][] = [
    ['the log', () => system.log.join('')],
    ['the metrics', () => system.metrics.text()],
    ['the store', () => stored.join('\n')],
    ['the URLs of the service', () => urls.map(decodeURIComponent).join('\n')],
  ]
  test.each(places)(
    'when %s is read, then no value of a state source is in it',
    async (_, read) => {
      const text = await read()
      // `titulaire` is the name of a field as well: the log may say it.
      const long = [...values].filter((value) => value.length > 4 && value !== 'titulaire')
      expect(long.length).toBeGreaterThan(10)
      expect(long.filter((value) => standsIn(text, value))).toEqual([])
    },
  )

  test('when the log is read, then no number of it is the quotient, and no line names who was asked about', () => {
    const numbers = system.log.flatMap((line) => Object.values(JSON.parse(line) as object))
    expect(numbers.filter((value) => value === quotient || value === String(quotient))).toEqual([])
  })

  test.each(places.filter(([name]) => !name.startsWith('the URLs')))(
    'when %s is read, then no code, state, nonce or verifier is in it',
    async (_, read) => {
      const text = await read()
      expect(hidden.filter((secret) => text.includes(secret))).toEqual([])
    },
  )

  test('when the URLs of our own pages are read, then they hold the attempt’s name and nothing else', () => {
    const own = urls.filter((url) => /\/(ask|review|continue)/.test(new URL(url).pathname))
    expect(own.length).toBeGreaterThan(8)
    expect(own.filter((url) => !/\/(?:ask|review|continue)\/[0-9a-f]{32}$/.test(url))).toEqual([])
  })
})
