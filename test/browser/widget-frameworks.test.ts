import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { bundlePages } from '../support/bundle-page.ts'
import {
  ended,
  hostPage,
  makeTrip,
  someFields,
  startWidgetStage,
  type WidgetStage,
} from '../support/widget-stage.ts'

let stage: WidgetStage
let scripts: Record<string, string>

beforeAll(async () => {
  stage = await startWidgetStage()
  const [react, vue] = await bundlePages(['react-form.jsx', 'vue-form.js'])
  scripts = { React: react ?? '', Vue: vue ?? '' }
}, 60_000)
afterAll(() => stage.close())
afterEach(() => stage.clear())

function fields(): PrefillClaims['fields'] {
  const { nom, ne_le, civilite, quotient } = someFields()
  const ofFranceConnect = {
    source: 'franceconnect',
    as_of: '2026-11-23',
    assurance: 'verified',
    locked: false,
  } as const
  return {
    ...(nom && { nom }),
    ...(civilite && { civilite }),
    sexe: { ...ofFranceConnect, claim: 'gender', type: 'code', value: 'female' },
    majeur: { ...ofFranceConnect, claim: 'birthdate', type: 'boolean', value: true },
    ...(ne_le && { ne_le }),
    ...(quotient && { quotient }),
  }
}

const empty = { nom: '', civilite: '', sexe: '', majeur: false, ne_le: '', quotient: '', avis: '' }
const firstStep = { nom: 'DUBOIS', civilite: '2', sexe: 'female', majeur: true }
const secondStep = { ne_le: '1962-08-24', quotient: '872' }

const stateOf = async (page: Page) => JSON.parse((await page.textContent('#state')) ?? '')
const notes = (page: Page) => page.locator('form .franceconnect-prefill-note').count()
const token = (page: Page) => page.locator('form [name=prefill_token]').count()
const goOn = (page: Page) => page.click('#step')

/** What sticks out of the window. */
const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe.each(['React', 'Vue'])('a form whose state %s holds', (framework) => {
  beforeEach(() => {
    const { behaviour, pages, service } = stage.fake
    behaviour.fields = fields()
    // Vue makes its own policy for trusted types.
    behaviour.policy = { 'script-src': `${service} 'self'`, 'trusted-types': 'vue' }
    const body = '<div id="app"></div><script type="module" src="/form.js"></script>'
    pages.set('/form.js', scripts[framework] ?? '')
    pages.set('/cantine', hostPage(service, body).replace('<h1>Inscription à la cantine</h1>', ''))
  })

  test('when it is filled, then the state follows, a new rendering keeps what is said, and undo brings the state back', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.locator('#nom').waitFor()
    await makeTrip(page, events)
    expect(await stateOf(page)).toEqual({ ...empty, ...firstStep })
    expect(await page.textContent('#outcome')).toBe('partial')
    await page.click('[name=majeur]')
    expect(await stateOf(page)).toEqual({ ...empty, ...firstStep, majeur: false })
    const described = await page.locator('#nom').getAttribute('aria-describedby')
    expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(/^Rempli par France/)
    expect(await page.locator('#nom').getAttribute('readonly')).toBe('')
    expect([await notes(page), await token(page)]).toEqual([4, 1])
    await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
    // No click empties a group of radios: neither framework knows that it can be.
    expect(await stateOf(page)).toEqual({ ...empty, sexe: 'female' })
    expect([await notes(page), await token(page)]).toEqual([0, 0])
    expect(events.filter(({ type }) => type === 'error' || type === 'violation')).toEqual([])
  })

  test('when a later step appears, then it is filled as it comes, once, and an earlier one keeps what the citizen changed', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.locator('#nom').waitFor()
    await makeTrip(page, events)
    await goOn(page)
    await page.locator('#ne_le[aria-describedby]').waitFor()
    expect(await stateOf(page)).toEqual({ ...empty, ...firstStep, ...secondStep })
    await page.fill('#quotient', '900')
    await goOn(page)
    await page.locator('#nom[readonly]').waitFor()
    await goOn(page)
    await page
      .getByText('Votre saisie est conservée. D’après la CAF ou la MSA : « 872 ».')
      .waitFor()
    expect(await stateOf(page)).toEqual({ ...empty, ...firstStep, ...secondStep, quotient: '900' })
    expect([await notes(page), await token(page), ended(events).length]).toEqual([2, 1, 1])
    expect(events.filter(({ type }) => type === 'prefill-field')).toHaveLength(11)
  })

  test('when the form is made anew, then values, notes, locks and the token are in the new one', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.locator('#nom').waitFor()
    await makeTrip(page, events)
    await page.click('#remount')
    await page.locator('#nom[readonly]').waitFor()
    expect(await stateOf(page)).toEqual({ ...empty, ...firstStep })
    expect([await notes(page), await token(page)]).toEqual([4, 1])
    expect(await page.locator('.franceconnect-prefill-locked').inputValue()).toBe('Mme')
  })

  test('when the citizen leaves from a later step, then what they typed there waits until it is shown again', async () => {
    stage.fake.behaviour.error = 'access_denied'
    const { page, events } = await stage.open('/cantine')
    await goOn(page)
    await page.fill('#avis', 'arachides')
    await makeTrip(page, events)
    expect(await stateOf(page)).toEqual(empty)
    await goOn(page)
    await page.waitForFunction(() =>
      document.querySelector('#state')?.textContent?.includes('arac'),
    )
    expect(await page.inputValue('#avis')).toBe('arachides')
    await page.fill('#avis', '')
    await goOn(page)
    await goOn(page)
    expect(await page.inputValue('#avis')).toBe('')
  })

  test.each([320, 390, 768, 1280])(
    'when the window has %i px, then nothing runs out of it',
    async (width) => {
      const { page, events } = await stage.open('/cantine', { width })
      await page.locator('#nom').waitFor()
      await makeTrip(page, events)
      await page.screenshot({
        path: join(tmpdir(), `widget-${framework}-${width}.png`),
        fullPage: true,
      })
      expect(await tooWide(page)).toBe(0)
    },
  )
})
