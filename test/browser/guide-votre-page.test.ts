import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { auditPage } from '../support/audit-page.ts'
import { formOf, keptOf, valuesOf } from '../support/cms/cms-page.ts'
import { schoolMealsFields } from '../support/cms/school-meals.ts'
import { snippetsOf, snippetUnder } from '../support/doc-snippets.ts'
import {
  ended,
  hostPage,
  makeTrip,
  startWidgetStage,
  type WidgetStage,
  waitUntil,
} from '../support/widget-stage.ts'

let stage: WidgetStage

beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
beforeEach(() => {
  stage.fake.behaviour.fields = schoolMealsFields()
})
afterEach(() => stage.clear())

const guide = (heading: string, language = 'html') =>
  snippetUnder('docs/guide/votre-page.md', heading, language)
const ours = (text: string) => text.replaceAll('https://prefill.exemple.fr', stage.fake.service)
const lines = guide('2. Ajouter les deux lignes')
const form = guide('3. Nommer les champs de saisie')
const token = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)

/** A page of the town hall that has the script, as the two lines have it. */
const serve = (path: string, body: string) =>
  stage.fake.pages.set(path, hostPage(stage.fake.service, body))

/** A page that has nothing but what the guide shows. */
const serveAsShown = (path: string) =>
  stage.fake.pages.set(
    path,
    `<!doctype html><html lang="fr"><head><title>Cantine</title><meta name="viewport" content="width=device-width"></head><body><main><h1>Cantine</h1>${ours(lines)}${form}</main></body></html>`,
  )

/** Takes the guide’s header for the policy of the site. */
function setPolicy(): void {
  const [, policy = ''] =
    /^Content-Security-Policy: (.*)\n$/.exec(guide('Politique de sécurité (CSP)', 'http')) ?? []
  const directives = ours(policy)
    .split('; ')
    .map((directive) => directive.split(/ (.*)/, 2))
  stage.fake.behaviour.policy = Object.fromEntries(directives)
}

const filled = {
  nom: 'DUBOIS',
  first_name: 'Angela',
  ne_le: '1962-08-24',
  courriel: 'angela@exemple.fr',
  quotient: '872',
  enfant_prenom: 'Léo Paul',
  enfant_ne_le: '2018-03-02',
  enfant_prenom_2: 'Inès',
  enfant_ne_le_2: '2021-11-30',
}

test('when the guide’s form is served with the guide’s lines and policy, then every input is filled, nothing is refused, and the token is sent', async () => {
  setPolicy()
  serveAsShown('/cantine')
  const { page, events } = await stage.open('/cantine', { width: 390, height: 844 })
  await page.fill('#allergies', 'arachides')
  await makeTrip(page, events)
  await page.screenshot({ path: join(tmpdir(), 'guide-votre-page.png'), fullPage: true })
  expect(await valuesOf(page, Object.keys(filled))).toEqual(filled)
  expect([
    await page.locator('[name=civilite]:checked').getAttribute('value'),
    await page.inputValue('#allergies'),
    events.filter(({ type }) => type === 'violation' || type === 'error'),
    ended(events)[0]?.detail,
  ]).toEqual(['2', 'arachides', [], expect.objectContaining({ outcome: 'complete', missing: [] })])
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await waitUntil(() => stage.fake.submissions.length === 1)
  expect(Object.fromEntries(stage.fake.submissions[0] ?? [])).toEqual({
    ...filled,
    civilite: '2',
    allergies: 'arachides',
    prefill_token: token,
  })
})

test('when the guide’s form is filled, then axe finds nothing wrong in it, and the help of an input is still its own', async () => {
  serveAsShown('/cantine')
  const { page, events } = await stage.open('/cantine')
  await makeTrip(page, events)
  const { faults } = await auditPage(page, { widths: [390], schemes: ['light'], strains: [] })
  expect(faults).toEqual([])
  expect(await page.locator('#courriel').getAttribute('aria-describedby')).toMatch(
    /^courriel-aide franceconnect-prefill-\S+$/,
  )
})

test('when the page is made by its query, then the guide’s configuration brings the citizen back to it', async () => {
  const { redirect_uris } = formOf(guide('1. Faire enregistrer l’adresse', 'yaml'))
  const registered = redirect_uris.map((uri) =>
    uri.replace('https://www.ma-ville.fr', stage.fake.site),
  )
  stage.fake.behaviour.description = { redirect_uris: registered }
  serveAsShown('/index.php')
  const { page, events } = await stage.open('/index.php?id=12#formulaire')
  await makeTrip(page, events)
  const asked = stage.fake.requests.find(({ url }) => url.pathname === '/authorize')
  expect([
    asked?.url.searchParams.get('redirect_uri'),
    page.url(),
    await page.inputValue('#nom'),
  ]).toEqual([
    `${stage.fake.site}/index.php?id=12`,
    `${stage.fake.site}/index.php?id=12#formulaire`,
    'DUBOIS',
  ])
})

test.each([
  ['keep', lines, 'Dupont'],
  ['replace', guide('Ce que le citoyen a déjà tapé'), 'DUBOIS'],
])(
  'when a name is typed already and merge is "%s", then the form has the right one, and undoing brings the typed one back',
  async (_, element, name) => {
    serve('/cantine', element.replace(/<script.*<\/script>/, '') + form)
    const { page, events } = await stage.open('/cantine')
    await page.fill('#nom', 'Dupont')
    await makeTrip(page, events)
    expect(await page.inputValue('#nom')).toBe(name)
    await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
    expect(await page.inputValue('#nom')).toBe('Dupont')
  },
)

test('when a form has two pages, then the guide’s elements carry the token to the last one, which leaves none in the tab', async () => {
  const [first = '', last = ''] = snippetsOf('docs/guide/votre-page.md')
    .filter(({ heading }) => heading === 'Un formulaire en plusieurs pages')
    .map(({ text }) => text)
  const step = (action: string, name: string) =>
    `<form id="inscription" method="post" action="${action}"><label>Saisie <input name="${name}"></label> <button>Suite</button></form>`
  serve('/cantine', first + step('/etape-2', 'nom'))
  serve('/etape-2', last + step('/recu', 'quotient'))
  serve('/recu', '<h1>Reçu</h1>')
  const { page, events } = await stage.open('/cantine')
  await makeTrip(page, events)
  const next = page.getByRole('button', { name: 'Suite' })
  await next.click()
  await page.locator('[name=prefill_token]').waitFor({ state: 'attached' })
  expect(await valuesOf(page, ['quotient', 'prefill_token'])).toEqual({
    quotient: '872',
    prefill_token: stage.fake.submissions[0]?.get('prefill_token'),
  })
  await next.click()
  await page.getByText('Reçu').waitFor()
  expect([stage.fake.submissions[1]?.get('prefill_token'), await keptOf(page)]).toEqual([token, []])
})

test('when a page has two forms, then each of the guide’s elements fills its own', async () => {
  const two = ['cantine', 'periscolaire'].map(
    (id) => `<form id="${id}"><label>Nom <input id="${id}-nom" name="nom"></label></form>`,
  )
  serve('/cantine', guide('Deux formulaires sur une page') + two.join(''))
  const { page } = await stage.open('/cantine')
  await page.fill('#cantine-nom', 'Dupont')
  await page.locator('franceconnect-prefill .fr-connect').nth(1).click()
  await page.locator('#periscolaire-nom[readonly]').waitFor()
  const asked = stage.fake.requests.find(({ url }) => url.pathname === '/authorize')
  expect([
    asked?.url.searchParams.get('client_id'),
    await page.inputValue('#cantine-nom'),
    await page.inputValue('#periscolaire-nom'),
  ]).toEqual(['ma-ville-periscolaire', 'Dupont', 'DUBOIS'])
})

test('when the page of thanks has the guide’s element, then it reminds of the log-out, and has no button', async () => {
  serveAsShown('/cantine')
  const { page, events } = await stage.open('/cantine')
  await makeTrip(page, events)
  serve('/cantine', guide('La page de remerciement'))
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await page.getByText('Sur un ordinateur partagé, déconnectez-vous avant de partir.').waitFor()
  expect([
    await page.getByRole('button', { name: 'Se déconnecter' }).isVisible(),
    await page.locator('.fr-connect').isVisible(),
  ]).toEqual([true, false])
})

test.each([
  [true, 0],
  [false, 1],
])(
  'when JavaScript runs is %s, then the guide’s link is shown so often: %i',
  async (javaScriptEnabled, count) => {
    serve('/cantine', guide('Sans JavaScript') + form)
    const { page } = await stage.open('/cantine', { context: { javaScriptEnabled } })
    if (javaScriptEnabled) await page.locator('franceconnect-prefill .fr-connect').waitFor()
    expect(await page.locator('a:visible', { hasText: 'Remplir avec FranceConnect' }).count()).toBe(
      count,
    )
  },
)
