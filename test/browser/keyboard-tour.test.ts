import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { type DemoProcess, startDemoProcess } from '../support/start-demo-process.ts'
import { announced } from './demo-visit.ts'
import { focused, tabTo } from './keyboard.ts'

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

const skip = 'Aller au contenu'
const town = 'Ville de Démonstration'
const signIn = 'S’identifier avec FranceConnect'
const what = 'Qu’est-ce que FranceConnect ?'
const family = [
  'Votre quotient familial, auprès de la CAF ou de la MSA',
  'Continuer vers FranceConnect',
]

/** Presses Enter, and waits for the page that it leads to. */
async function enter(page: Page, heading: string): Promise<void> {
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  await page.waitForLoadState()
}

/** From the form to the page before the login, and to FranceConnect. */
async function leave(page: Page): Promise<void> {
  expect(await tabTo(page, what)).toEqual([skip, town, signIn, what])
  expect(await tabTo(page, signIn, 'Shift+Tab')).toEqual([signIn])
  await enter(page, 'Avant de vous connecter')
  expect(await tabTo(page, family[1] ?? '')).toEqual([skip, ...family])
  await tabTo(page, family[0] ?? '', 'Shift+Tab')
  const box = page.locator('input[name=source]')
  await page.keyboard.press('Space')
  expect(await box.isChecked()).toBe(false)
  await page.keyboard.press('Space')
  expect(await box.isChecked()).toBe(true)
  await tabTo(page, family[1] ?? '')
  await enter(page, 'Choisissez un compte pour vous connecter')
}

/** Through the simulated FranceConnect. */
async function identify(page: Page): Promise<void> {
  const provider = 'Fournisseur d’identité de démonstration'
  expect(await tabTo(page, provider)).toEqual([provider])
  await enter(page, provider)
  await tabTo(page, 'Identifiant')
  await page.keyboard.type('test')
  await enter(page, `Continuer sur ${town}`)
  await tabTo(page, `Continuer sur ${town}`)
  await enter(page, 'Vérifiez avant de transmettre')
}

// They are born so many years, months and days before the day of the test.
const children = ['LEO PAUL', 'CAMILLE ANNE', 'NINA'].map((name) =>
  expect.stringMatching(`^${name}, \\d{1,2}(er)? \\S+ \\d{4}$`),
)
const go = 'Transmettre au formulaire'
const choices = [
  ...children,
  'Ne rien transmettre ici, je remplirai moi-même',
  'Nom de naissance : DUBOIS',
  'Prénom : Angela',
  'Civilité : Mme',
  'Date de naissance : 24 août 1962',
  'Adresse électronique : wossewodda-3728@yopmail.com',
  'Quotient familial : 872',
  go,
]

/** Over the review page: first with a mistake, whose summary leads to where it is mended. */
async function review(page: Page): Promise<void> {
  expect(await tabTo(page, go)).toEqual([skip, ...choices])
  await page.keyboard.press('Enter')
  await page.locator('.summary').waitFor()
  expect(await page.title()).toBe(`Erreur : Vérifiez avant de transmettre – ${town}`)
  const mistake = 'Cochez au moins une case, ou choisissez de ne rien transmettre ici.'
  expect(await focused(page)).toBe(`Une réponse est à corriger ${mistake}`)
  expect(await tabTo(page, mistake)).toEqual([mistake])
  await page.keyboard.press('Enter')
  expect(await focused(page)).toEqual(children[0])
  const question = await page.locator('legend').first().boundingBox()
  expect(question?.y).toBeGreaterThan(0)
  await page.keyboard.press('Space')
  expect(await tabTo(page, go)).toEqual(choices.slice(1))
  await enter(page, 'Inscription à la restauration scolaire')
}

const filledForm = [
  skip,
  town,
  'Se déconnecter',
  'Annuler le remplissage',
  'Madame',
  'Nom de naissance',
  'Nom d’usage (facultatif)',
  'Prénom',
  'Date de naissance',
  'Adresse électronique',
  'Quotient familial (facultatif)',
  'Prénoms',
  'Date de naissance',
  'Prénoms',
  'Date de naissance',
  'Prénoms',
  'Date de naissance',
  'École (facultatif)',
  'Allergies et remarques (facultatif)',
  'Envoyer l’inscription',
]

test('when nothing but Tab, Enter and Space is used, then every stop is seen and in order, from the address bar to the log-out', async () => {
  const context = await chromium.newContext({
    locale: 'fr-FR',
    viewport: { width: 1280, height: 720 },
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(`${demo.demoOrigin}/cantine`)
  await page.locator('franceconnect-prefill path').first().waitFor({ state: 'attached' })
  await leave(page)
  await identify(page)
  await review(page)
  await page.locator('[name=prefill_token]').waitFor({ state: 'attached' })
  expect(await announced(page)).toMatch(/^Champs remplis : 8\./)
  expect(await tabTo(page, filledForm.at(-1) ?? '')).toEqual(filledForm)
  expect(await tabTo(page, 'page')).toEqual(['This form in English', 'page'])
  await tabTo(page, filledForm.at(-1) ?? '', 'Shift+Tab')
  await enter(page, 'Votre formulaire est envoyé')
  const logOut = 'Se déconnecter de FranceConnect'
  expect(await tabTo(page, logOut)).toEqual([skip, town, logOut])
  await enter(page, 'Se déconnecter')
  expect(await tabTo(page, logOut)).toEqual([skip, logOut])
  await enter(page, 'Démarches en ligne')
  await context.close()
}, 60_000)
