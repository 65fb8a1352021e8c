import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { type DemoProcess, startDemoProcess } from '../support/start-demo-process.ts'
import {
  formValues,
  leaveForm,
  outcomes,
  passAskPage,
  passFranceConnect,
  passReviewPage,
  phone,
  verdicts,
  visit as visitAt,
  waitForName,
} from './demo-visit.ts'

let demo: DemoProcess
let chromium: Browser
beforeAll(async () => {
  demo = await startDemoProcess()
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  expect(await demo.stop()).toBe(0)
})

const visit = (
  path: string,
  work: (page: Page) => Promise<void>,
  options?: Parameters<Browser['newContext']>[0],
) => visitAt({ chromium, demo }, path, work, options)

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What WCAG 2.1 A and AA finds wrong with the page, by rule. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { run } = Reflect.get(window, 'axe') as {
      run: (options: object) => Promise<{ violations: { id: string; nodes: unknown[] }[] }>
    }
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
    const { violations } = await run({ runOnly })
    return violations.map(({ id, nodes }) => `${id} ×${nodes.length}`)
  })
}

/** Which documents the clerk has to ask for, of the page after a submission. */
const documents = (page: Page) =>
  page
    .locator('li[data-document]')
    .evaluateAll((lines) =>
      lines.map((line) => [line.getAttribute('data-document'), line.textContent?.split(' :')[0]]),
    )

const submit = async (page: Page) => {
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  expect(await page.textContent('#validity')).toBe('Le préremplissage est authentique.')
}

describe('on a phone, a page made from its procedure', () => {
  test('when two of three children are chosen, then they are filled in, and no certificate is asked for', async () => {
    await visit(
      '/demarches/accueil-loisirs',
      async (page) => {
        expect(await faultsOf(page)).toEqual([])
        await leaveForm(page)
        expect(await page.textContent('form')).toContain(
          'Pour ne pas avoir à joindre\u00a0: votre attestation de quotient familial.',
        )
        await passAskPage(page)
        await passFranceConnect(page, 'test')
        await page.waitForURL(/\/review\//)
        await passReviewPage(page, 'enfant', [0, 2])
        await waitForName(page, 'DUBOIS')
        expect(await formValues(page)).toMatchObject({
          prenom: 'Angela',
          quotient: '872',
          enfant_prenom: 'LEO PAUL',
          enfant_prenom_2: 'NINA',
          enfant_prenom_3: '',
        })
        expect(await faultsOf(page)).toEqual([])
        await submit(page)
        expect(new Set(Object.values(await verdicts(page)))).toEqual(new Set(['unchanged']))
        expect(await documents(page)).toEqual([['replaced', 'attestation de quotient familial']])
      },
      { viewport: phone },
    )
  })

  test('when the income is changed, then the tax notice has to be attached', async () => {
    await visit(
      '/demarches/portage-repas',
      async (page) => {
        await leaveForm(page)
        await passAskPage(page)
        await passFranceConnect(page, 'test')
        await waitForName(page, 'DUBOIS')
        expect(await formValues(page)).toMatchObject({ revenu_fiscal: '33640', parts: '4' })
        await page.fill('#revenu_fiscal', '12000')
        await submit(page)
        expect(await verdicts(page)).toMatchObject({ revenu_fiscal: 'edited', parts: 'unchanged' })
        expect(await documents(page)).toEqual([['wanted', 'dernier avis d’impôt']])
      },
      { viewport: phone },
    )
  })

  test('when it tells of a disability, then the back end opens the encrypted token and fills the form, without a script', async () => {
    await visit(
      '/demarches/place-creche',
      async (page) => {
        expect(await faultsOf(page)).toEqual([])
        await page.getByRole('button', { name: 'S’identifier avec FranceConnect' }).click()
        await passAskPage(page)
        await passFranceConnect(page, 'famille.nombreuse')
        await page.waitForURL(/\/review\//)
        await passReviewPage(page, 'enfant', [6])
        await page.waitForURL(/\/demarches\/place-creche$/)
        expect(await page.textContent('#connected')).toBe(
          'Connecté avec FranceConnect : Véronique CHATELAIN',
        )
        expect(await formValues(page)).toMatchObject({
          nom: 'CHATELAIN',
          ressources: '21700',
          enfants_charge: '7',
          enfants_aeeh: '1',
          enfant_prenom: 'Côme',
          enfant_prenom_2: '',
        })
        expect(await page.getAttribute('#nom', 'readonly')).toBe('')
        const token = await page.inputValue('[name=prefill_token]')
        expect(token.split('.')).toHaveLength(5)
        expect(await page.locator('script').count()).toBe(0)
        expect(await faultsOf(page)).toEqual([])
        await submit(page)
        expect(await outcomes(page)).toEqual({
          franceconnect: 'ok',
          participation_familiale_eaje: 'ok',
        })
        expect((await documents(page)).map(([is]) => is)).toEqual(['replaced', 'replaced'])
      },
      { viewport: phone },
    )
  })

  test('when the citizen was born abroad, then the country stands there, and the commune is left with the reason', async () => {
    await visit(
      '/demarches/pacs',
      async (page) => {
        await page.locator('franceconnect-prefill .fr-connect').click()
        await passFranceConnect(page, 'portugal')
        await waitForName(page, 'FIGUEIRA RAMALHO')
        expect(await formValues(page)).toMatchObject({
          nom_usage: 'MARCHAND',
          prenoms: 'Maria da Conceição',
          commune_naissance: '',
          departement_naissance: '',
          pays_naissance: 'Portugal',
        })
        await submit(page)
        expect(
          await page.locator('tr[data-empty=commune_naissance]').getAttribute('data-reason'),
        ).toBe('born_abroad')
        expect(await documents(page)).toEqual([])
      },
      { viewport: phone },
    )
  })
})

test('when the front page is read, then it leads to a form of each procedure, and each can be filled by hand', async () => {
  await visit(
    '/',
    async (page) => {
      const links = await page
        .locator('h2:has-text("Toutes les démarches") ~ ul a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
      expect(links).toHaveLength(20)
      expect(await faultsOf(page)).toEqual([])
      for (const link of links.filter((one) => one.startsWith('/demarches/'))) {
        await page.goto(`${demo.demoOrigin}${link}`)
        await page.fill('#nom', 'Durand')
        await page.locator('#prenom, #prenoms').fill('Paul')
        await page.fill('#courriel', 'paul@exemple.fr')
        await page.getByRole('button', { name: 'Envoyer la demande' }).click()
        expect([link, await page.textContent('#validity')]).toEqual([link, 'À vérifier :'])
        expect(await page.textContent('main')).toContain('le formulaire a été rempli à la main')
        expect((await documents(page)).filter(([is]) => is !== 'wanted')).toEqual([])
      }
    },
    { viewport: phone },
  )
})
