import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import {
  type CmsPage,
  comeBackFilled,
  formOf,
  keptOf,
  serveCmsPage,
  valuesOf,
} from '../support/cms/cms-page.ts'
import { convertForms, convertFormsScript, submitPath } from '../support/cms/convert-forms.ts'
import { rsform } from '../support/cms/rsform.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { startWidgetStage, type WidgetStage, waitUntil } from '../support/widget-stage.ts'

let stage: WidgetStage

beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
afterEach(() => stage.clear())

const guide = (heading: string, language: string) =>
  snippetUnder('docs/guide/joomla.md', heading, language)
const lines = guide('2. Placer les deux lignes', 'html')
const token = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)
const send = (page: Page) => page.getByRole('button', { name: 'Envoyer' }).click()
const nothingSticksOut = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

const withRsform: CmsPage = {
  path: '/cantine',
  lines,
  form: rsform,
  style: '.rsform-text-box { width: 100% }',
  inputs: formOf(guide('3. Avec RSForm! Pro', 'yaml')).inputs,
}
const withConvertForms: CmsPage = {
  path: '/cantine',
  lines: lines.replace('userForm', 'cf3'),
  form: convertForms,
  script: convertFormsScript,
  inputs: formOf(guide('4. Avec Convert Forms', 'yaml')).inputs,
}

/** What a family’s form holds, with the names that an extension gives. */
const filled = (group: string, changes: Record<string, unknown>) => ({
  [`${group}[nom]`]: 'DUBOIS',
  [`${group}[premier_prenom]`]: 'Angela',
  [`${group}[ne_le]`]: '1962-08-24',
  [`${group}[courriel]`]: 'angela@exemple.fr',
  [`${group}[quotient]`]: '872',
  [`${group}[enfant_prenom]`]: 'Léo Paul, Inès',
  [`${group}[allergies]`]: 'arachides',
  ...changes,
})

test('when a form of RSForm! Pro comes back and is sent, then it was filled, its hidden field had the token, and the tab keeps nothing', async () => {
  serveCmsPage(stage, withRsform)
  const { page } = await comeBackFilled(stage, withRsform, '#allergies')
  await page.screenshot({ path: join(tmpdir(), 'guide-rsform.png'), fullPage: true })
  const values = filled('form', { 'form[civilite][]': 'Mme', 'form[prefill_token]': token })
  expect(await valuesOf(page, Object.keys(values))).toEqual(values)
  expect([
    await page.locator('[name=prefill_token]').count(),
    await page.locator('#nom[readonly], #ne_le[readonly]').count(),
    await nothingSticksOut(page),
  ]).toEqual([0, 2, true])
  await send(page)
  await waitUntil(() => stage.fake.submissions.length === 1)
  expect(Object.fromEntries(stage.fake.submissions[0] ?? [])).toMatchObject({
    ...values,
    'form[formId]': '3',
  })
  expect(await keptOf(page)).toEqual([])
})

test('when a form of Convert Forms comes back and is sent in the background, then it was filled, its hidden field had the token, and neither page nor tab keeps anything', async () => {
  serveCmsPage(stage, withConvertForms)
  stage.fake.pages.set(submitPath, JSON.stringify({ success: true, value: 'Merci' }))
  const { page } = await comeBackFilled(stage, withConvertForms, '[name="cf[allergies]"]')
  await page.screenshot({ path: join(tmpdir(), 'guide-convert-forms.png'), fullPage: true })
  const values = filled('cf', {
    'cf[civilite]': 'Mme',
    'cf[ne_le]': '24/08/1962',
    'cf[prefill_token]': token,
  })
  expect(await valuesOf(page, Object.keys(values))).toEqual(values)
  expect(await nothingSticksOut(page)).toBe(true)
  await send(page)
  await page.getByText('Merci').waitFor()
  expect(Object.fromEntries(stage.fake.submissions[0] ?? [])).toMatchObject({
    ...values,
    'cf[form_id]': '3',
    'cf[hnpt]': '',
  })
  expect(await valuesOf(page, ['cf[nom]', 'cf[allergies]', 'cf[prefill_token]'])).toEqual({
    'cf[nom]': '',
    'cf[allergies]': '',
    'cf[prefill_token]': '',
  })
  expect([
    await page.locator('.franceconnect-prefill-note').count(),
    await page.getByRole('button', { name: 'Se déconnecter' }).isVisible(),
    await keptOf(page),
  ]).toEqual([0, true, []])
})

test('when the extension refuses what was sent, then all of it stays, the token too', async () => {
  serveCmsPage(stage, withConvertForms)
  stage.fake.pages.set(submitPath, JSON.stringify({ success: false, error: 'Un champ manque' }))
  const { page } = await comeBackFilled(stage, withConvertForms, '[name="cf[allergies]"]')
  const names = ['cf[nom]', 'cf[allergies]', 'cf[prefill_token]']
  const before = await valuesOf(page, names)
  await send(page)
  await page.getByText('Un champ manque').waitFor()
  expect(await valuesOf(page, names)).toEqual(before)
  expect(before).toEqual({
    'cf[nom]': 'DUBOIS',
    'cf[allergies]': 'arachides',
    'cf[prefill_token]': token,
  })
})

test('when the page is made by its query, then the address registered with it brings the citizen back there', async () => {
  const path = '/index.php?option=com_rsform&view=rsform&formId=3&Itemid=112'
  const page = { ...withRsform, path }
  serveCmsPage(stage, page)
  const { pages, requests, site } = stage.fake
  // The return has the response in its query besides.
  pages.set('/index.php', pages.get(path) ?? '')
  const opened = await comeBackFilled(stage, page, '#allergies')
  const asked = requests.find(({ url }) => url.pathname === '/authorize')
  expect([
    asked?.url.searchParams.get('redirect_uri'),
    opened.page.url(),
    await opened.page.inputValue('#nom'),
    await opened.page.inputValue('#allergies'),
  ]).toEqual([site + path, site + path, 'DUBOIS', 'arachides'])
})
