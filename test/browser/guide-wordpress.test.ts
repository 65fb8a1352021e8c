import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { parse } from 'yaml'
import {
  type CmsPage,
  comeBackFilled,
  formOf,
  keptOf,
  serveCmsPage,
  valuesOf,
} from '../support/cms/cms-page.ts'
import {
  contactForm7,
  contactForm7Script,
  feedbackPath,
  mailOf,
} from '../support/cms/contact-form-7.ts'
import { ajaxPath, wpforms, wpformsScript } from '../support/cms/wpforms.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { startWidgetStage, type WidgetStage, waitUntil } from '../support/widget-stage.ts'

let stage: WidgetStage

beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
afterEach(() => stage.clear())

const guide = (heading: string, language: string) =>
  snippetUnder('docs/guide/wordpress.md', heading, language)
const lines = guide('2. Placer les deux lignes', 'html')
const token = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)

/** Answers the plug-in's background request. */
const answer = (path: string, body: object) => stage.fake.pages.set(path, JSON.stringify(body))
const send = (page: Page) => page.getByRole('button', { name: 'Envoyer' }).click()
const nothingSticksOut = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

describe('Contact Form 7', () => {
  const template = guide('Le formulaire', 'html')
  const cantine = (changes: Partial<CmsPage> = {}): CmsPage => ({
    path: '/cantine/',
    lines,
    form: contactForm7(template),
    script: contactForm7Script,
    ...changes,
  })
  const allergies = '[name=allergies]'
  const filled = {
    nom: 'DUBOIS',
    premier_prenom: 'Angela',
    civilite: 'Mme',
    ne_le: '1962-08-24',
    courriel: 'angela@exemple.fr',
    quotient: '872',
    enfant_prenom: 'Léo Paul',
    enfant_prenom_2: 'Inès',
    allergies: 'arachides',
  }
  const names = [...Object.keys(filled), 'prefill_token']

  test('when the guide’s form comes back from FranceConnect, then it is filled, what was typed is there, and the plug-in’s own field has the token', async () => {
    serveCmsPage(stage, cantine())
    const { page } = await comeBackFilled(stage, cantine(), allergies)
    await page.screenshot({ path: join(tmpdir(), 'guide-contact-form-7.png'), fullPage: true })
    expect(await valuesOf(page, names)).toEqual({ ...filled, prefill_token: token })
    expect([
      await page.locator('[name=prefill_token]').count(),
      await page.locator('[name=prefill_token]:is([type=hidden]):not([maxlength])').count(),
      await page.locator('[name=nom][readonly]').count(),
      await nothingSticksOut(page),
    ]).toEqual([1, 1, 1, true])
  })

  test('when the form is sent in the background, then the mail has the whole token, and neither page nor tab keeps anything', async () => {
    serveCmsPage(stage, cantine())
    answer(feedbackPath, { status: 'mail_sent', message: 'Merci' })
    const { page } = await comeBackFilled(stage, cantine(), allergies)
    const { prefill_token } = await valuesOf(page, ['prefill_token'])
    await send(page)
    await page.getByText('Merci').waitFor()
    const [sent] = stage.fake.submissions
    expect(Object.fromEntries(sent ?? [])).toMatchObject({ ...filled, prefill_token })
    const mail = mailOf(guide('Le courriel et Flamingo', 'html'), sent ?? new URLSearchParams())
    expect(mail.split('\n')).toEqual([
      'Nom de naissance : DUBOIS',
      'Prénom : Angela',
      'Date de naissance : 1962-08-24',
      'Quotient familial : 872',
      'Allergies : arachides',
      '',
      `Jeton de pré-remplissage : ${prefill_token}`,
      '',
    ])
    const settings: Record<string, string> = parse(guide('Le courriel et Flamingo', 'yaml'))
    const sender = Object.values(settings).map((tags) =>
      mailOf(tags, sent ?? new URLSearchParams()),
    )
    expect(sender).toEqual(['DUBOIS', 'angela@exemple.fr'])
    expect(await valuesOf(page, names)).toEqual(Object.fromEntries(names.map((name) => [name, ''])))
    expect([
      await page.locator('.franceconnect-prefill-note').count(),
      await page.locator('[name=nom][readonly]').count(),
      await page.getByRole('button', { name: 'Se déconnecter' }).isVisible(),
      await page.locator('franceconnect-prefill .fr-connect').isVisible(),
      await keptOf(page),
    ]).toEqual([0, 0, true, true, []])
  })

  test('when the plug-in refuses what was sent, then all of it stays, and goes with the next try', async () => {
    serveCmsPage(stage, cantine())
    answer(feedbackPath, { status: 'validation_failed', message: 'Un champ manque' })
    const { page } = await comeBackFilled(stage, cantine(), allergies)
    const before = await valuesOf(page, names)
    await send(page)
    await page.getByText('Un champ manque').waitFor()
    expect(await valuesOf(page, names)).toEqual(before)
    await send(page)
    await waitUntil(() => stage.fake.submissions.length === 2)
    expect(stage.fake.submissions[1]?.get('prefill_token')).toBe(before.prefill_token)
    expect(stage.fake.submissions[1]?.get('allergies')).toBe('arachides')
  })

  test('when the citizen gives up at FranceConnect, then what was typed is there again', async () => {
    serveCmsPage(stage, cantine())
    stage.fake.behaviour.error = 'access_denied'
    const { page } = await comeBackFilled(stage, cantine(), allergies)
    expect(await valuesOf(page, ['nom', 'allergies', 'prefill_token'])).toEqual({
      nom: '',
      allergies: 'arachides',
      prefill_token: '',
    })
  })

  test('when the names of the page are its own, then the guide’s configuration maps them', async () => {
    const { inputs, redirect_uris } = formOf(guide('Si les noms existent déjà', 'yaml'))
    expect(redirect_uris).toEqual(['https://www.ma-ville.fr/cantine/'])
    const own =
      '[text* your-name]\n\n[email* your-email]\n\n[textarea allergies]\n\n[hidden prefill_token]\n\n[submit "Envoyer"]'
    const page = cantine({ form: contactForm7(own), inputs })
    serveCmsPage(stage, page)
    const opened = await comeBackFilled(stage, page, allergies)
    expect(await valuesOf(opened.page, ['your-name', 'your-email', 'prefill_token'])).toEqual({
      'your-name': 'DUBOIS',
      'your-email': 'angela@exemple.fr',
      prefill_token: token,
    })
  })

  test('when the element names the form by its html_id, then it may stand anywhere in the page', async () => {
    const below = `${contactForm7(template, 'inscription')}${lines.replace('></f', ' for="inscription"></f')}`
    const page = cantine({
      lines: '',
      form: below.replaceAll('https://prefill.exemple.fr', stage.fake.service),
    })
    serveCmsPage(stage, page)
    const opened = await comeBackFilled(stage, page, allergies)
    expect(await valuesOf(opened.page, names)).toEqual({ ...filled, prefill_token: token })
  })
})

describe('WPForms', () => {
  const editions = [
    ['pro', 'WPForms payant', 'wpforms[fields][3][date]', '24/08/1962', undefined],
    ['lite', 'WPForms Lite', 'wpforms[fields][3]', '24/08/1962', guide('WPForms Lite', 'css')],
  ] as const
  const allergies = '[name="wpforms[fields][7]"]'

  test.each(editions)(
    'when a form of the edition %s comes back and is sent, then it was filled, the mapped field had the token, and the confirmation stands alone',
    async (edition, heading, dateName, date, style) => {
      const { inputs } = formOf(guide(heading, 'yaml'))
      const cantine: CmsPage = {
        path: '/cantine/',
        lines,
        form: wpforms(edition),
        script: wpformsScript,
        inputs,
        ...(style !== undefined && { style }),
      }
      serveCmsPage(stage, cantine)
      answer(ajaxPath, { success: true, data: { message: 'Demande envoyée' } })
      const { page } = await comeBackFilled(stage, cantine, allergies)
      await page.screenshot({
        path: join(tmpdir(), `guide-wpforms-${edition}.png`),
        fullPage: true,
      })
      const filled = {
        'wpforms[fields][1][first]': 'Angela',
        'wpforms[fields][1][last]': 'DUBOIS',
        'wpforms[fields][2]': 'Mme',
        [dateName]: date,
        'wpforms[fields][4]': 'angela@exemple.fr',
        'wpforms[fields][5]': '872',
        'wpforms[fields][6]': 'Léo Paul, Inès',
        'wpforms[fields][7]': 'arachides',
        'wpforms[fields][9]': token,
      }
      expect(await valuesOf(page, Object.keys(filled))).toEqual(filled)
      expect([
        await page.locator('[name="wpforms[fields][9]"]').isVisible(),
        await page.locator('[name=prefill_token]').count(),
        await nothingSticksOut(page),
      ]).toEqual([false, 0, true])
      await send(page)
      await page.getByText('Demande envoyée').waitFor()
      expect(Object.fromEntries(stage.fake.submissions[0] ?? [])).toMatchObject({
        ...filled,
        action: 'wpforms_submit',
      })
      expect([
        await page.inputValue('[name=email]'),
        await page.getByRole('button', { name: 'Se déconnecter' }).isVisible(),
        await keptOf(page),
      ]).toEqual(['', true, []])
    },
  )
})

describe('extensions that change scripts', () => {
  const form = contactForm7('[text* nom]\n\n[textarea allergies]\n\n[hidden prefill_token]')
  const script = contactForm7Script

  test('when one delays scripts until the citizen moves, then the form is filled at that moment', async () => {
    const delayed = `${contactForm7Script}
      addEventListener('keydown', () => {
        const script = document.createElement('script')
        script.type = 'module'
        script.src = '${stage.fake.service}/widget/v1.js'
        document.head.append(script)
      }, { once: true })`
    const element = lines.replace(/<script.*<\/script>/, '')
    const page: CmsPage = { path: '/cantine/', lines: element, form, script: delayed }
    serveCmsPage(stage, page)
    stage.fake.behaviour.policy['require-trusted-types-for'] = "'none'"
    const opened = await stage.open('/cantine/')
    await opened.page.keyboard.press('Shift')
    await opened.page.locator('franceconnect-prefill .fr-connect').click()
    await opened.page.waitForURL(/\?code=/)
    await opened.page.keyboard.press('Shift')
    await opened.page.locator('[name=nom][readonly]').waitFor()
    expect(new URL(opened.page.url()).search).toBe('')
  })

  test('when one copies the script to the site, then the element still finds the service that its attribute names', async () => {
    const copy = await (await fetch(`${stage.fake.service}/widget/v1.js`)).text()
    const copied = lines
      .replace('https://prefill.exemple.fr', '')
      .replace('></f', ' service="https://prefill.exemple.fr"></f')
    const page: CmsPage = { path: '/cantine/', lines: copied, form, script }
    serveCmsPage(stage, page)
    stage.fake.pages.set('/widget/v1.js', copy)
    const opened = await comeBackFilled(stage, page, '[name=allergies]')
    expect(await opened.page.inputValue('[name=nom]')).toBe('DUBOIS')
  })
})
