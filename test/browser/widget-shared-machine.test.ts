import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import {
  hostPage,
  makeTrip,
  type RecordedEvent,
  someFields,
  someForm,
  startWidgetStage,
  type WidgetStage,
  waitUntil,
  widgetTag,
} from '../support/widget-stage.ts'

const thanks = '<franceconnect-prefill client-id="demo-cantine"></franceconnect-prefill>'
const personal = ['DUBOIS', 'Angela', '1962-08-24', '872', 'eyJ']

/** Runs in the page: everything of it that a next citizen can look into. */
function lookEverywhere(): string[] {
  const stored = (storage: Storage) => Object.entries({ ...storage }).map(String)
  const typed = Array.from(document.querySelectorAll('input,select,textarea'), (control) => {
    const { name, value, checked } = control as HTMLInputElement
    return `${name}=${value} ${checked}`
  })
  const shadows = Array.from(
    document.querySelectorAll('franceconnect-prefill'),
    (host) => host.shadowRoot?.textContent ?? '',
  )
  return [
    ...stored(sessionStorage),
    ...stored(localStorage),
    document.cookie,
    JSON.stringify(history.state),
    location.href,
    document.documentElement.outerHTML,
    ...typed,
    ...shadows,
  ]
}

async function leftOf(page: Page, words = personal): Promise<string[]> {
  const places = await page.evaluate(lookEverywhere)
  return words.flatMap((word) =>
    places
      // A number by itself: times and random names hold any three digits.
      .filter((place) => new RegExp(`(?<![\\w-])${word}`).test(place))
      .map((place) => `${word}: ${place.slice(0, 200)}`),
  )
}

/** Goes back as the browser's button does: Playwright's own waits on a page that may be gone by then. */
async function back(page: Page, path: string, pages = 1): Promise<void> {
  await page.evaluate((count) => history.go(-count), pages).catch(() => {})
  await waitUntil(() => page.url().endsWith(path))
}

const status = (page: Page) => page.locator('franceconnect-prefill [role=status]')

describe.each([
  ['keeps the pages that were left', true],
  ['loads them again', false],
])('on a shared machine whose browser %s', (_, keepsPages) => {
  let stage: WidgetStage
  beforeAll(async () => {
    stage = await startWidgetStage({ keepsPages })
  }, 60_000)
  afterAll(() => stage.close())
  beforeEach(() => {
    const { behaviour, pages, service } = stage.fake
    behaviour.fields = someFields()
    pages.set('/cantine', hostPage(service, widgetTag + someForm))
    pages.set('/recu', hostPage(service, `${thanks}<p>Reçu</p>`))
    pages.set('/', hostPage(service, '<p>Accueil</p>'))
  })
  afterEach(() => stage.clear())

  async function fillAndSubmit(): Promise<{ page: Page; events: RecordedEvent[] }> {
    const { page, events } = await stage.open('/cantine')
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => Reflect.set(window, 'isKept', persisted)),
    )
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.getByText('Sur un ordinateur partagé').waitFor()
    return { page, events }
  }

  test('when a citizen has sent the form and logged out, then no page behind the back button holds anything of theirs', async () => {
    const { page } = await fillAndSubmit()
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('logged out').waitFor()
    const state = new URL(page.url()).searchParams.get('state')
    await page.goto(`${stage.fake.site}/?state=${state}`)
    await page.getByText('Accueil').waitFor()
    expect(await leftOf(page)).toEqual([])
    // Past the service's page, to the one after the submission, to the form.
    await back(page, '/recu', 2)
    await page.getByText('Reçu').waitFor()
    expect(await leftOf(page)).toEqual([])
    await back(page, '/cantine')
    await page.locator('.fr-connect').waitFor()
    expect(await page.evaluate(() => Reflect.get(window, 'isKept') ?? false)).toBe(keepsPages)
    expect(await leftOf(page)).toEqual([])
    // A browser that loads the page again puts back itself what was typed in it, as on any page.
    const typed = keepsPages ? [] : ['arachides: allergies=arachides undefined']
    expect(await leftOf(page, ['arachides'])).toEqual(typed)
    expect(await page.context().cookies()).toEqual([])
  })

  test('when a citizen has filled two forms and logs out of the second, then nothing is left of the first either', async () => {
    const { pages, service } = stage.fake
    const second = widgetTag.replace('demo-cantine', 'demo-piscine')
    pages.set('/piscine', hostPage(service, second + someForm))
    stage.fake.behaviour.description = {
      redirect_uris: [`${stage.fake.site}/cantine`, `${stage.fake.site}/piscine`],
    }
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.goto(`${stage.fake.site}/piscine`)
    await makeTrip(page, events)
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('logged out').waitFor()
    await page.goto(`${stage.fake.site}/cantine`)
    await page.locator('.fr-connect').waitFor()
    expect(await leftOf(page)).toEqual([])
  })

  test('when another citizen has logged in since, then a page that was left is not filled again with the first one’s values', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.goto(`${stage.fake.site}/`)
    // As the second login leaves it: the session of the form is another one's.
    await page.evaluate(() => {
      const key = 'franceconnect-prefill:session:demo-cantine'
      const value = { idToken: 'of-another', displayName: 'Karim VASSEUR' }
      sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), value }))
    })
    await back(page, '/cantine')
    await page.locator('franceconnect-prefill').waitFor({ state: 'attached' })
    await page.waitForTimeout(300)
    expect(await leftOf(page)).toEqual([])
  })

  test('when a citizen logs out of the form itself, then what they typed is gone from the page behind the back button too', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('logged out').waitFor()
    await back(page, '/cantine')
    await page.locator('.fr-connect').waitFor()
    expect(await leftOf(page, [...personal, 'arachides'])).toEqual([])
    expect(await status(page).textContent()).toBe('')
  })

  test('when a citizen goes back from the page after the submission without logging out, then who is logged in is still said, and a page that was kept is as it was', async () => {
    const { page } = await fillAndSubmit()
    await back(page, '/cantine')
    await page.getByText('Connecté avec FranceConnect').waitFor()
    if (keepsPages) await page.locator('[name=prefill_token]').waitFor({ state: 'attached' })
    expect([
      await page.inputValue('#allergies'),
      await page.inputValue('#nom'),
      await page.locator('[name=prefill_token]').count(),
      await page.locator('#nom').getAttribute('readonly'),
    ]).toEqual(keepsPages ? ['arachides', 'DUBOIS', 1, ''] : ['arachides', '', 0, null])
  })
})
