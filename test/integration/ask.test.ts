import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { BrowserSession } from '../support/browser-session.ts'
import { http } from '../support/form-page.ts'
import { answer, openJourney, payload, readable } from '../support/journey.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System

beforeAll(async () => {
  system = await startSystem({ pace: 0.1 })
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

const parking = () => openJourney(system, 'demo-stationnement', '/stationnement')
const transport = () => openJourney(system, 'demo-transport', '/transport')

const cookiesOf = ({ cookies }: BrowserSession) =>
  cookies.header(new URL(system.serviceOrigin)) ?? ''

/** A request as a browser makes it, its headers changed. */
function send(
  method: string,
  path: string,
  cookie: string,
  headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
  data?: string,
) {
  return http.request({
    method,
    url: system.serviceOrigin + path,
    data,
    headers: {
      accept: 'text/html',
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  })
}

const errorOf = (location: string) => {
  const { origin, pathname, searchParams } = new URL(location)
  return [origin + pathname, searchParams.get('error_description')?.split(':')[0]]
}

describe('when a form has state sources', () => {
  test('and is opened, then the citizen reads first what is asked of whom, and may decline', async () => {
    const { seen, browser } = await parking()
    const [page] = seen
    expect(page?.status).toBe(200)
    expect(page && readable(page)).toBe(
      [
        'Ville de Démonstration Avant de vous connecter',
        'Pourquoi Ville de Démonstration vous demande ces informations : vérifier que le véhicule est le vôtre et que vous habitez la zone.',
        'FranceConnect nous donne votre identité. Pour le reste, nous pouvons interroger à votre place l’administration qui le sait déjà. Elle vous reconnaît à votre nom, votre sexe, votre date et votre lieu de naissance, que FranceConnect lui donne.',
        'Que pouvons-nous demander pour vous ?',
        'Décochez ce que vous préférez remplir vous-même : ce ne sera pas demandé.',
        'Une pièce nommée ici n’est à joindre que si la réponse manque, ou si vous la modifiez.',
        'Votre véhicule, auprès de l’ANTS (France Titres)',
        'Pour remplir : Numéro d’immatriculation, Lien avec le véhicule (titulaire, cotitulaire ou locataire), Marque, Modèle, Énergie, Adresse de la carte grise, Code postal, Ville.',
        'Pour ne pas avoir à joindre : votre carte grise.',
        'Numéro d’immatriculation du véhicule Il figure en A sur la carte grise, par exemple AB-123-CD.',
        'Continuer vers FranceConnect Revenir au formulaire et le remplir sans FranceConnect',
        'Données personnelles : dpo@demonstration.exemple.fr Accessibilité : non conforme',
      ].join(' '),
    )
    expect(page?.links.map(({ href }) => href)).toEqual([
      '#content',
      `${formOrigin}/stationnement`,
      'mailto:dpo@demonstration.exemple.fr',
      '/accessibilite?client_id=demo-stationnement&lang=fr',
    ])
    expect(page?.body).toContain('<html lang="fr">')
    expect(page?.headers.get('cache-control')).toBe('no-store')
    expect(page?.headers.get('content-security-policy')).toBe(
      `default-src 'none';style-src 'self';img-src 'self';form-action 'self' ${new URL(system.simulator.issuer).origin} ${formOrigin};frame-ancestors 'none';base-uri 'none'`,
    )
    expect(browser.hops.map(({ url }) => new URL(url).host)).toEqual(
      Array(2).fill(new URL(system.serviceOrigin).host),
    )
  })

  test('and the page asks for English, then the page is English and says so', async () => {
    const { seen } = await openJourney(system, 'demo-transport', '/transport', { ui_locales: 'en' })
    const [page] = seen
    expect(page?.body).toContain('<html lang="en">')
    expect(page?.headers.get('content-language')).toBe('en')
    expect(page?.text).toContain('What is your situation?')
    expect(page?.text).toContain(
      'Student We will ask for: your student status, from the Ministry of Higher Education; your student bursary, from Crous.',
    )
    expect(page?.text).toContain(
      'We will ask for: your C2S (complementary health cover), from Social Security. So that you need not attach: your C2S certificate.',
    )
    expect(page?.text).toContain('None of these We will ask no administration.')
  })
})

describe('when an answer is missing or wrong', () => {
  test('then it is said above, beside the input and in the title, and what was typed stays', async () => {
    const { browser } = await parking()
    const page = await browser.post([
      ['source', 'extrait_immatriculation_vehicule'],
      ['immatriculation', `"><b>AB${'x'.repeat(100)}`],
    ])
    const wrong =
      'Ce numéro n’a pas la forme d’une plaque française : AB-123-CD, ou 123 ABC 45 pour une ancienne.'
    expect(page.status).toBe(422)
    expect(page.body).toContain('<title>Erreur\u00a0: Avant de vous connecter')
    expect(page.text).toContain(`Une réponse est à corriger ${wrong} Pourquoi`)
    expect(page.body).toContain('role="alert" tabindex="-1" autofocus')
    expect(page.body).toContain('<a href="#immatriculation">')
    expect(page.body).toContain(`<p class="mistake" id="immatriculation-mistake">`)
    expect(page.body).toContain(
      `value="&quot;&gt;&lt;b&gt;AB${'x'.repeat(33)}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" aria-describedby="immatriculation-hint immatriculation-mistake" aria-invalid="true"`,
    )
    expect(page.body).toContain(
      ' aria-describedby="fills-extrait_immatriculation_vehicule" checked>',
    )
  })

  test('then an unticked source needs no answer', async () => {
    const journey = await parking()
    const back = await answer(journey, [['immatriculation', 'nonsense']])
    expect(
      (await payload(system, journey, back)).sources.extrait_immatriculation_vehicule,
    ).toMatchObject({
      status: 'declined',
    })
  })

  test.each([
    [[]],
    [[['situation', 'inconnue']]],
    [
      [
        ['situation', 'rsa'],
        ['situation', 'c2s'],
      ],
    ],
  ])('of a situation (%j), then it is asked again', async (pairs) => {
    const { browser } = await transport()
    const page = await browser.post(pairs as [string, string][])
    expect(page.status).toBe(422)
    expect(page.text).toContain('Une réponse est à corriger Choisissez votre situation.')
    expect(page.body).toContain(
      'aria-describedby="situation-hint situation-mistake" aria-invalid="true"',
    )
  })

  test('of a situation, then every one says whom we shall ask', async () => {
    const { seen } = await transport()
    expect(seen[0]?.text).toContain(
      'Étudiant ou étudiante Nous demanderons : votre statut d’étudiant, auprès du ministère de l’Enseignement supérieur ; votre bourse d’études, auprès du Crous.',
    )
    expect(seen[0]?.text).toContain(
      'À la recherche d’un emploi Nous n’interrogerons aucune administration.',
    )
  })

  test('and then right, then only the sources of the situation are asked', async () => {
    const journey = await transport()
    const back = await answer(journey, [['situation', 'rsa']])
    const { sources } = await payload(system, journey, back)
    expect(Object.entries(sources).map(([name, { status }]) => [name, status])).toEqual([
      ['franceconnect', 'ok'],
      ['statut_etudiant', 'declined'],
      ['etudiant_boursier', 'declined'],
      ['complementaire_sante_solidaire', 'declined'],
      ['revenu_solidarite_active', 'ok'],
    ])
  })
})

describe('when the page is not this browser’s to answer', () => {
  const pathOf = ({ url }: { url: URL }) => url.pathname

  test.each(['GET', 'POST'])(
    'and a stranger (%s) has its address, then they learn nothing',
    async (method) => {
      const { browser } = await parking()
      const answered = await send(method, pathOf(browser.page), '')
      expect(answered.status).toBe(400)
      expect(answered.data).toContain('La connexion doit être recommencée')
      expect(answered.data).not.toContain('Démonstration')
      expect(answered.headers['set-cookie']).toBeUndefined()
    },
  )

  test('and it is another attempt’s cookie, then it opens nothing', async () => {
    const [mine, other] = [await parking(), await transport()]
    const answered = await send('GET', pathOf(mine.browser.page), cookiesOf(other.browser))
    expect(answered.status).toBe(400)
  })

  test.each([
    ['cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['same-site', { 'sec-fetch-site': 'same-site' }],
    ['none', { 'sec-fetch-site': 'none' }],
    ['another origin', { origin: 'https://attack.example' }],
    ['nothing said', {}],
  ])('and another site posts (%s), then it is refused', async (_, headers) => {
    const { browser } = await parking()
    const body = 'source=extrait_immatriculation_vehicule&immatriculation=AA-229-DB'
    const answered = await send('POST', pathOf(browser.page), cookiesOf(browser), headers, body)
    expect(answered.status).toBe(403)
    expect(answered.headers['set-cookie']).toBeUndefined()
  })

  test('and an older browser names our origin, then it is taken', async () => {
    const { browser } = await parking()
    const headers = { origin: system.serviceOrigin }
    const answered = await send('POST', pathOf(browser.page), cookiesOf(browser), headers, 'x=1')
    expect(answered.status).toBe(303)
    expect(answered.headers.location).toContain(system.simulator.issuer)
  })

  test('and its hour is over, then the page says that it has to begin again', async () => {
    const { browser } = await parking()
    system.advance(3601)
    expect((await send('GET', pathOf(browser.page), cookiesOf(browser))).status).toBe(400)
  })

  test('and another method is tried, then it is refused', async () => {
    const { browser } = await parking()
    const answered = await send('PUT', pathOf(browser.page), cookiesOf(browser))
    expect([answered.status, answered.headers.allow]).toEqual([405, 'GET, POST'])
  })
})

test.each(['GET', 'POST'])(
  'when the login is over and the page is %s again, then it leads back to the form and begins nothing',
  async (method) => {
    const journey = await parking()
    const { pathname } = journey.browser.page.url
    await answer(journey, [])
    const cookie = cookiesOf(journey.browser)
    const answered = await send(
      method,
      pathname,
      cookie,
      undefined,
      method === 'POST' ? 'x=1' : undefined,
    )
    expect(answered.status).toBe(303)
    expect(errorOf(answered.headers.location)).toEqual([
      `${formOrigin}/stationnement`,
      'login_already_done',
    ])
    expect(new URL(answered.headers.location).searchParams.get('state')).toBe(journey.trip.state)
  },
)

test('when the citizen comes back from FranceConnect with the browser’s button, then they can answer otherwise', async () => {
  const journey = await parking()
  const { url } = journey.browser.page
  await journey.browser.post([])
  await journey.browser.get(url)
  const back = await answer(journey, [
    ['source', 'extrait_immatriculation_vehicule'],
    ['immatriculation', 'aa 229 db'],
  ])
  const { fields } = await payload(system, journey, back)
  expect(fields.immatriculation).toMatchObject({ value: 'AA-229-DB' })
})

test('when FranceConnect cannot be reached, then the way leads back to the form', async () => {
  const fresh = await startSystem()
  try {
    const { browser } = await openJourney(fresh, 'demo-stationnement', '/stationnement')
    fresh.faults.set([{ fault: 'status_503', at: 'discovery' }])
    await browser.post([])
    expect(errorOf(String(browser.stopped))).toEqual([
      `${formOrigin}/stationnement`,
      'franceconnect_unavailable',
    ])
  } finally {
    await fresh.close()
  }
})

test('when everything is as long as it may be, then the cookie keeps within 2 KB', async () => {
  const demarche = `
title: {fr: Tout}
purpose: {fr: Tout}
legal_basis: public-task
retention: P1D
fields:
${[
  'quotient_familial.valeur',
  'revenu_solidarite_active.est_beneficiaire',
  'prime_activite.est_beneficiaire',
  'allocation_adulte_handicape.est_beneficiaire',
  'allocation_soutien_familial.est_beneficiaire',
  'complementaire_sante_solidaire.est_beneficiaire',
  'etudiant_boursier.est_boursier',
  'statut_etudiant.est_inscrit',
  'extrait_immatriculation_vehicule.marque',
]
  .map((from, index) => `  champ_${index}: {from: ${from}}`)
  .join('\n')}
`
  const clientId = 'c'.repeat(63)
  const collectivite = `
name: Ville
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}", signing_alg: ES256}
forms:
  - {client_id: ${clientId}, demarche: tout, redirect_uris: ["http://localhost:8080/tout"]}
`
  const full = await startSystem({
    demarches: { 'tout.yaml': demarche },
    collectivites: { 'tout.yaml': collectivite },
  })
  try {
    const { browser } = await openJourney(full, clientId, '/tout', {
      state: 's'.repeat(512),
      nonce: 'n'.repeat(256),
    })
    const names = browser.page.body.match(/(?<=name="source" value=")\w+/g) ?? []
    expect(names).toHaveLength(9)
    await browser.post([
      ...names.map((name) => ['source', name] as const),
      ['immatriculation', '1234 ABC 45'],
    ])
    const cookie = browser.cookies.header(new URL(full.serviceOrigin)) ?? ''
    expect(browser.hops.at(-1)?.url).toContain(full.simulator.url)
    expect(cookie).toMatch(/^prefill-attempt-[0-9a-f]{16}=[^;]+$/)
    expect(cookie.length).toBeLessThanOrEqual(2048)
  } finally {
    await full.close()
  }
})

test('when one address asks too often, then the pages are refused for a while like the beginning', async () => {
  const slow = await startSystem({ requestsPerMinute: 3 })
  try {
    const { browser } = await openJourney(slow, 'demo-stationnement', '/stationnement')
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1)
      statuses.push((await browser.get(browser.page.url)).status)
    expect(statuses).toEqual([200, 200, 429, 429])
  } finally {
    await slow.close()
  }
})
