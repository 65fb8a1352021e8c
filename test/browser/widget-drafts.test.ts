import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import {
  ended,
  hostPage,
  makeTrip,
  someFields,
  someForm,
  startWidgetStage,
  type WidgetStage,
  widgetTag,
} from '../support/widget-stage.ts'

let stage: WidgetStage

beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
beforeEach(() => {
  stage.fake.behaviour.fields = someFields()
  stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + someForm))
  stage.fake.pages.set('/recu', '<title>Reçu</title><h1>Reçu</h1>')
})
afterEach(() => stage.clear())

const stored = (page: Page) =>
  page.evaluate(() =>
    Object.entries({ ...sessionStorage })
      .filter(([key]) => !key.includes(':form:'))
      .map(([key, value]) => `${key} ${value}`),
  )
const button = (page: Page) => page.locator('franceconnect-prefill .fr-connect').first()
const remembering = widgetTag.replace('for=', 'remember for=')

/** The names under which something of a citizen is kept, without who is logged in. */
const ofCitizen = async (page: Page) =>
  (await stored(page))
    .map((entry) => entry.split(' ')[0])
    .filter((key) => !/:session:/.test(`${key}`))

describe('what is kept while a citizen is away', () => {
  test('when they leave, then it is what they typed, and no file, password, payment datum or one-time code', async () => {
    const form = `<form id="inscription">
<input name="nom" aria-label="nom"><input type="file" name="piece" aria-label="pièce">
<input type="password" name="secret" aria-label="secret" autocomplete="current-password">
<input name="carte" aria-label="carte" autocomplete="billing cc-number"><input name="code" aria-label="code" autocomplete="one-time-code">
<input name="cvv" aria-label="cvv"><input name="sms_otp" aria-label="otp">
<input name="passeport" aria-label="passeport"><input name="passagers" aria-label="passagers"></form>`
    stage.fake.behaviour.pauses = true
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + form))
    const { page } = await stage.open('/cantine')
    for (const name of [
      'nom',
      'secret',
      'carte',
      'code',
      'cvv',
      'sms_otp',
      'passeport',
      'passagers',
    ])
      await page.fill(`[name=${name}]`, `typed-${name}`)
    await page.setInputFiles('[name=piece]', {
      name: 'typed-piece.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('typed-file'),
    })
    // A button that shows the password makes a text input of it.
    await page.evaluate(() => {
      const secret = document.querySelector('[name=secret]') as HTMLInputElement
      secret.type = 'text'
    })
    await button(page).click()
    await page.getByText('go on').waitFor()
    // Opened without the widget, which would take it: what was kept is looked at from outside.
    await page.route('**/widget/v1.js', (route) => route.abort())
    await page.goto(`${stage.fake.site}/cantine`)
    const kept = (await stored(page)).join()
    expect([...new Set(kept.match(/typed-\w+/g))].sort()).toEqual([
      'typed-nom',
      'typed-passagers',
      'typed-passeport',
    ])
  })
})

describe('what brings the draft back', () => {
  test.each(['reload', 'link'])(
    'when the citizen is away and comes by a %s, then it is there, and every letter of it',
    async (way) => {
      stage.fake.behaviour.pauses = true
      const { page } = await stage.open('/cantine')
      await page.fill('#allergies', 'arachides\nlait <b>“cru”</b> é\u00a0!')
      await page.check('#reglement')
      await page.selectOption('#civilite', '1')
      await button(page).click()
      await page.getByText('go on').waitFor()
      await page.goto(`${stage.fake.site}/cantine`)
      if (way === 'reload') await page.reload()
      await page.waitForFunction(
        () => (document.querySelector('#allergies') as HTMLTextAreaElement).value,
      )
      expect([
        await page.inputValue('#allergies'),
        await page.isChecked('#reglement'),
        await page.inputValue('#civilite'),
      ]).toEqual(['arachides\nlait <b>“cru”</b> é\u00a0!', true, '1'])
    },
  )

  test('when the browser has no room for what was typed, then nobody leaves, and it stays where it is', async () => {
    const { page } = await stage.open('/cantine')
    await page.evaluate(() => {
      sessionStorage.setItem('of-the-page', 'x'.repeat(5_200_000))
      ;(document.querySelector('#allergies') as HTMLTextAreaElement).value = 'y'.repeat(100_000)
    })
    await button(page).click()
    await page.getByText('Votre navigateur ne permet pas').waitFor()
    expect([
      (await page.inputValue('#allergies')).length,
      stage.fake.requests.some(({ url }) => url.pathname === '/authorize'),
    ]).toEqual([100_000, false])
  })
})

describe('what erases token and draft', () => {
  const submissions: [string, () => void][] = [
    ['the button', () => document.querySelector<HTMLButtonElement>('form button')?.click()],
    ['form.submit()', () => document.forms[0]?.submit()],
    ['requestSubmit()', () => document.forms[0]?.requestSubmit()],
    [
      'fetch of its data',
      () => {
        const form = document.forms[0] as HTMLFormElement
        form.addEventListener('submit', (event) => {
          event.preventDefault()
          event.stopPropagation()
          void fetch('/recu', {
            method: 'POST',
            body: new URLSearchParams(new FormData(form) as never),
          })
        })
        form.requestSubmit()
      },
    ],
    [
      'a new tab',
      () => {
        const form = document.forms[0] as HTMLFormElement
        form.target = '_blank'
        form.requestSubmit()
      },
    ],
  ]

  test.each(submissions)(
    'when the form is sent by %s, then nothing but who is logged in is kept',
    async (_, submit) => {
      const { service, pages } = stage.fake
      pages.set('/cantine', hostPage(service, remembering + someForm))
      pages.set('/etape-2', hostPage(service, widgetTag + someForm))
      const { page, events } = await stage.open('/cantine')
      await makeTrip(page, events)
      await page.goto(`${stage.fake.site}/etape-2`)
      await page.locator('[name=prefill_token]').waitFor({ state: 'attached' })
      expect(await ofCitizen(page)).toEqual(['franceconnect-prefill:token:demo-cantine'])
      // Given up on the way: its verifier and its draft are erased too.
      await page.evaluate(submit)
      await page.waitForFunction(
        () => !Object.keys(sessionStorage).some((key) => key.includes(':token:')),
      )
      expect(await ofCitizen(page)).toEqual([])
      await page.context().pages()[0]?.close()
    },
  )

  test('when 60 minutes have passed on an open page, then nothing is kept any more, and what is on the page stays', async () => {
    const { service, pages } = stage.fake
    pages.set('/cantine', hostPage(service, remembering + someForm))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.clock.install()
    await page.reload()
    await page.locator('[name=prefill_token]').waitFor({ state: 'attached' })
    expect(await ofCitizen(page)).not.toEqual([])
    await page.clock.fastForward('59:00')
    expect(await ofCitizen(page)).not.toEqual([])
    await page.clock.fastForward('02:00')
    expect(await stored(page)).toEqual([])
    expect([await page.inputValue('#nom'), ended(events).length]).toEqual(['DUBOIS', 1])
  })
})

test('when the citizen corrects a filled field and undoes the filling, then their correction stays', async () => {
  const { page, events } = await stage.open('/cantine')
  await makeTrip(page, events)
  await page.fill('#quotient', '900')
  await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
  expect([await page.inputValue('#quotient'), await page.inputValue('#naissance')]).toEqual([
    '900',
    '',
  ])
})

test('when a field is only in inputs that the citizen cannot change, then the way to what remains leads to none of them', async () => {
  const form = `<form id="inscription"><input name="commune" type="hidden"><input name="ville" data-prefill="commune" readonly aria-label="ville"></form>`
  stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + form))
  const { page, events } = await stage.open('/cantine')
  await makeTrip(page, events)
  expect(await page.locator('franceconnect-prefill [role=status] li').count()).toBe(0)
})

test.each(['/cantine', '/cantine?page_id=12'])(
  'when the page %s reads its form as it loads, then it has submitted nothing: the trip ends well, and what was typed is there',
  async (path) => {
    const { behaviour, pages, service } = stage.fake
    behaviour.policy = { 'script-src': `${service} 'self'` }
    pages.set(
      '/reads.js',
      "addEventListener('DOMContentLoaded', () => new FormData(document.forms[0]), { capture: true })",
    )
    const reads = '<script src="/reads.js"></script>'
    pages.set('/cantine', hostPage(service, reads + widgetTag + someForm))
    const { page, events } = await stage.open(path)
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    expect([
      await page.inputValue('#nom'),
      await page.inputValue('#allergies'),
      ended(events).length,
    ]).toEqual(['DUBOIS', 'arachides', 1])
  },
)
