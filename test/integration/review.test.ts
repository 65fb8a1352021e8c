import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import type { BrowserSession } from '../support/browser-session.ts'
import { http, redeem } from '../support/form-page.ts'
import { answer, goOn, type Journey, openJourney, payload, readable } from '../support/journey.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

const alwaysReviewed = `
title: {fr: Relu}
purpose: {fr: Relire}
legal_basis: public-task
retention: P1D
review: always
fields:
  nom:   {from: franceconnect.family_name, label: {fr: Nom de naissance}}
  ne_le: {from: franceconnect.birthdate, label: {fr: Date de naissance}}
`

const ville = `
name: Ville de Relecture
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}", signing_alg: ES256}
forms:
  - {client_id: relu, demarche: relu, redirect_uris: ["http://localhost:8080/relu"]}
`

let system: System
const stored: string[] = []

beforeAll(async () => {
  system = await startSystem({
    pace: 0.1,
    demarches: { 'relu.yaml': alwaysReviewed },
    collectivites: { 'relu.yaml': ville },
  })
  const { put } = system.store
  system.store.put = (key, value, seconds) => {
    stored.push(`${key} ${value} ${seconds}`)
    return put(key, value, seconds)
  }
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

/** A citizen of the school meals, on the review page. */
async function onReview(login = 'test', changes: Record<string, string> = {}): Promise<Journey> {
  const journey = await openJourney(system, 'demo-cantine-qf', '/cantine-qf', changes)
  await answer(journey, [['source', 'quotient_familial']], login)
  expect(journey.browser.page.url.pathname).toMatch(/^\/review\/[0-9a-f]{32}$/)
  return journey
}

const own = ['nom', 'premier_prenom', 'civilite', 'ne_le', 'courriel', 'quotient']
const kept = (names: readonly string[] = own) => names.map((name) => ['kept', name] as const)
const chosen = (...positions: number[]) =>
  positions.map((position) => ['chosen.enfant', String(position)] as const)

const valuesOf = ({ fields }: PrefillClaims, names = Object.keys(fields)) =>
  Object.fromEntries(names.map((name) => [name, fields[name]?.value]))

const cookiesOf = ({ cookies }: BrowserSession) =>
  cookies.header(new URL(system.serviceOrigin)) ?? ''

function send({ browser }: Journey, data?: string, headers: Record<string, string> = {}) {
  return http.request({
    method: data === undefined ? 'GET' : 'POST',
    url: browser.page.url.href,
    data,
    headers: {
      accept: 'text/html',
      cookie: cookiesOf(browser),
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
  })
}

const errorOf = (location: string) => {
  const { origin, pathname, searchParams } = new URL(location)
  return [origin + pathname, searchParams.get('error_description')?.split(':')[0]]
}

describe('when there is something to choose', () => {
  test('then the citizen sees every value with where it comes from, and nothing has left', async () => {
    const { browser } = await onReview()
    const { page } = browser
    expect(page.status).toBe(200)
    const day = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'Europe/Paris' })
    const from = `FranceConnect (${day.format(new Date())})`
    expect(readable(page)).toMatch(
      new RegExp(
        [
          'Ville de Démonstration Vérifiez avant de transmettre',
          'Rien n’a encore été transmis à Ville de Démonstration. Choisissez ce qui doit l’être.',
          'Pour quels enfants faites-vous cette démarche \\?',
          'LEO PAUL, \\d+ \\S+ \\d{4} CAMILLE ANNE, \\d+ \\S+ \\d{4} NINA, \\d+ \\S+ \\d{4}',
          'Ne rien transmettre ici, je remplirai moi-même',
          'Les autres informations Décochez ce que vous ne voulez pas transmettre.',
          `Nom de naissance : DUBOIS ${from}`,
          `Prénom : Angela ${from}`,
          `Civilité : Mme ${from}`,
          `Date de naissance : 24 août 1962 ${from}`,
          `Adresse électronique : \\S+ ${from}`,
          'Quotient familial : 872 La CAF ou la MSA \\(\\S+ \\d{4}\\)',
          'Transmettre au formulaire Revenir au formulaire sans rien transmettre',
          'Données personnelles : dpo@demonstration\\.exemple\\.fr Accessibilité : non conforme$',
        ]
          .join(' ')
          .replaceAll(`(${day.format(new Date())})`, `\\(${day.format(new Date())}\\)`),
      ),
    )
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none';style-src 'self';img-src 'self';form-action 'self' ${formOrigin};frame-ancestors 'none';base-uri 'none'`,
    )
    expect(page.body).not.toContain('name="chosen.enfant" value="0" checked')
    expect(browser.hops.filter(({ url }) => url.startsWith(formOrigin))).toEqual([])
  })

  test('and some are chosen and some withheld, then that is what leaves', async () => {
    const journey = await onReview()
    const back = await answer(journey, [...chosen(2, 0), ...kept(['nom', 'quotient'])])
    const claims = await payload(system, journey, back)
    expect(valuesOf(claims)).toEqual({
      nom: 'DUBOIS',
      nom_usage: null,
      premier_prenom: null,
      civilite: null,
      ne_le: null,
      courriel: null,
      quotient: 872,
      enfant_prenom: ['LEO PAUL', 'NINA'],
      enfant_ne_le: [expect.stringMatching(/^20/), expect.stringMatching(/^20/)],
    })
    expect(claims.fields.ne_le).toEqual({
      type: 'date',
      source: 'franceconnect',
      claim: 'birthdate',
      value: null,
      reason: 'withheld',
      message: 'Vous avez choisi de ne pas transmettre cette information. Remplissez-la vous-même.',
    })
  })

  test('and all but one is withheld, then no token, no answer of a source and no line of the log holds what was', async () => {
    const before = system.log.length
    const journey = await onReview()
    const page = readable(journey.browser.page)
    const withheld = ['DUBOIS', 'Angela', '24 août 1962', 'CAMILLE']
    expect(withheld.filter((value) => !page.includes(value))).toEqual([])
    const back = await answer(journey, [...chosen(0, 2), ...kept(['quotient'])])
    const code = back?.searchParams.get('code') ?? null
    const { data } = await redeem(system, journey.trip, code, journey.client)
    const { display_name, ...answered } = data
    const tokens = [data.id_token, data.prefill_token].map((token) =>
      JSON.stringify(decodeJwt(token)),
    )
    const all = [...tokens, JSON.stringify(answered), ...system.log.slice(before)]
    expect(tokens.join()).toContain('NINA')
    for (const value of [...withheld, '1962-08-24', '24/08/1962'])
      expect(all.filter((text) => text.includes(value))).toEqual([])
    // FranceConnect obliges the page to show who is logged in: it is told so beside the tokens, for this tab.
    expect(display_name).toBe('Angela DUBOIS')
  })

  test('and none shall leave, then their fields say that they were withheld', async () => {
    const journey = await onReview()
    const back = await answer(journey, [['none', 'enfant'], ...kept()])
    const { fields } = await payload(system, journey, back)
    expect(fields.enfant_prenom).toMatchObject({ value: null, reason: 'withheld' })
    expect(fields.enfant_ne_le).toMatchObject({ value: null, reason: 'withheld' })
  })

  test.each([
    [[], 'Cochez au moins une case, ou choisissez de ne rien transmettre ici.'],
    [
      [['none', 'enfant'], ...chosen(1)],
      'Vous avez coché des cases et demandé de ne rien transmettre ici : gardez l’un ou l’autre.',
    ],
    [chosen(0, 1, 2, 3), 'Cochez 3 cases au plus.'],
  ])(
    'and the choice (%j) does not hold, then it is asked again and what was ticked stays',
    async (ticks, sentence) => {
      const { browser } = await onReview('famille.nombreuse')
      const page = await browser.post([...(ticks as [string, string][]), ...kept(['nom'])])
      expect(page.status).toBe(422)
      expect(page.body).toContain('<title>Erreur\u00a0: Vérifiez')
      expect(page.text).toContain(`Une réponse est à corriger ${sentence} Rien n’a encore`)
      expect(page.body).toContain('<a href="#enfant-0">')
      expect(page.body).toContain('<fieldset aria-describedby="enfant-hint enfant-0-mistake">')
      const checked = (page.body.match(/name="(\S+)" value="(\S+)"[^>]* checked/g) ?? []).map(
        (tag) => tag.replace(/name="(\S+)" value="(\S+)".*/, '$1 $2'),
      )
      expect(checked.sort()).toEqual(
        [...ticks, ['kept', 'nom']].map((pair) => pair.join(' ')).sort(),
      )
    },
  )

  test('and more things come than the form takes, then the page says how many', async () => {
    const { browser } = await onReview('famille.nombreuse')
    expect(browser.page.text).toContain(
      'Pour quels enfants faites-vous cette démarche ? Vous pouvez en cocher 3 au plus. Matthieu, ',
    )
  })

  test('and positions are made up, then they count for nothing', async () => {
    const { browser } = await onReview()
    const page = await browser.post(
      ['', '-1', '3', '0.5', '1e0', 'length', ' 1'].map((value) => ['chosen.enfant', value]),
    )
    expect([page.status, page.text.includes('Cochez au moins une case')]).toEqual([422, true])
  })

  test('and the form asked for English, then the page is English', async () => {
    const { browser } = await onReview('test', { ui_locales: 'en' })
    expect(browser.page.body).toContain('<html lang="en">')
    expect(browser.page.text).toContain('Which children is this for?')
    expect(browser.page.text).toContain('Date of birth: 24 August 1962')
  })
})

test('when a thing of the list lacks something, then the page says so and the other things stay in order', async () => {
  const journey = await openJourney(system, 'demo-cantine-qf', '/cantine-qf')
  await answer(journey, [['source', 'quotient_familial']], 'donnees.sales')
  expect(journey.browser.page.text).toContain('Date de naissance de l’enfant : non disponible')
})

test('when a demarche is always reviewed, then a login without any list is too', async () => {
  const journey = await openJourney(system, 'relu', '/relu')
  // No state source: nothing is asked before.
  expect(await goOn(journey)).toBeUndefined()
  expect(journey.browser.page.text).toContain('Nom de naissance : DUBOIS')
  const claims = await payload(system, journey, await answer(journey, [['kept', 'ne_le']]))
  expect(valuesOf(claims)).toEqual({ nom: null, ne_le: '1962-08-24' })
})

describe('when the review is sent twice', () => {
  const body = 'chosen.enfant=1&kept=nom'

  test('at once, then both lead to the same place, and its code works', async () => {
    const journey = await onReview()
    const answers = await Promise.all([
      send(journey, body),
      send(journey, body),
      send(journey, body),
    ])
    const locations = answers.map(({ headers }) => headers.location)
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(new Set(locations).size).toBe(1)
    const claims = await payload(system, journey, new URL(locations[0]))
    expect(valuesOf(claims, ['nom', 'enfant_prenom'])).toEqual({
      nom: 'DUBOIS',
      enfant_prenom: ['CAMILLE ANNE'],
    })
  })

  test('and the page is opened again, then it leads to the same place too', async () => {
    const journey = await onReview()
    const first = await send(journey, body)
    const other = await send(journey, 'none=enfant')
    const again = await send(journey)
    expect([other.headers.location, again.headers.location]).toEqual(
      Array(2).fill(first.headers.location),
    )
  })

  test('after its minute, then the form is told that it is done', async () => {
    const journey = await onReview()
    await send(journey, body)
    system.advance(61)
    expect(errorOf((await send(journey, body)).headers.location)).toEqual([
      `${formOrigin}/cantine-qf`,
      'login_already_done',
    ])
  })
})

describe('when the citizen leaves with nothing', () => {
  const left = [`${formOrigin}/cantine-qf`, 'login_cancelled']

  test('then the form is told as of a login that was not completed, and no code is made', async () => {
    stored.length = 0
    const journey = await onReview()
    const [name = ''] = stored.find((entry) => entry.startsWith('review:'))?.split(' ') ?? []
    expect(await system.store.get(name)).toBeDefined()
    stored.length = 0
    const { status, headers } = await send(journey, 'leave=yes')
    expect([status, errorOf(headers.location)]).toEqual([303, left])
    const { searchParams } = new URL(headers.location)
    expect(Object.fromEntries(searchParams)).toEqual({
      error: 'access_denied',
      error_description: expect.stringMatching(/^login_cancelled: /),
      state: journey.trip.state,
      iss: system.serviceOrigin,
    })
    expect(stored.filter((entry) => /^(code|review)/.test(entry))).toEqual([])
    expect(await system.store.get(name)).toBeUndefined()
  })

  test('then what they tick or open afterwards passes on nothing either', async () => {
    const journey = await onReview()
    const first = await send(journey, 'leave=yes')
    for (const data of [undefined, 'leave=yes', 'chosen.enfant=0&kept=nom'])
      expect((await send(journey, data)).headers.location).toBe(first.headers.location)
  })

  test('then boxes that are ticked wrong do not keep them', async () => {
    const { status, headers } = await send(
      await onReview(),
      'leave=yes&none=enfant&chosen.enfant=0',
    )
    expect([status, errorOf(headers.location)]).toEqual([303, left])
  })

  test('and had sent before, then what they sent stands', async () => {
    const journey = await onReview()
    const sent = await send(journey, 'chosen.enfant=0&kept=nom')
    expect(new URL(sent.headers.location).searchParams.has('code')).toBe(true)
    expect((await send(journey, 'leave=yes')).headers.location).toBe(sent.headers.location)
  })

  test('then another site cannot make them', async () => {
    const journey = await onReview()
    const forged = await send(journey, 'leave=yes', { 'sec-fetch-site': 'cross-site' })
    expect([forged.status, (await send(journey)).status]).toEqual([403, 200])
  })
})

test('when the quarter of an hour is over, then nothing has left and the form is told', async () => {
  const journey = await onReview()
  system.advance(899)
  expect((await send(journey)).status).toBe(200)
  system.advance(2)
  for (const data of [undefined, 'none=enfant'])
    expect(errorOf((await send(journey, data)).headers.location)).toEqual([
      `${formOrigin}/cantine-qf`,
      'login_interrupted',
    ])
})

test('when the callback is reloaded, then it leads to the review again', async () => {
  const journey = await onReview()
  const { hops, page } = journey.browser
  const callback = hops.find(({ url }) => url.includes('/callback?'))
  const again = await journey.browser.get(String(callback?.url))
  expect([again.url.href, again.status]).toEqual([page.url.href, 200])
})

describe('when it is not this browser’s review', () => {
  test('then a stranger with its address sees and sends nothing', async () => {
    const journey = await onReview()
    for (const data of [undefined, 'none=enfant']) {
      const { status, data: text } = await send(journey, data, { cookie: '' })
      expect(status).toBe(400)
      expect(text).not.toMatch(/DUBOIS|LEO PAUL|\b872\b|Démonstration/)
    }
    expect((await send(journey)).status).toBe(200)
  })

  test('then another attempt’s cookie does not open it', async () => {
    const [journey, other] = [await onReview(), await onReview('famille.nombreuse')]
    expect((await send(journey, undefined, { cookie: cookiesOf(other.browser) })).status).toBe(400)
  })

  test.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])(
    'then another site’s post (%j) is refused and nothing leaves',
    async (headers) => {
      const journey = await onReview()
      expect((await send(journey, 'none=enfant', headers)).status).toBe(403)
      expect((await send(journey)).status).toBe(200)
    },
  )
})

test('when the store is looked into, then what waits is sealed and lives a quarter of an hour', async () => {
  stored.length = 0
  await onReview()
  const waiting = stored.filter((entry) => entry.startsWith('review:'))
  expect(waiting).toHaveLength(1)
  expect(waiting[0]).toMatch(/^review:[\w-]{43} [\w.-]+ 900$/)
  const text = stored.join('\n')
  const decoded = stored.map((entry) =>
    Buffer.from(String(entry.split(' ')[1]), 'base64url').toString('latin1'),
  )
  // Three letters or digits in a row stand somewhere in every fiftieth seal by chance: by themselves they do not.
  expect(`${text}\n${decoded.join('\n')}`).not.toMatch(
    /DUBOIS|LEO PAUL|\bNINA\b|\b872\b|enfant|quotient/,
  )
})
