import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { goToFranceConnectAndBack, http, tripOf } from '../support/form-page.ts'
import { linksOf, mainOf, textOf } from '../support/html-page.ts'
import { hostileSvg } from '../support/pictures.ts'
import { type System, startSystem } from '../support/start-system.ts'

const demoSvg = readFileSync(new URL('../../config/demo/collectivites/demo.svg', import.meta.url))
const digestOf = (content: string | Buffer) =>
  createHash('sha256').update(content).digest('hex').slice(0, 16)
const demoLogo = `/assets/logo/demo-cantine/${digestOf(demoSvg)}.svg`
const trap = `/assets/logo/piege-cantine/${digestOf(hostileSvg)}.svg`

const town = (id: string, theme: string) => `
name: Ville <${id}>
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}"}
${theme}
forms:
  - client_id: ${id}-cantine
    demarche: repas
    redirect_uris: [http://localhost:8080/${id}]
    post_logout_redirect_uris: [http://localhost:8080/]
`

let system: System
beforeAll(async () => {
  system = await startSystem({
    collectivites: {
      'sobre.yaml': town('sobre', ''),
      'jaune.yaml': town(
        'jaune',
        'theme: {colour: "#FFCC00"}\nprivacy_contact: https://jaune.fr/dpo',
      ),
      'piege.yaml': town('piege', 'theme: {logo: piege.svg}\nprivacy_contact: "La mairie, 01 23"'),
      'piege.svg': hostileSvg,
    },
  })
})
afterAll(() => system.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  http.get(system.serviceOrigin + path, { headers: { accept: 'text/html', ...headers } })

const part = (html: string, name: string) =>
  new RegExp(`<${name}>[\\s\\S]*</${name}>`).exec(html)?.[0].replaceAll('\n', '')
const sheets = (html: string) =>
  [...html.matchAll(/<link rel="stylesheet" href="([^"]*)">/g)].map(([, href]) => href)
const titleOf = (html: string) => /<title>(.*)<\/title>/.exec(html)?.[1]

const policy = (more = '') =>
  `default-src 'none';style-src 'self';${more}form-action 'self';frame-ancestors 'none';base-uri 'none'`

/** Pages that any form has, by the way to them. */
const pages = (id: string) => [
  `/nowhere?client_id=${id}`,
  `/accessibilite?client_id=${id}`,
  `/authorize?client_id=${id}&redirect_uri=https%3A%2F%2Felsewhere.fr`,
]

describe('a page in a collectivite’s name', () => {
  test.each(pages('demo-cantine'))('when %s has a theme, then it wears it', async (path) => {
    const { data, headers } = await get(path)
    expect(part(data, 'header')).toBe(
      `<header><p><img class="logo" src="${demoLogo}" alt="" width="64" height="64"><span>Ville de Démonstration</span></p></header>`,
    )
    expect(sheets(data)).toEqual(['/assets/page.css', '/assets/theme/14508c.css'])
    expect(data).toContain(`<link rel="icon" href="${demoLogo}">`)
    expect(titleOf(data)).toMatch(/.+ – Ville de Démonstration$/)
    expect(headers['content-security-policy']).toBe(policy("img-src 'self';"))
    expect(part(data, 'footer')).toBe(
      '<footer><p>Données personnelles\u00a0: <a href="mailto:dpo@demonstration.exemple.fr">dpo@demonstration.exemple.fr</a></p><p><a href="/accessibilite?client_id=demo-cantine&amp;lang=fr">Accessibilité : non conforme</a></p></footer>',
    )
  })

  test.each(pages('sobre-cantine'))('when %s has none, then it is neutral', async (path) => {
    const { data, headers } = await get(path)
    expect(part(data, 'header')).toBe('<header><p><span>Ville &lt;sobre&gt;</span></p></header>')
    expect(sheets(data)).toEqual(['/assets/page.css'])
    expect(titleOf(data)).toMatch(/.+ – Ville &lt;sobre&gt;$/)
    expect(headers['content-security-policy']).toBe(policy())
    expect(textOf(part(data, 'footer') ?? '')).toBe('Accessibilité : non conforme')
    expect(data).not.toMatch(/<img|<script|style=/)
  })

  test('when its contact is an address, then it is a link; when it is none, then it is a text', async () => {
    const [link, text] = await Promise.all(
      ['jaune-cantine', 'piege-cantine'].map(async (id) => {
        const { data } = await get(`/accessibilite?client_id=${id}`)
        return /<p>Données.*<\/p>/.exec(data)?.[0]
      }),
    )
    expect(link).toBe(
      '<p>Données personnelles\u00a0: <a href="https://jaune.fr/dpo">https://jaune.fr/dpo</a></p>',
    )
    expect(text).toBe('<p>Données personnelles\u00a0: La mairie, 01 23</p>')
  })

  test('when the log-out asks, then it may be declined, and done it leads back', async () => {
    const asked = await get('/logout?client_id=jaune-cantine')
    expect(asked.headers['content-security-policy']).toBe(
      `default-src 'none';style-src 'self';form-action 'self' ${new URL(system.simulator.issuer).origin} http://localhost:8080;frame-ancestors 'none';base-uri 'none'`,
    )
    expect(titleOf(asked.data)).toBe('Se déconnecter – Ville &lt;jaune&gt;')
    expect(linksOf(mainOf(asked.data))).toEqual([
      {
        href: 'http://localhost:8080/jaune',
        text: 'Rester connecté et revenir au formulaire « Inscription à la restauration scolaire »',
      },
    ])
    const done = await http.post(
      `${system.serviceOrigin}/logout`,
      'client_id=jaune-cantine&confirmed=yes',
      { headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' } },
    )
    expect(done.status).toBe(200)
    expect(titleOf(done.data)).toBe('Vous êtes déconnecté – Ville &lt;jaune&gt;')
    expect(sheets(done.data)).toEqual(['/assets/page.css', '/assets/theme/ffcc00.css'])
    expect(linksOf(mainOf(done.data))).toEqual([
      {
        href: 'http://localhost:8080/jaune',
        text: 'Revenir au formulaire « Inscription à la restauration scolaire »',
      },
    ])
  })
})

test('when FranceConnect’s log-out leads back to no address of the form, then the page is still in its name', async () => {
  const browser = system.citizen()
  await goToFranceConnectAndBack(system, tripOf(system), 'test', browser)
  await browser.get(`${system.serviceOrigin}/logout?client_id=demo-cantine`)
  await browser.submit({ confirmed: 'yes' })
  while (browser.page.url.pathname !== '/logout/done') await browser.submit()
  expect(browser.page.body).toContain(
    '<title>Vous êtes déconnecté – Ville de Démonstration</title>',
  )
  expect(linksOf(mainOf(browser.page.body)).map(({ href }) => href)).toEqual([
    'http://localhost:8080/cantine',
  ])
  const again = await browser.get(browser.page.url)
  expect(titleOf(again.body)).toBe('Vous êtes déconnecté – Préremplissage par FranceConnect')
  expect(again.links.map(({ href }) => href)).toEqual(['#content', '/', '/accessibilite?lang=fr'])
})

test('when an address of ours is left by an unknown method, then the page of the form leads back to it', async () => {
  const { status, data, headers } = await http.put(
    `${system.serviceOrigin}/authorize?client_id=sobre-cantine`,
    '',
    { headers: { accept: 'text/html' } },
  )
  expect([status, headers.allow]).toEqual([405, 'GET, POST'])
  expect(linksOf(mainOf(data)).map(({ href }) => href)).toEqual(['http://localhost:8080/sobre'])
})

test('when the log-out of a form names an address that is not its own, then the page leads back to the form', async () => {
  const body = 'client_id=sobre-cantine&post_logout_redirect_uri=https%3A%2F%2Felsewhere.fr'
  const { status, data } = await http.post(`${system.serviceOrigin}/logout`, body, {
    headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' },
  })
  expect(status).toBe(400)
  expect(part(data, 'header')).toContain('Ville &lt;sobre&gt;')
  expect(linksOf(mainOf(data)).map(({ href }) => href)).toEqual(['http://localhost:8080/sobre'])
})

test('when the home page is opened, then it tells citizens, clerks and developers where to go', async () => {
  const { data } = await get('/')
  expect(titleOf(data)).toBe('Préremplissage par FranceConnect')
  expect(textOf(mainOf(data))).toContain(
    'Vous n’avez rien à faire ici. Retournez sur le site de votre collectivité',
  )
  expect(linksOf(mainOf(data)).map(({ href }) => href)).toEqual([
    '/lecteur',
    '/.well-known/openid-configuration',
    '/jwks',
    '/openapi',
  ])
  const english = await get('/', { 'accept-language': 'en' })
  expect(textOf(mainOf(english.data))).toContain('There is nothing for you to do here.')
})

describe('the style sheet of a colour', () => {
  test('when the colour can be read, then it is the accent; in the dark a lighter shade is', async () => {
    const { status, data, headers } = await get('/assets/theme/14508c.css')
    expect([status, headers['content-type']]).toEqual([200, 'text/css; charset=utf-8'])
    expect(data).toBe(
      ':root{--accent:#14508c;--brand:#14508c}\n@media screen and (prefers-color-scheme:dark){:root{--accent:#64a7e9}}\n',
    )
  })

  test('when the colour is too light, then the band has it, and what is read a darker shade', async () => {
    const { data } = await get('/assets/theme/ffcc00.css')
    expect(data).toBe(
      ':root{--accent:#8f7300;--brand:#ffcc00}\n@media screen and (prefers-color-scheme:dark){:root{--accent:#ffcc00}}\n',
    )
  })

  test.each(['14508C.css', '14508.css', '14508c.js', '14508c', '}body{.css', '14508cc.css'])(
    'when it is %s, then there is none',
    async (name) => {
      const { status } = await get(`/assets/theme/${encodeURIComponent(name)}`)
      expect(status).toBe(404)
    },
  )
})

describe('the file of a logo', () => {
  test('when it is the one of the page, then browsers keep it, and no script of it can run', async () => {
    const { status, data, headers } = await get(trap)
    expect(status).toBe(200)
    expect(data).toBe(hostileSvg)
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none';style-src 'unsafe-inline';sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
  })

  test('when the page was made before a reload, then it gets the logo of now, for now', async () => {
    const { status, data, headers } = await get('/assets/logo/piege-cantine/0000000000000000.svg')
    expect([status, headers['cache-control'], data]).toEqual([200, 'no-store', hostileSvg])
    expect(headers['content-security-policy']).toMatch(/;sandbox$/)
  })

  test.each([
    '/assets/logo/sobre-cantine/0000000000000000.svg',
    '/assets/logo/inconnu/0000000000000000.svg',
    '/assets/logo/piege-cantine/..%2F..%2Fkeys.json/x',
    '/assets/logo/piege-cantine',
  ])('when %s has none, then there is none', async (path) => {
    const { status } = await get(path)
    expect(status).toBe(404)
  })
})
