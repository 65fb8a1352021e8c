import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { describeForm } from '../../src/domain/describe-form.ts'
import type { RedirectedError } from '../../src/domain/redirected-errors.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { launchChromium } from '../support/chromium.ts'
import { aForm } from '../support/forms.ts'
import { type DemoProcess, startDemoProcess } from '../support/start-demo-process.ts'

let demo: DemoProcess
let chromium: Browser
const contexts: BrowserContext[] = []
beforeAll(async () => {
  demo = await startDemoProcess()
  chromium = await launchChromium()
})
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
  await steer('DELETE', '/faults')
})
afterAll(async () => {
  await chromium.close()
  expect(await demo.stop()).toBe(0)
})

const { sentences } = describeForm(aForm(), '', 'fr')
const sentenceOf = (code: RedirectedError) => sentences[`error.${code}`]

/** Asks the simulator's control for something. */
async function steer(method: string, path: string, body?: object) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const answer = await fetch(`${demo.simulatorOrigin}/control${path}`, init)
  expect(answer.ok).toBe(true)
  return answer.status === 204 ? {} : await answer.json()
}

const misbehave = (...faults: FaultSettingInput[]) => steer('PUT', '/faults', { faults })

/** How often the only fault that is on has still to bite. */
async function bitesLeft(): Promise<number | undefined> {
  const { faults } = (await steer('GET', '/faults')) as { faults: { times?: number }[] }
  return faults[0]?.times
}

async function newBrowser(): Promise<BrowserContext> {
  const viewport = { width: 390, height: 844 }
  const context = await chromium.newContext({ locale: 'fr-FR', viewport })
  context.setDefaultTimeout(10_000)
  contexts.push(context)
  return context
}

interface Tab {
  readonly page: Page
  /** Every address that the tab has asked the service for, by its path. */
  asked(path: string): string[]
}

/** A new tab on a page of the town hall. */
async function openTab(path: string, context?: BrowserContext): Promise<Tab> {
  const page = await (context ?? (await newBrowser())).newPage()
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.goto(`${demo.demoOrigin}${path}`)
  const asked = (wanted: string) =>
    addresses.filter((address) => address.startsWith(`${demo.serviceOrigin}${wanted}?`))
  return { page, asked }
}

const button = (page: Page) => page.getByRole('button', { name: /FranceConnect/ })
const announced = (page: Page) => page.locator('franceconnect-prefill [role=status]')
const familyName = { '/cantine': '#nom', '/bibliotheque': '[name="wpforms[fields][3]"]' }

/** Leaves the form; what the school meals form asks before the login is answered as it stands. */
async function leave(page: Page): Promise<void> {
  const asks = !page.url().startsWith(`${demo.demoOrigin}/bibliotheque`)
  await button(page).click()
  if (asks) await page.locator('form[action^="/ask/"] button').click()
}

async function identify(page: Page, login = 'karim'): Promise<void> {
  await page.locator('form[action*="redirect-to-idp"] button').first().click()
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', '123')
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** Leaves FranceConnect's last page, without waiting for what comes of it. */
const goOn = (page: Page) =>
  page.getByRole('button', { name: 'Continuer' }).click({ noWaitAfter: true })

/** Waits until the citizen is on the form again, and the widget has said how the trip ended. */
async function ending(page: Page, path: keyof typeof familyName = '/cantine') {
  await page.waitForURL(`${demo.demoOrigin}${path}`)
  await announced(page).filter({ hasText: /./ }).waitFor()
  return {
    sentence: await announced(page).textContent(),
    nom: await page.inputValue(familyName[path]),
  }
}

const filled = { sentence: expect.stringMatching(/^Champs remplis/), nom: 'VASSEUR' }

describe('a callback that is loaded again', () => {
  // The fault does nothing but count how often FranceConnect's code is sent.
  const counting = { fault: 'latency', at: 'token', milliseconds: 0, times: 9 } as const

  test('when it is loaded again after the login, then the form is there, with a quiet sentence, and nothing is spent twice', async () => {
    await misbehave(counting)
    const { page, asked } = await openTab('/cantine')
    await leave(page)
    await identify(page)
    await goOn(page)
    expect(await ending(page)).toEqual(filled)
    const [callback = ''] = asked('/callback')
    await page.goto(callback)
    expect(await ending(page)).toEqual({ sentence: sentences.notRecognised, nom: '' })
    expect([await bitesLeft(), page.url()]).toEqual([8, `${demo.demoOrigin}/cantine`])
    await leave(page)
    await goOn(page)
    expect(await ending(page)).toEqual(filled)
  })

  test('when it is loaded again while FranceConnect is slow, then the form is filled, and nothing is spent twice', async () => {
    await misbehave({ ...counting, milliseconds: 1500 })
    const { page, asked } = await openTab('/cantine')
    await page.fill('#allergies', 'arachides')
    await leave(page)
    await identify(page)
    const returning = page.waitForRequest((request) => request.url().includes('/callback?'))
    await goOn(page)
    await returning
    await page.goto(asked('/callback')[0] ?? '')
    expect(await ending(page)).toEqual(filled)
    expect([await bitesLeft(), asked('/callback').length]).toEqual([8, 2])
    expect(await page.inputValue('#allergies')).toBe('arachides')
  })

  test('when the citizen goes back from the filled form, then no page of ours is an error, and forward is the form', async () => {
    const { page } = await openTab('/cantine')
    await leave(page)
    await identify(page)
    await goOn(page)
    expect(await ending(page)).toEqual(filled)
    await page.goBack()
    expect(page.url()).toMatch(demo.simulatorOrigin)
    await page.goForward()
    await page.waitForURL(`${demo.demoOrigin}/cantine`)
    expect(await button(page).isVisible()).toBe(true)
  })
})

describe('a button that is clicked twice', () => {
  test('when it is double-clicked, then one login begins, and fills the form', async () => {
    const { page, asked } = await openTab('/cantine')
    await button(page).dblclick()
    await page.locator('form[action^="/ask/"] button').click()
    await identify(page)
    await goOn(page)
    expect(await ending(page)).toEqual(filled)
    expect(asked('/authorize')).toHaveLength(1)
  })
})

describe('two tabs of one browser', () => {
  test('when one logs in while the other waits on its form, then both are filled', async () => {
    const context = await newBrowser()
    const first = await openTab('/cantine', context)
    const second = await openTab('/bibliotheque', context)
    await leave(first.page)
    await identify(first.page)
    await goOn(first.page)
    expect(await ending(first.page)).toEqual(filled)
    await leave(second.page)
    await goOn(second.page)
    expect(await ending(second.page, '/bibliotheque')).toEqual(filled)
    expect(await first.page.inputValue('#nom')).toBe('VASSEUR')
  })

  test('when the second comes back before the first, then both are filled', async () => {
    const context = await newBrowser()
    const first = await openTab('/cantine', context)
    const second = await openTab('/bibliotheque', context)
    await misbehave({ fault: 'latency', at: 'userinfo', milliseconds: 3000, times: 1 })
    await leave(first.page)
    await identify(first.page)
    const returning = first.page.waitForRequest((request) => request.url().includes('/callback?'))
    await goOn(first.page)
    await returning
    await leave(second.page)
    await goOn(second.page)
    expect(await ending(second.page, '/bibliotheque')).toEqual(filled)
    expect(new URL(first.page.url()).origin).toBe(demo.simulatorOrigin)
    expect(await ending(first.page)).toEqual(filled)
  })

  test.each(['/bibliotheque', '/cantine'] as const)(
    'when FranceConnect cancels the first for one on %s, then its way back ends on its form, with what was typed',
    async (path) => {
      const context = await newBrowser()
      const first = await openTab('/cantine', context)
      const second = await openTab(path, context)
      const choice = 'form[action*="redirect-to-idp"] button'
      await first.page.fill('#nom', 'Martin')
      await leave(first.page)
      await first.page.locator(choice).first().waitFor()
      await leave(second.page)
      await second.page.locator(choice).first().waitFor()
      await first.page.locator(choice).first().click()
      await first.page.getByText('Y470001').waitFor()
      await first.page.getByRole('link', { name: /Revenir sur/ }).click()
      expect(await ending(first.page)).toEqual({ sentence: sentences.cancelled, nom: 'Martin' })
      await leave(first.page)
      await identify(first.page)
      await goOn(first.page)
      await first.page.waitForURL(`${demo.demoOrigin}/cantine`)
      await announced(first.page).filter({ hasText: 'Champs remplis' }).waitFor()
      expect(await first.page.inputValue('#premier_prenom')).toBe('Karim')
    },
  )
})

test('when the tab is left at FranceConnect for 25 minutes, then the login completes', async () => {
  const { page } = await openTab('/cantine')
  await leave(page)
  await page.locator('form[action*="redirect-to-idp"]').first().waitFor()
  await steer('POST', '/clock', { advance_seconds: 25 * 60 })
  await identify(page)
  await goOn(page)
  expect(await ending(page)).toEqual(filled)
})

describe('an error: the form as it was left, and the sentence of what happened', () => {
  async function failWith(faults: FaultSettingInput[], meanwhile?: () => Promise<unknown>) {
    const { page } = await openTab('/cantine')
    await page.fill('#nom', 'Martin')
    await page.selectOption('#ecole', 'jules-ferry')
    await leave(page)
    await identify(page)
    await misbehave(...faults)
    await goOn(page)
    await meanwhile?.()
    const end = await ending(page)
    return { ...end, ecole: await page.inputValue('#ecole') }
  }
  const kept = (code: RedirectedError) => ({
    sentence: sentenceOf(code),
    nom: 'Martin',
    ecole: 'jules-ferry',
  })

  test.each<[FaultSettingInput, RedirectedError]>([
    [{ fault: 'status_503', at: 'token' }, 'franceconnect_unavailable'],
    [{ fault: 'dropped_connection', at: 'userinfo' }, 'franceconnect_unavailable'],
    [{ fault: 'wrong_nonce', at: 'token' }, 'franceconnect_untrusted'],
    [{ fault: 'bad_signature', at: 'userinfo' }, 'franceconnect_untrusted'],
    [{ fault: 'duplicated_parameters', at: 'authorize' }, 'franceconnect_untrusted'],
  ])('when FranceConnect has %j, then %s is said', async (fault, code) => {
    expect(await failWith([fault])).toEqual(kept(code))
  })

  test('when FranceConnect’s code has expired on the way, then the login took too long', async () => {
    const slow = { fault: 'latency', at: 'authorize', milliseconds: 1000, times: 1 } as const
    const age = async () => {
      while ((await bitesLeft()) !== undefined) await sleep(20)
      await steer('POST', '/clock', { advance_seconds: 31 })
    }
    expect(await failWith([slow], age)).toEqual(kept('franceconnect_code_expired'))
  })

  test.each<[string, RedirectedError]>([
    ['inconnu.insee', 'login_cancelled'],
    ['delai.insee', 'franceconnect_unavailable'],
    ['sans.prenom', 'franceconnect_failed'],
  ])(
    'when FranceConnect stops %s, then its link back ends on the form, and %s is said',
    async (login, code) => {
      const { page } = await openTab('/cantine')
      await page.fill('#nom', 'Martin')
      await leave(page)
      await identify(page, login)
      await page.getByRole('link', { name: /Revenir sur/ }).click()
      expect(await ending(page)).toEqual({ sentence: sentenceOf(code), nom: 'Martin' })
    },
  )

  test('when the citizen cancels, then one quiet sentence says so', async () => {
    const { page } = await openTab('/cantine')
    await page.fill('#nom', 'Martin')
    await leave(page)
    await page.getByRole('link', { name: /Revenir sur/ }).click()
    expect(await ending(page)).toEqual({ sentence: sentences.cancelled, nom: 'Martin' })
  })
})
