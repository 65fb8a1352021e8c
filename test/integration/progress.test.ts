import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { http } from '../support/form-page.ts'
import { refreshOf, textOf } from '../support/html-page.ts'
import { answer, type Journey, openJourney, payload } from '../support/journey.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System

beforeAll(async () => {
  system = await startSystem({ pace: 0.2 })
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

/** A student who comes back from FranceConnect: the callback's address has not been asked for yet. */
async function onCallback(on: System = system): Promise<{ journey: Journey; callback: URL }> {
  const journey = await openJourney(on, 'demo-transport', '/transport')
  const browser = on.citizen(({ pathname }) => pathname === '/callback')
  await browser.get(journey.trip.url.href)
  const callback = await answer({ ...journey, browser }, [['situation', 'etudiant']])
  if (callback === undefined) throw new Error('FranceConnect did not send the citizen back')
  return { journey: { ...journey, browser }, callback }
}

const cookiesOf = ({ browser }: Journey, url: URL) => browser.cookies.header(url) ?? ''

/** Asks for the callback as a browser does, its cookies kept as soon as the headers are here. */
async function arrive(journey: Journey, callback: URL, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(callback, {
    headers: { cookie: cookiesOf(journey, callback), accept: 'text/html' },
    redirect: 'manual',
    signal: signal ?? null,
  })
  journey.browser.cookies.store(callback, response.headers.getSetCookie())
  return response
}

interface Chunk {
  readonly after: number
  readonly text: string
}

/** A page as it comes: its text, and how many milliseconds after its beginning. */
async function* chunksOf(response: Response): AsyncGenerator<Chunk> {
  const startedAt = Date.now()
  for await (const chunk of response.body ?? [])
    yield { after: Date.now() - startedAt, text: Buffer.from(chunk as Uint8Array).toString() }
}

async function readAll(response: Response): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  for await (const chunk of chunksOf(response)) chunks.push(chunk)
  return chunks
}

const at = (chunks: readonly Chunk[], text: string) =>
  chunks.find((chunk) => chunk.text.includes(text))?.after ?? Number.NaN

const ministry = 'Le ministère de l’Enseignement supérieur\u00a0: réponse reçue.'
const crous = 'Le Crous\u00a0: pas de réponse utilisable, vous remplirez vous-même.'
const offer = 'Une administration tarde à répondre.'
const done = 'Tout est prêt.'

const late = (milliseconds: number) =>
  system.faults.set([
    { fault: 'latency', at: 'statut_etudiant', milliseconds: 300 },
    { fault: 'latency', at: 'etudiant_boursier', milliseconds },
  ])

const onwardOf = (html: string) => refreshOf(html) ?? ''

/** Where the way on from the progress page leads in the end. */
async function follow(journey: Journey, path: string): Promise<URL> {
  let url = new URL(path, system.serviceOrigin)
  for (let count = 0; count < 20 && url.origin !== formOrigin; count += 1) {
    const response = await http.get(url.href, { headers: { cookie: cookiesOf(journey, url) } })
    const next = response.headers.location ?? refreshOf(String(response.data))
    url = new URL(String(next), url)
  }
  return url
}

const statusesOf = (claims: Awaited<ReturnType<typeof payload>>) =>
  Object.fromEntries(
    Object.entries(claims.sources)
      .filter(([, { status }]) => status !== 'declined')
      .map(([name, { status, reason }]) => [name, reason ?? status]),
  )

describe('when sources take their time', () => {
  test('then each is told as it answers, then that the rest is slow, then the end', async () => {
    late(5000)
    const { journey, callback } = await onCallback()
    const response = await arrive(journey, callback)
    const chunks = await readAll(response)
    const text = chunks.map((chunk) => chunk.text).join('')

    expect(textOf(text)).toContain(
      [
        'Ville de Démonstration Nous récupérons vos informations',
        'La connexion est réussie. Nous attendons la réponse des administrations : quelques secondes suffisent d’ordinaire.',
        'Ce que nous demandons',
        'Votre statut d’étudiant, auprès du ministère de l’Enseignement supérieur',
        'Votre bourse d’études, auprès du Crous',
        'Le ministère de l’Enseignement supérieur : réponse reçue.',
        'Une administration tarde à répondre. Vous pouvez attendre encore un peu, ou continuer et remplir vous-même ce qui manque.',
        'Continuer sans attendre',
        'Le Crous : pas de réponse utilisable, vous remplirez vous-même.',
        'Tout est prêt. Vous allez revenir au formulaire. Continuer',
      ].join(' '),
    )
    const moments = [ministry, offer, crous].map((line) => at(chunks, line))
    expect(moments).toEqual([...moments].sort((one, other) => one - other))
    expect(moments[1]).toBeGreaterThan(400)
    expect(moments[2]).toBeGreaterThan(1000)
    expect(text.match(/role="log"/g)).toHaveLength(1)
    expect(text.indexOf('</html>')).toBeGreaterThan(text.indexOf(done))
    const claims = await payload(system, journey, await follow(journey, onwardOf(text)))
    expect(statusesOf(claims)).toEqual({
      franceconnect: 'ok',
      statut_etudiant: 'ok',
      etudiant_boursier: 'timeout',
    })
  })

  test('then the headers come first, with every cookie, and the page holds no code, state or value', async () => {
    late(700)
    const { journey, callback } = await onCallback()
    const before = cookiesOf(journey, callback)
    const response = await arrive(journey, callback)
    const after = cookiesOf(journey, callback)
    const html = (await readAll(response)).map(({ text }) => text).join('')
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-language': 'fr',
      'content-type': 'text/html; charset=utf-8',
      'x-accel-buffering': 'no',
      'content-security-policy': `default-src 'none';style-src 'self';img-src 'self';form-action 'self' ${formOrigin};frame-ancestors 'none';base-uri 'none'`,
    })
    const names = (header: string) =>
      header.split('; ').map((pair) => pair.split('=')[0]?.replace(/-[0-9a-f]{16}$/, ''))
    expect(names(before)).toEqual(['prefill-attempt'])
    expect(names(after)).toEqual(['prefill-attempt', 'prefill-fc'])
    expect(after).not.toContain(before)
    const { searchParams } = callback
    const back = await follow(journey, onwardOf(html))
    const secrets = [
      ...searchParams.values(),
      journey.trip.state,
      journey.trip.nonce,
      String(back.searchParams.get('code')),
    ].filter((value) => !value.startsWith('http'))
    expect(secrets.filter((secret) => html.includes(secret))).toEqual([])
    expect(html).not.toMatch(/DUBOIS|UNIVERSITE|<script|style=/)
    expect(onwardOf(html)).toMatch(/^\/continue\/[0-9a-f]{32}$/)
  })

  test('and the citizen waits no longer, then the login ends with what there is', async () => {
    late(5000)
    const { journey, callback } = await onCallback()
    const reading = readAll(await arrive(journey, callback))
    const path = `/continue/${pageOf(journey)}`
    const headers = { cookie: cookiesOf(journey, callback), 'sec-fetch-site': 'same-origin' }
    const hurried = await http.post(system.serviceOrigin + path, '', { headers })
    expect([hurried.status, hurried.headers.location]).toEqual([303, system.serviceOrigin + path])
    const text = (await reading).map((chunk) => chunk.text).join('')
    expect(text).toContain(crous)
    const claims = await payload(system, journey, await follow(journey, path))
    expect(statusesOf(claims)).toMatchObject({ etudiant_boursier: 'skipped' })
  })

  test.each([
    ['a stranger without the cookie', { cookie: '', 'sec-fetch-site': 'same-origin' }, 400],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another site of ours', { 'sec-fetch-site': 'same-site' }, 403],
  ])('then %s cannot end the waiting', async (_, headers, status) => {
    late(800)
    const { journey, callback } = await onCallback()
    const reading = readAll(await arrive(journey, callback))
    const path = `/continue/${pageOf(journey)}`
    const cookie = cookiesOf(journey, callback)
    const answered = await http.post(system.serviceOrigin + path, '', {
      headers: { cookie, ...headers },
    })
    expect(answered.status).toBe(status)
    await reading
    const claims = await payload(system, journey, await follow(journey, path))
    expect(statusesOf(claims)).toMatchObject({ etudiant_boursier: 'ok' })
  })

  test('and the page is closed in the middle, then the login is completed all the same', async () => {
    late(700)
    const { journey, callback } = await onCallback()
    const closing = new AbortController()
    const response = await arrive(journey, callback, closing.signal)
    for await (const { text } of chunksOf(response)) if (text.includes('role="log"')) break
    closing.abort()
    const claims = await payload(
      system,
      journey,
      await follow(journey, `/continue/${pageOf(journey)}`),
    )
    expect(statusesOf(claims)).toEqual({
      franceconnect: 'ok',
      statut_etudiant: 'ok',
      etudiant_boursier: 'ok',
    })
  })

  test('and it is reloaded meanwhile, then both end at the same place and no code is spent twice', async () => {
    late(900)
    const { journey, callback } = await onCallback()
    const first = readAll(await arrive(journey, callback))
    const reloaded = await arrive(journey, callback)
    expect(reloaded.status).toBe(303)
    const [way, ...chunks] = [String(reloaded.headers.get('location')), ...(await first)]
    const there = await follow(journey, onwardOf(chunks.map(({ text }) => text).join('')))
    expect((await follow(journey, way)).href).toBe(there.href)
    expect(statusesOf(await payload(system, journey, there))).toMatchObject({
      statut_etudiant: 'ok',
    })
  })
})

/** The name of an attempt in the addresses of our pages, from the first of them. */
const pageOf = ({ browser }: Journey) =>
  String(browser.hops.map(({ url }) => /\/ask\/([0-9a-f]+)/.exec(url)?.[1]).find((name) => name))

test('when a HEAD request comes to the callback, then it spends nothing', async () => {
  const { journey, callback } = await onCallback()
  const head = await http.head(callback.href, { headers: { cookie: cookiesOf(journey, callback) } })
  expect([head.status, head.headers.allow]).toEqual([405, 'GET'])
  const response = await arrive(journey, callback)
  const way = response.headers.get('location') ?? onwardOf(await response.text())
  expect(statusesOf(await payload(system, journey, await follow(journey, way)))).toMatchObject({
    statut_etudiant: 'ok',
  })
})

test('when the sources are quick, then there is no page between FranceConnect and the form', async () => {
  const unhurried = await startSystem({ pace: 5 })
  try {
    const { journey, callback } = await onCallback(unhurried)
    const response = await arrive(journey, callback)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/^http:\/\/localhost:8080\/transport\?code=/)
  } finally {
    await unhurried.close()
  }
})

test('when a source never answers, then in real time the page comes after 0.7 s, the offer after 6, the end before 12', async () => {
  const real = await startSystem()
  real.faults.set([{ fault: 'latency', at: 'etudiant_boursier', milliseconds: 20_000 }])
  // One call has 11 seconds, all of them have 12.
  try {
    const { journey, callback } = await onCallback(real)
    const startedAt = Date.now()
    const response = await arrive(journey, callback)
    const begun = Date.now() - startedAt
    const chunks = await readAll(response)
    expect(begun).toBeGreaterThanOrEqual(650)
    expect(begun).toBeLessThan(3000)
    expect(at(chunks, offer)).toBeGreaterThanOrEqual(5000)
    expect(at(chunks, offer)).toBeLessThan(7500)
    expect(at(chunks, done)).toBeGreaterThanOrEqual(9800)
    expect(at(chunks, done)).toBeLessThan(13_500)
  } finally {
    await real.close()
  }
}, 30_000)
