import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Language, languages } from '../../src/domain/languages.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { createReport, documented } from '../support/accessibility-report.ts'
import { auditPage, type Scheme } from '../support/audit-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type DemoProcess, startDemoProcess } from '../support/start-demo-process.ts'
import { leaveForm, passAskPage, passFranceConnect, passReviewPage } from './demo-visit.ts'

let demo: DemoProcess
let chromium: Browser
const contexts: BrowserContext[] = []
const report = createReport()
beforeAll(async () => {
  demo = await startDemoProcess()
  chromium = await launchChromium()
})
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
  await misbehave()
})
afterAll(async () => {
  await chromium.close()
  expect(await demo.stop()).toBe(0)
})

async function misbehave(...faults: FaultSettingInput[]): Promise<void> {
  const body = JSON.stringify({ faults })
  const answer = await fetch(`${demo.simulatorOrigin}/control/faults`, { method: 'PUT', body })
  expect(answer.ok).toBe(true)
}

const lightAndDark = ['light', 'dark'] as const

interface Tour {
  readonly page: Page
  readonly language: Language
  /** Looks at the page as it stands. */
  look(state: string, schemes?: readonly Scheme[]): Promise<void>
}

/** A browser of its own, in a language, for a walk that stops to look. */
async function tour(
  language: Language,
  extra: { headers?: Record<string, string> } = {},
): Promise<Tour> {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const context = await chromium.newContext({ locale, extraHTTPHeaders: extra.headers ?? {} })
  context.setDefaultTimeout(15_000)
  contexts.push(context)
  const page = await context.newPage()
  return {
    page,
    language,
    look: async (state, schemes = ['light']) => {
      // A page that streams is not loaded before its end.
      if (!state.startsWith('progress')) await page.waitForLoadState()
      const audit = await auditPage(page, { schemes })
      report.add(state, language, schemes, audit)
      expect(audit.faults).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
    },
  }
}

/** Opens a form of the town hall; its pages speak French, the widget and the service what the widget is told. */
async function openForm({ page, language }: Tour, path: string): Promise<void> {
  await page.goto(`${demo.demoOrigin}${path}`)
  const widget = page.locator('franceconnect-prefill')
  await widget.evaluate((element, lang) => element.setAttribute('lang', lang), language)
  await widget.locator('.fr-connect path').first().waitFor({ state: 'attached' })
}

describe.each(languages)('the pages of the service, in %s', (language) => {
  test('when state data are asked for, then every page on the way is without fault', async () => {
    const walk = await tour(language)
    const { page, look } = walk
    await misbehave({ fault: 'latency', at: 'quotient_familial', milliseconds: 9000, times: 1 })
    await openForm(walk, '/cantine')
    await look('demo: school meals')
    await leaveForm(page)
    await look('before the login: what is asked', lightAndDark)
    await passAskPage(page)
    await passFranceConnectWithoutWaiting(page, 'test')
    await page.locator('.slow').waitFor()
    await look('progress, an agency is slow', lightAndDark)
    await page.waitForURL(/\/review\//)
    await look('review: a choice, and what can be withheld', lightAndDark)
    await page.locator('form[action^="/review/"] button.action').click()
    await page.locator('.summary').waitFor()
    await look('review, with a mistake', lightAndDark)
    await passReviewPage(page, 'enfant', [0, 1])
    await page.waitForURL(`${demo.demoOrigin}/cantine`)
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#nom')?.value)
    await look('demo: school meals, filled')
    const token = await page.locator('[name=prefill_token]').inputValue()
    await page.locator('button.send').click()
    await page.getByRole('heading', { name: 'Votre formulaire est envoyé' }).waitFor()
    await look('demo: after the submission')
    await page.goto(`${demo.serviceOrigin}/logout?client_id=demo-cantine&ui_locales=${language}`)
    await look('log-out: the question', lightAndDark)
    await page.locator('button.action').click()
    await page.waitForURL(/logout\/done/)
    await look('logged out', lightAndDark)
    await page.goto(`${demo.serviceOrigin}/lecteur?lang=${language}`)
    await page.fill('#text', token)
    await page.locator('#reader button.action').first().click()
    await page.locator('#result:not([hidden])').waitFor()
    await look('clerk: a token that was read', lightAndDark)
  }, 120_000)

  test('when a question comes before the login, then its page is without fault, with and without mistakes', async () => {
    const walk = await tour(language)
    const { page, look } = walk
    await openForm(walk, '/stationnement')
    await leaveForm(page)
    await look('before the login: a question', lightAndDark)
    await passAskPage(page)
    await page.locator('.summary').waitFor()
    await look('before the login: a question, with a mistake', lightAndDark)
    await openForm(walk, '/transport')
    await leaveForm(page)
    await look('before the login: a situation', lightAndDark)
    await passAskPage(page)
    await page.locator('.summary').waitFor()
    await look('before the login: a situation, with a mistake', lightAndDark)
  }, 60_000)

  test('when something went wrong, then every error page is without fault', async () => {
    const { page, look } = await tour(language)
    const { serviceOrigin } = demo
    const errors = {
      'home page': '/',
      'HTTP reference': '/openapi',
      'error: no such page': '/nowhere',
      'error: unknown form': '/authorize?client_id=unknown',
      'error: unregistered address':
        '/authorize?client_id=demo-cantine&redirect_uri=http://localhost:1/x&response_type=code',
      'error: unusable request': '/authorize?client_id=a&client_id=b',
      'error: unknown state': '/callback?code=a&state=b',
      'error: attempt lost': '/review/unknown',
      'error: log-out to an unregistered address':
        '/logout?client_id=demo-cantine&post_logout_redirect_uri=http://localhost:1/',
    }
    for (const [state, path] of Object.entries(errors)) {
      await page.goto(serviceOrigin + path)
      await look(state, lightAndDark)
    }
  }, 60_000)

  test('when a clerk reads a token, then the page is without fault before and after', async () => {
    const { page, look } = await tour(language)
    await page.goto(`${demo.serviceOrigin}/lecteur?lang=${language}`)
    await page.locator('#text').waitFor()
    await look('clerk: before', lightAndDark)
    await page.fill('#text', 'eyJ')
    await page.locator('#reader button.action').first().click()
    await page.locator('#result:not([hidden])').waitFor()
    await look('clerk: an unreadable token', lightAndDark)
  }, 60_000)
})

async function passFranceConnectWithoutWaiting(page: Page, login: string): Promise<void> {
  await page.locator('form[action*="redirect-to-idp"] button').first().click()
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', '123')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('button', { name: 'Continuer' }).click({ noWaitAfter: true })
}

describe('the pages of the demonstration and of the simulator', () => {
  test('when the town hall’s other pages are shown, then they are without fault', async () => {
    const walk = await tour('fr')
    const { page, look } = walk
    await page.goto(demo.demoOrigin)
    await look('demo: home')
    for (const path of ['/stationnement', '/transport', '/bibliotheque']) {
      await openForm(walk, path)
      await look(`demo: ${path.slice(1)}`)
    }
    await page.goto(`${demo.demoOrigin}/etat-civil`)
    await look('demo: birth certificate')
    await page.locator('button.franceconnect').click()
    await look('simulator: choice of the identity provider')
    await page.goBack()
    await page.locator('button.franceconnect').click()
    await passFranceConnect(page, 'test')
    await page.waitForURL(`${demo.demoOrigin}/etat-civil`)
    await look('demo: birth certificate, filled')
    await page.locator('button.send').click()
    await look('demo: birth certificate, after the submission')
  }, 60_000)

  test('when the simulator’s pages are shown, then they are without fault', async () => {
    const walk = await tour('fr')
    const { page, look } = walk
    await page.goto(demo.simulatorOrigin)
    await look('simulator: home')
    await page.goto(`${demo.simulatorOrigin}/control`)
    await look('simulator: control')
    await page.getByRole('button', { name: 'Switch on' }).click()
    await look('simulator: control, a fault is on')
    await page.getByRole('button', { name: 'Switch all off' }).click()
    await openForm(walk, '/bibliotheque')
    await page.locator('franceconnect-prefill .fr-connect').click()
    await page.locator('form[action*="redirect-to-idp"] button').first().click()
    await look('simulator: login')
    await page.fill('input[name=password]', 'wrong')
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await look('simulator: login refused')
    await page.getByRole('link', { name: 'Annuler' }).click()
    await look('simulator: choice, after giving up')
    await page.locator('form[action*="redirect-to-idp"] button').first().click()
    await page.fill('input[name=login]', 'test')
    await page.fill('input[name=password]', '123')
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await look('simulator: who is logged in')
    await page.goto(`${demo.simulatorOrigin}/api/v2/nowhere`)
    await look('simulator: error')
  }, 60_000)
})

test('when all of them were looked at, then the documentation says what was found', () => {
  const write = process.env.WRITE_ACCESSIBILITY ? report.table() : undefined
  expect(documented('journey', write)).toBe(report.table())
})
