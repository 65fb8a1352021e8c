import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import {
  ended,
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

let stage: WidgetStage

beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
beforeEach(() => {
  stage.fake.behaviour.fields = someFields()
  serve(widgetTag + someForm)
})
afterEach(() => stage.clear())

function serve(body: string): void {
  stage.fake.pages.set('/cantine', hostPage(stage.fake.service, body))
}

const status = (page: Page) => page.locator('franceconnect-prefill [role=status]')
const button = (page: Page) => page.locator('franceconnect-prefill .fr-connect')
const asked = (path: string) => stage.fake.requests.filter(({ url }) => url.pathname === path)
const faults = (events: RecordedEvent[]) =>
  events.filter(({ type }) => type === 'error' || type === 'violation')

describe('a browser that keeps nothing', () => {
  /** Safari's private windows before iOS 11, and a full storage: there, but nothing goes in. */
  function refuseAll(): void {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  }
  /** Room for the trip, none for what was typed. */
  function refuseDrafts(): void {
    const { setItem } = Storage.prototype
    Storage.prototype.setItem = function (key, value) {
      if (key.includes(':draft:')) throw new DOMException('full', 'QuotaExceededError')
      setItem.call(this, key, value)
    }
  }

  test.each([
    ['anything', refuseAll],
    ['what was typed', refuseDrafts],
  ])(
    'when it has no room for %s, then nobody leaves, a sentence says why, and what was typed stays',
    async (_, before) => {
      const { page, events } = await stage.open('/cantine', { before })
      await page.fill('#allergies', 'arachides')
      await button(page).click()
      await status(page).filter({ hasText: widgetMessagesFr.noStorage }).waitFor()
      expect([await page.inputValue('#allergies'), asked('/authorize'), ended(events)]).toEqual([
        'arachides',
        [],
        [],
      ])
      expect(await button(page).getAttribute('aria-busy')).toBe('false')
      expect(faults(events)).toEqual([])
    },
  )
})

describe('a return in another tab', () => {
  test('when an identity app opens one, then nothing is filled, one sentence offers to start, and the first tab has what was typed', async () => {
    stage.fake.behaviour.pauses = true
    const { page } = await stage.open('/cantine?x=1')
    await page.fill('#allergies', 'arachides')
    await button(page).click()
    const way = await page.getByText('go on').getAttribute('href')
    const other = await page.context().newPage()
    await other.goto(way ?? '')
    await status(other).filter({ hasText: widgetMessagesFr.notRecognised }).waitFor()
    expect([other.url(), await other.inputValue('#nom'), asked('/token')]).toEqual([
      `${stage.fake.site}/cantine`,
      '',
      [],
    ])
    stage.fake.behaviour.pauses = false
    await button(other).click()
    await other.locator('#nom[readonly]').waitFor()
    expect(await other.inputValue('#nom')).toBe('DUBOIS')
    await page.goBack()
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('#allergies')?.value === 'arachides',
    )
    expect(page.url()).toBe(`${stage.fake.site}/cantine?x=1`)
    await button(page).click()
    await page.locator('#nom[readonly]').waitFor()
    expect(await page.inputValue('#allergies')).toBe('arachides')
  })
})

describe('a page that trusts nobody', () => {
  test('when third-party cookies are blocked, then nothing is missing: only the visit to the service takes cookies along', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.context().addCookies([{ name: 'attempt', value: '1', url: stage.fake.service }])
    await page.reload()
    await button(page).waitFor()
    await makeTrip(page, events)
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
    const withCookies = stage.fake.requests.filter(({ cookie }) => cookie)
    expect(withCookies.map(({ url }) => url.pathname)).toEqual(['/authorize'])
  })

  test('when its policy names the service for scripts and connections alone and enforces trusted types, then nothing is refused', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('logged out').waitFor()
    expect(faults(events)).toEqual([])
  })
})

describe('an old browser', () => {
  /** What came after Safari 15.4, Firefox 90 and Chrome 92, of all that a page might use. */
  function growOld(): void {
    const young: [object, string[]][] = [
      [AbortSignal, ['timeout', 'any']],
      [
        Array.prototype,
        ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
      ],
      [Document.prototype, ['adoptedStyleSheets', 'startViewTransition']],
      [ShadowRoot.prototype, ['adoptedStyleSheets', 'setHTMLUnsafe']],
      [Object, ['hasOwn', 'groupBy']],
      [Map, ['groupBy']],
      [Promise, ['withResolvers', 'try']],
      [URL, ['canParse', 'parse']],
      [Set.prototype, ['union', 'difference', 'intersection']],
      [globalThis, ['structuredClone', 'navigation', 'scheduler', 'reportError', 'Iterator']],
      [Crypto.prototype, ['randomUUID']],
      [Element.prototype, ['checkVisibility', 'ariaNotify']],
    ]
    for (const [owner, names] of young)
      for (const name of names) Reflect.deleteProperty(owner, name)
    globalThis.CSSStyleSheet = class {
      constructor() {
        throw new TypeError('Illegal constructor')
      }
    } as unknown as typeof CSSStyleSheet
  }

  test('when it knows nothing younger than private methods, then the trip works, unstyled', async () => {
    const { page, events } = await stage.open('/cantine', { before: growOld, width: 320 })
    await page.locator('.fr-connect path').first().waitFor({ state: 'attached' })
    const mark = await page.locator('.fr-connect svg').boundingBox()
    expect([mark?.width, mark?.height]).toEqual([40, 48])
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    expect([await page.inputValue('#nom'), await page.inputValue('#allergies')]).toEqual([
      'DUBOIS',
      'arachides',
    ])
    expect(await page.locator('.franceconnect-prefill-note').count()).toBe(5)
    expect(faults(events)).toEqual([])
  })

  const link = '<a href="/etat-civil">Remplir avec FranceConnect</a>'
  const tagWithLink = widgetTag.replace('></', `>${link}</`)

  test.each([
    ['JavaScript off', { context: { javaScriptEnabled: false } }, ''],
    ['no module scripts', {}, 'type="text/later-than-this-browser"'],
    ['no private members', {}, 'type="module" src="/broken.js"'],
    ['no way to the service', {}, 'type="module" src="/none.js"'],
  ])(
    'when it has %s, then the form is plain and usable, and the link within the element leads on',
    async (_, options, script) => {
      const { behaviour, pages, service, site } = stage.fake
      behaviour.policy = { 'script-src': "'self'" }
      const html = hostPage(service, tagWithLink + someForm)
      const other = html.replace(/type="module" src="[^"]*"/, script)
      pages.set('/cantine', script ? other : html)
      // To a browser from before them, private members are what this is to today's.
      pages.set('/broken.js', 'class A { §member = 1 }')
      pages.set('/recu', '<h1>Reçu</h1>')
      const { page } = await stage.open('/cantine', options)
      const way = page.getByRole('link', { name: 'Remplir avec FranceConnect' })
      expect([await way.isVisible(), await button(page).count()]).toEqual([true, 0])
      await way.click()
      await page.waitForURL(`${site}/etat-civil`)
      await page.goto(`${site}/cantine`)
      await page.fill('#nom', 'Martin')
      await page.getByRole('button', { name: 'Envoyer' }).click()
      await page.getByText('Reçu').waitFor()
      expect(stage.fake.submissions.map((sent) => sent.get('nom'))).toEqual(['Martin'])
    },
  )

  test('when it knows the element, then the link within it is out of sight', async () => {
    serve(tagWithLink + someForm)
    const { page } = await stage.open('/cantine')
    await button(page).waitFor()
    expect(await page.getByText('Remplir avec FranceConnect').isVisible()).toBe(false)
  })
})

describe('Safari and Firefox', () => {
  /** On a desk they take a month input for text. */
  function takeMonthForText(): void {
    const { prototype } = HTMLInputElement
    const type = Object.getOwnPropertyDescriptor(prototype, 'type')
    Object.defineProperty(prototype, 'type', {
      ...type,
      get(this: HTMLInputElement) {
        const known = type?.get?.call(this)
        return known === 'month' ? 'text' : known
      },
    })
  }

  test.each([
    ['knows', undefined],
    ['takes for text', takeMonthForText],
  ])(
    'when the browser %s a month input, then it gets the month as a form expects it',
    async (_, before) => {
      serve(
        `${widgetTag}<form id="inscription"><input id="ne_le" name="ne_le" type="Month" aria-label="Mois"></form>`,
      )
      const { page, events } = await stage.open('/cantine', before ? { before } : {})
      await makeTrip(page, events)
      expect(await page.inputValue('#ne_le')).toBe('1962-08')
    },
  )

  test('when a reload has kept the values and nothing else, as Firefox does, then the button says again where they come from', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.reload()
    await page.fill('#nom', 'DUBOIS')
    await page.selectOption('#civilite', '2')
    expect(await page.locator('.franceconnect-prefill-note').count()).toBe(0)
    await makeTrip(page, events)
    expect(await page.locator('#nom').getAttribute('readonly')).toBe('')
    expect(await page.locator('.franceconnect-prefill-note').count()).toBe(5)
    await waitUntil(() => ended(events).length === 2)
  })
})
