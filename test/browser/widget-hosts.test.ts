import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { dsfrForm, dsfrStyle } from '../support/dsfr-page.ts'
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
})
afterEach(() => stage.clear())

function serve(path: string, body: string): void {
  stage.fake.pages.set(path, hostPage(stage.fake.service, body))
}
const status = (page: Page) => page.locator('franceconnect-prefill [role=status]').first()
const button = (page: Page, nth = 0) => page.locator('franceconnect-prefill .fr-connect').nth(nth)
const violations = (events: RecordedEvent[]) =>
  events.filter(({ type }) => type === 'violation' || type === 'error')

/** What a form has of a filling. */
const filling = (page: Page, form: string, nom: string) =>
  page.evaluate(
    ([formId, nomId]) => {
      const form = document.querySelector(`#${formId}`) as HTMLFormElement
      const input = form.querySelector(`#${nomId}`) as HTMLInputElement
      return {
        nom: input.value,
        isLocked: input.readOnly,
        notes: form.querySelectorAll('.franceconnect-prefill-note').length,
        token: form.querySelector<HTMLInputElement>('[name=prefill_token]')?.value,
      }
    },
    [form, nom] as const,
  )

/** Adds a step to the form, as a page's own script would. */
const addStep = (page: Page, names: string[]) =>
  page.evaluate((inputs) => {
    for (const name of inputs) {
      const input = document.createElement('input')
      Object.assign(input, { id: name, name, ariaLabel: name })
      document.querySelector('#inscription')?.append(input)
    }
  }, names)

describe('two forms on one page', () => {
  const second = someForm.replaceAll('id="', 'id="b-').replaceAll('for="', 'for="b-')
  const secondTag =
    '<franceconnect-prefill client-id="demo-periscolaire" for="b-inscription"></franceconnect-prefill>'
  beforeEach(() => serve('/cantine', widgetTag + someForm + secondTag + second))

  test.each([
    ['fills the second', undefined, 'DUBOIS'],
    ['is cancelled', 'access_denied', ''],
  ])(
    'when the first is filled and a trip for the second %s, then the first is as it was, its notes, locks and token too',
    async (_, error, nom) => {
      const { page, events } = await stage.open('/cantine')
      await makeTrip(page, events)
      await page.fill('#quotient', '900')
      const before = await filling(page, 'inscription', 'nom')
      expect(before).toEqual({
        nom: 'DUBOIS',
        isLocked: true,
        notes: 5,
        token: expect.stringMatching(/^[^.]+\.[^.]+\.[^.]+$/),
      })
      stage.fake.behaviour.error = error
      await button(page, 1).click()
      await waitUntil(() => ended(events).length === 2)
      await page.locator('#nom[readonly]').waitFor()
      expect(await filling(page, 'inscription', 'nom')).toEqual(before)
      expect(await page.inputValue('#quotient')).toBe('900')
      expect((await filling(page, 'b-inscription', 'b-nom')).nom).toBe(nom)
      await page.getByRole('button', { name: 'Annuler le remplissage' }).first().click()
      expect(await filling(page, 'inscription', 'nom')).toEqual({
        nom: '',
        isLocked: false,
        notes: 0,
      })
      expect(await page.inputValue('#quotient')).toBe('900')
      expect((await filling(page, 'b-inscription', 'b-nom')).nom).toBe(nom)
    },
  )

  test('when the first is submitted while a trip for the second was given up, then nothing of it stays in the tab', async () => {
    stage.fake.pages.set('/recu', '<h1>Reçu</h1>')
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    stage.fake.behaviour.pauses = true
    await button(page, 1).click()
    await page.getByText('go on').waitFor()
    await page.goBack()
    await page.locator('#nom[readonly]').waitFor()
    await page.getByRole('button', { name: 'Envoyer' }).first().click()
    await page.getByText('Reçu').waitFor()
    const kept = await page.evaluate(() => Object.keys(sessionStorage))
    expect(kept.filter((key) => /trip:|draft:.*demo-cantine|token:/.test(key))).toEqual([])
  })
})

describe('a form in steps', () => {
  test('when a step is hidden, then it is filled too, named without a way to it, and the focus stays in sight', async () => {
    const steps = someForm
      .replace('<p><label for="commune"', '<section hidden><p><label for="commune"')
      .replace('<p><label for="allergies"', '</section><p><label for="allergies"')
    serve('/cantine', widgetTag + steps)
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(await page.inputValue('#quotient')).toBe('872')
    const left = status(page).locator('li')
    expect([await left.allTextContents(), await left.locator('a').count()]).toEqual([
      ['Libellé commune'],
      0,
    ])
    expect(await page.evaluate(() => document.activeElement?.closest('section'))).toBeNull()
    await page.evaluate(() => document.querySelector('section')?.removeAttribute('hidden'))
    expect(await page.getByText('né à l’étranger : indiquez la ville').isVisible()).toBe(true)
  })

  test('when a step comes later, then its inputs are filled as they come, and undo takes back both', async () => {
    serve('/cantine', `${widgetTag}<form id="inscription"><input id="nom" name="nom"></form>`)
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await addStep(page, ['quotient', 'commune'])
    await page.locator('#quotient[aria-describedby]').waitFor()
    expect(await page.inputValue('#quotient')).toBe('872')
    expect(await status(page).textContent()).toMatch(/^Champs remplis.: 1\. .*Libellé commune$/)
    expect(ended(events)).toHaveLength(1)
    await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
    expect([await page.inputValue('#nom'), await page.inputValue('#quotient')]).toEqual(['', ''])
    await addStep(page, ['ne_le'])
    expect(await page.locator('#inscription .franceconnect-prefill-note').count()).toBe(0)
  })

  test.each([
    ['remember', { nom: 'DUBOIS', isLocked: true, notes: 1, token: expect.any(String) }],
    ['', { nom: '', isLocked: false, notes: 0 }],
  ])(
    'when a script sends a step with "%s" and puts another form in its place, then it has %j',
    async (attribute, expected) => {
      const form =
        '<form id="inscription"><input id="nom" name="nom"><button>Suivant</button></form>'
      serve('/cantine', widgetTag.replace('for=', `${attribute} for=`) + form)
      const { page, events } = await stage.open('/cantine')
      await makeTrip(page, events)
      await page.evaluate(() => {
        const form = document.querySelector('#inscription') as HTMLFormElement
        form.addEventListener('submit', (event) => {
          event.preventDefault()
          const next = document.createElement('form')
          const input = document.createElement('input')
          next.id = 'inscription'
          Object.assign(input, { id: 'nom', name: 'nom', ariaLabel: 'Nom' })
          next.append(input)
          form.replaceWith(next)
        })
      })
      await page.getByRole('button', { name: 'Suivant' }).click()
      await page.locator('#nom[aria-label=Nom]').waitFor()
      if (attribute) await page.locator('#nom[readonly]').waitFor()
      expect(await filling(page, 'inscription', 'nom')).toEqual(expected)
    },
  )

  test('when a child is added, then the next of the list comes into the new input', async () => {
    stage.fake.behaviour.fields = {
      enfant: {
        type: 'list',
        source: 'quotient_familial',
        claim: 'enfants',
        as_of: '2026-10',
        assurance: 'administrative',
        value: ['Léa', 'Tom'],
        locked: false,
      },
    }
    const input = '<input id="e1" name="enfant[1]" aria-label="Enfant">'
    serve('/cantine', `${widgetTag}<form id="inscription">${input}</form>`)
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(await page.inputValue('#e1')).toBe('Léa')
    await addStep(page, ['enfant[2]'])
    await page.locator('[id="enfant[2]"][aria-describedby]').waitFor()
    expect(await page.inputValue('[id="enfant[2]"]')).toBe('Tom')
  })

  test('when the form comes after it was told missing, then it is filled all the same, and the trip ended once', async () => {
    serve('/cantine', widgetTag)
    const { page, events } = await stage.open('/cantine')
    await page.clock.install()
    await button(page).click()
    await waitUntil(() => stage.fake.requests.some(({ url }) => url.pathname === '/token'))
    await page.waitForLoadState()
    await page.clock.fastForward(15_000)
    await waitUntil(() => ended(events).length === 1)
    await status(page).filter({ hasText: widgetMessagesFr.noForm }).waitFor()
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('form'), { id: 'inscription' }))
    })
    await addStep(page, ['nom'])
    await page.locator('#nom[readonly]').waitFor()
    expect([await page.inputValue('#nom'), ended(events).length]).toEqual(['DUBOIS', 1])
  })
})

describe('pages of content management systems', () => {
  test('when the address has a query, then the trip comes back to it, and the fragment with it', async () => {
    serve('/index.php', widgetTag + someForm)
    const { behaviour, requests, site } = stage.fake
    behaviour.description = { redirect_uris: [`${site}/index.php?id=12`] }
    const { page, events } = await stage.open('/index.php?id=12#etape2')
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    const asked = requests.find(({ url }) => url.pathname === '/authorize')?.url.searchParams
    expect(asked?.get('redirect_uri')).toBe(`${site}/index.php?id=12`)
    expect([page.url(), await page.inputValue('#allergies')]).toEqual([
      `${site}/index.php?id=12#etape2`,
      'arachides',
    ])
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
  })

  test.each([
    ['with the widget', widgetTag + someForm],
    [
      'with two widgets',
      `${widgetTag}<franceconnect-prefill client-id="demo-piscine" for="autre"></franceconnect-prefill>${someForm}`,
    ],
  ])(
    'when only the address without its query is registered, and the query makes the page, then the citizen is back on their page, %s',
    async (_, body) => {
      serve('/cantine', widgetTag + someForm)
      serve('/cantine?lang=en', `<h2>School meals</h2>${body}`)
      const { page, events } = await stage.open('/cantine?lang=en#form')
      await page.fill('#allergies', 'peanuts')
      await makeTrip(page, events)
      expect([page.url(), await page.textContent('h2'), ended(events).length]).toEqual([
        `${stage.fake.site}/cantine?lang=en#form`,
        'School meals',
        1,
      ])
      expect([await page.inputValue('#nom'), await page.inputValue('#allergies')]).toEqual([
        'DUBOIS',
        'peanuts',
      ])
      const redeemed = stage.fake.requests.filter(({ url }) => url.pathname === '/token')
      expect(redeemed).toHaveLength(1)
    },
  )

  test.each([
    ['WPForms', 'wpforms[fields][3]', 'wpforms[fields][12]'],
    ['Contact Form 7', 'your-name', 'prefill-token'],
    ['Gravity Forms', 'input_1.3', 'input_9'],
    ['Ninja Forms', 'nf-field-5', 'nf-field-9'],
    ['Joomla', 'jform[com_fields][nom]', 'jform[com_fields][prefill]'],
    ['Drupal', 'submitted[nom]', 'submitted[prefill_token]'],
    ['TYPO3', 'tx_form_formframework[inscription][text-1]', 'tx_form_formframework[h-1]'],
  ])('when %s names its inputs, then the mapping finds them', async (_, nom, token) => {
    stage.fake.behaviour.description = { inputs: { nom, prefill_token: token } }
    const form = `<form id="inscription"><input id="nom" name="${nom}" aria-label="Nom"><input type="hidden" id="jeton" name="${token}"></form>`
    serve('/cantine', widgetTag + form)
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
    expect((await page.inputValue('#jeton')).split('.')).toHaveLength(3)
    expect(await page.locator('form [type=hidden]').count()).toBe(1)
  })
})

describe('a page of the State’s design system', () => {
  const link = '<link rel="stylesheet" href="/dsfr.css">'
  beforeEach(() => {
    const { behaviour, pages } = stage.fake
    behaviour.policy = { 'style-src': "'self'", 'img-src': 'data:', 'font-src': "'self'" }
    pages.set('/dsfr.css', dsfrStyle)
    const ofFranceConnect = {
      source: 'franceconnect',
      as_of: '2026-11-23',
      assurance: 'verified',
      locked: true,
    } as const
    behaviour.fields = {
      ...someFields(),
      sexe: { ...ofFranceConnect, claim: 'gender', type: 'code', value: 'female' },
      majeur: { ...ofFranceConnect, claim: 'birthdate', type: 'boolean', value: true },
    }
    serve('/cantine', `${link}<main class="fr-container">${widgetTag}${dsfrForm}</main>`)
  })

  test.each([320, 390, 768, 1280])(
    'when the window has %i px, then every note is below its input, within its group, and nothing overlaps',
    async (width) => {
      const { page, events } = await stage.open('/cantine', { width })
      await makeTrip(page, events)
      await page.screenshot({ path: join(tmpdir(), `widget-dsfr-${width}.png`), fullPage: true })
      const askew = await page.evaluate(() => {
        const box = (one: Element) => one.getBoundingClientRect()
        const notes = [...document.querySelectorAll('.franceconnect-prefill-note')]
        const groups = '.fr-input-group,.fr-select-group,.fr-fieldset'
        return notes
          .filter((note) => {
            const group = note.closest(groups)
            const described = document.querySelector(`[aria-describedby~="${note.id}"]`)
            if (!group || !described) return true
            const isBelow = box(note).top >= box(described).bottom - 1
            const isWithin =
              box(note).right <= box(group).right + 1 && box(note).bottom <= box(group).bottom + 1
            return !(isBelow && isWithin && group.contains(described))
          })
          .map((note) => note.outerHTML)
      })
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect({
        askew,
        sideways,
        notes: await page.locator('.franceconnect-prefill-note').count(),
      }).toEqual({
        askew: [],
        sideways: 0,
        notes: 7,
      })
      expect(violations(events)).toEqual([])
    },
  )

  test('when it is filled, then inputs keep their own messages, and locked choices are text with their label', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(await page.locator('#nom').getAttribute('aria-describedby')).toMatch(
      /^nom-messages franceconnect-prefill-/,
    )
    const locked = page.locator('.franceconnect-prefill-locked')
    expect(
      await locked.evaluateAll((all) =>
        all.map((one) => [one.getAttribute('aria-label'), (one as HTMLInputElement).value]),
      ),
    ).toEqual([
      ['Civilité', 'Mme'],
      ['Libellé sexe', 'Femme'],
      ['Je suis majeur', 'Oui'],
    ])
    const sent = await page.evaluate(() => [...new FormData(document.forms[0]).keys()])
    expect(sent).toEqual([
      'nom',
      'ne_le',
      'civilite',
      'sexe',
      'majeur',
      'quotient',
      'commune',
      'prefill_token',
    ])
  })
})
