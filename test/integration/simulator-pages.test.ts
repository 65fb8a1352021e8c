import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { logIn } from '../support/browser-session.ts'
import {
  createCitizenBrowser,
  errorCode,
  startTestService,
  state,
  type TestService,
} from '../support/simulator-relying-party.ts'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.simulator.close())

test('when a citizen goes through them, then they pass FranceConnect’s stations in its order', async () => {
  const browser = createCitizenBrowser()
  await logIn(browser, service.authorizeUrl(), { login: 'test', password: '123' })
  const path = (url: string) =>
    new URL(url).pathname.replace(
      /(interaction|authorize)\/[\w-]{43}|(interaction|authorize)\/[\w-]{21}/,
      '$1$2/:uid',
    )
  expect(browser.hops.map(({ method, url, status }) => `${method} ${path(url)} ${status}`)).toEqual(
    [
      'GET /api/v2/authorize 303',
      'GET /api/v2/interaction/:uid 200',
      'POST /api/v2/redirect-to-idp 302',
      'GET /idp/login 200',
      'POST /idp/login 303',
      'GET /api/v2/oidc-callback 302',
      'GET /api/v2/interaction/:uid/verify 302',
      'GET /api/v2/interaction/:uid/consent 200',
      'POST /api/v2/login 303',
      'GET /api/v2/authorize/:uid 303',
    ],
  )
})

test('when the information page is shown, then it names the citizen, the service and the data', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl({ scope: 'openid identite_pivot email' }))
  await browser.submit()
  const page = await browser.submit({ login: 'accents', password: '123' })
  expect(page.text).toMatch(
    /en tant que : Zoë Lætitia Françoise LEBŒUF-GARÇON Continuer sur Ville d’Essai/,
  )
  expect(page.text).toMatch(
    /Données transmises Nom de naissance Prénom\(s\) Sexe Date de naissance Lieu de naissance Pays de naissance Adresse email$/,
  )
})

test('when a page is shown, then it says what it is and cannot be framed or opened with an opener', async () => {
  const page = await createCitizenBrowser().get(service.authorizeUrl())
  expect(page.text).toContain('Simulateur de développement. Ceci n’est pas FranceConnect.')
  expect({
    coop: page.headers.get('cross-origin-opener-policy'),
    frame: page.headers.get('x-frame-options'),
    csp: page.headers.get('content-security-policy'),
  }).toEqual({
    coop: 'same-origin',
    frame: 'SAMEORIGIN',
    csp: expect.not.stringMatching(/form-action|upgrade-insecure-requests/),
  })
})

test.each([
  ['test', 'wrong'],
  ['nobody', '123'],
])(
  'when %s gives the password %s, then the form comes again with a message',
  async (login, password) => {
    const browser = createCitizenBrowser()
    await browser.get(service.authorizeUrl())
    await browser.submit()
    const page = await browser.submit({ login, password })
    expect(page.status).toBe(401)
    expect(page.text).toContain('Identifiant ou mot de passe inconnu.')
    expect(page.forms[0]?.fields.login).toBe(login)
    await browser.submit({ login: 'test', password: '123' })
    expect(browser.page.text).toContain('Angela Claire Louise DUBOIS')
  },
)

test('when a citizen is picked from the list, then the form is filled in', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl())
  await browser.submit()
  const page = await browser.follow('corse.sud')
  expect(page.forms[0]?.fields).toMatchObject({ login: 'corse.sud', password: '123' })
})

test('when the citizen goes back on the first page, then the service hears access_denied', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl())
  await browser.follow('Revenir sur Ville d’Essai')
  expect(Object.fromEntries(browser.stopped?.searchParams ?? [])).toEqual({
    error: 'access_denied',
    error_description: 'User auth aborted',
    state,
    iss: service.simulator.issuer,
  })
})

test.each([
  ['inconnu.insee', 403, 'Y010008', 'access_denied', 'user authentication aborted'],
  ['defunt', 403, 'Y010015', 'access_denied', 'user authentication aborted'],
  [
    'delai.insee',
    504,
    'Y010011',
    'temporarily_unavailable',
    'authentication aborted due to a technical error on the authorization server',
  ],
  [
    'sans.prenom',
    400,
    'Y600006',
    'server_error',
    'authentication aborted due to a technical error on the authorization server',
  ],
])(
  'when %s logs in, then the page %i %s leads back with %s',
  async (login, status, code, error, description) => {
    const browser = createCitizenBrowser()
    await browser.get(service.authorizeUrl())
    await browser.submit()
    const page = await browser.submit({ login, password: '123' })
    expect(errorCode(page)).toEqual({ status, code })
    await browser.follow('Revenir sur Ville d’Essai')
    expect(Object.fromEntries(browser.stopped?.searchParams ?? [])).toEqual({
      error,
      error_description: description,
      state,
      iss: service.simulator.issuer,
    })
  },
)

test('when the identity provider’s form lacks its token, then nobody is logged in', async () => {
  const browser = createCitizenBrowser()
  await browser.get(service.authorizeUrl())
  await browser.submit()
  const page = await browser.submit({ login: 'test', password: '123', csrfToken: 'another' })
  expect(errorCode(page)).toEqual({ status: 401, code: 'Y190001' })
})

test.each([
  ['registered', 'http://localhost:3000/callback', undefined],
  ['not registered', 'http://localhost:3000/elsewhere', { status: 400, code: 'Y000400' }],
])(
  'when a link back is opened without a login and its address is %s, then only a registered one is followed',
  async (_what, redirect_uri, page) => {
    const link = { error: '<b>', error_description: 'anything', state: 'undefined', redirect_uri }
    const browser = createCitizenBrowser()
    const query = new URLSearchParams(link)
    await browser.get(`${service.simulator.issuer}/redirect-to-sp-with-error?${query}`)
    const heard = Object.fromEntries(browser.stopped?.searchParams ?? [])
    const { redirect_uri: _address, ...text } = link
    expect(heard).toEqual(page === undefined ? { ...text, iss: service.simulator.issuer } : {})
    if (page !== undefined) expect(errorCode(browser.page)).toEqual(page)
  },
)
