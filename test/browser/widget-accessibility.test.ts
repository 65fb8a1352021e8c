import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { announcedAs } from '../support/accessibility-tree.ts'
import { everyField, someFieldsLeft, townHallPage } from '../support/town-hall-page.ts'
import { makeTrip, startWidgetStage, type WidgetStage } from '../support/widget-stage.ts'

let stage: WidgetStage
beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
beforeEach(() => {
  const { pages, service, behaviour } = stage.fake
  pages.set('/cantine', townHallPage({ service }))
  behaviour.fields = someFieldsLeft()
})
afterEach(() => stage.clear())

const open = (options: Parameters<WidgetStage['open']>[1] = {}) =>
  stage.open('/cantine', { ...options, context: { locale: 'fr-FR', bypassCSP: true } })

async function back(options: Parameters<WidgetStage['open']>[1] = {}): Promise<Page> {
  const { page, events } = await open(options)
  await makeTrip(page, events)
  return page
}

const insee =
  'Rempli par FranceConnect, donnée vérifiée (23 novembre 2026). Non modifiable ici. Adressez-vous à l’INSEE.'
const caf = 'Rempli par la CAF ou la MSA, d’après votre dossier (octobre 2026).'
const textbox = (name: string, description: string, isReadOnly = false) => ({
  role: 'textbox',
  name,
  description,
  isReadOnly,
})

describe('the accessibility tree', () => {
  test('when the form is filled, then each control says what it is, from where and as of when, and whether it can be changed', async () => {
    const page = await back()
    expect(await announcedAs(page, 'form :is(input, select, textarea)')).toEqual([
      textbox('Nom de naissance', insee, true),
      {
        role: 'Date',
        name: 'Date de naissance',
        description:
          'Jour, mois, année Rempli par FranceConnect, donnée vérifiée (23 novembre 2026).',
        isReadOnly: false,
      },
      textbox('Civilité', insee, true),
      textbox('Libellé situation', `${caf} Non modifiable ici. Adressez-vous à l’INSEE.`, true),
      textbox('J’ai 18 ans ou plus', insee, true),
      textbox(
        'Commune de naissance',
        'FranceConnect ne donne pas la commune pour une naissance à l’étranger.',
      ),
      textbox('Quotient familial', 'La CAF ou la MSA : pas de réponse.'),
      textbox('Enfant 1', caf),
      textbox(
        'Enfant 2',
        `Non rempli, faute de place sur cette page. D’après la CAF ou la MSA : « SACHA ». ${caf}`,
      ),
      textbox('Allergies', ''),
    ])
  })

  test('when the radios of a group are filled and not locked, then each says from where', async () => {
    const { situation } = everyField()
    if (situation) stage.fake.behaviour.fields.situation = { ...situation, locked: false } as never
    const page = await back()
    expect(await announcedAs(page, '[name=situation]')).toEqual(
      ['Étudiant ou étudiante', 'Autre'].map((name) => ({
        role: 'radio',
        name,
        description: caf,
        isReadOnly: false,
      })),
    )
  })

  test('when the page waits for a click, then the area is read in the order of its text, with a button and a link', async () => {
    const { page } = await open()
    await page.getByText('Pourquoi').waitFor()
    expect(await page.locator('franceconnect-prefill').ariaSnapshot()).toBe(
      `- paragraph: FranceConnect est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos services en ligne.
- paragraph: "Avec votre accord, Ville de Démonstration obtiendra : Nom."
- paragraph: "Pourquoi : calculer votre tarif."
- paragraph: "Facultatif\u00a0: vous pouvez remplir le formulaire vous-même."
- button "S’identifier avec FranceConnect"
- paragraph:
  - link "Qu’est-ce que FranceConnect\u00a0?":
    - /url: https://franceconnect.gouv.fr/
- status`.replaceAll('\u00a0', ' '),
    )
  })
})

/** Records what happens to the live region, from its first moment on, and where the focus goes. */
function watchSpeech(): void {
  const told: string[] = []
  Reflect.set(window, 'told', told)
  document.addEventListener('focusin', ({ target }) => {
    const { id, localName, shadowRoot } = target as Element
    const status = document
      .querySelector('franceconnect-prefill')
      ?.shadowRoot?.querySelector('[role=status]')
    const inside = shadowRoot?.activeElement?.textContent
    told.push(
      `focus ${inside ?? (id || localName)}; stands there: ${status?.textContent?.slice(0, 20)}`,
    )
  })
  void customElements.whenDefined('franceconnect-prefill').then(() => {
    const look = () => {
      const region = document
        .querySelector('franceconnect-prefill')
        ?.shadowRoot?.querySelector('[role=status]')
      if (!region) {
        setTimeout(look)
        return
      }
      told.push(`there: ${JSON.stringify(region.textContent)}`)
      new MutationObserver(() => told.push(region.textContent ?? '')).observe(region, {
        childList: true,
        subtree: true,
        characterData: true,
      })
    }
    look()
  })
}

describe('the live region', () => {
  const told = (page: Page) =>
    page.evaluate(() =>
      (Reflect.get(window, 'told') as string[]).map((one) => one.replaceAll(/[\u00a0]/g, ' ')),
    )

  test('when the citizen comes back, then it stands there empty first, speaks once, and the focus follows', async () => {
    const page = await back({ before: watchSpeech })
    await page.waitForTimeout(200)
    expect(await told(page)).toEqual([
      'there: ""',
      'focus commune; stands there: Champs remplis : 6. ',
      'Champs remplis : 6. Vérifiez-les avant d’envoyer. Données de test : ce ne sont pas celles d’une personne réelle.À compléter par vous :Libellé communeLibellé quotient',
    ])
  })

  test('when the filling is undone, then it says so once, and the focus goes to the button that fills', async () => {
    stage.fake.behaviour.fields = everyField()
    const page = await back({ before: watchSpeech })
    const before = (await told(page)).length
    await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
    expect((await told(page)).slice(before)).toEqual([
      'focus Annuler le remplissage; stands there: Champs remplis : 8. ',
      'focus S’identifier avec FranceConnect; stands there: Le remplissage est a',
      'Le remplissage est annulé : vos champs sont comme avant.',
    ])
    expect(
      await page
        .locator('franceconnect-prefill .fr-connect')
        .evaluate((button) => button.matches(':focus')),
    ).toBe(true)
  })
})

describe('languages', () => {
  test('when the widget speaks another language than the page, then its area and its notes say which', async () => {
    stage.fake.pages.set(
      '/cantine',
      townHallPage({ service: stage.fake.service, attributes: 'for="inscription" lang="en"' }),
    )
    const page = await back()
    const langs = await page.evaluate(() =>
      [
        document.documentElement,
        document.querySelector('franceconnect-prefill')?.shadowRoot?.firstElementChild,
        ...document.querySelectorAll('.franceconnect-prefill-note'),
      ].map((one) => one?.getAttribute('lang')),
    )
    expect(langs).toEqual(['fr', 'en', ...Array.from({ length: 10 }, () => 'en')])
  })
})

const look = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((one) => {
      const {
        borderLeftStyle,
        borderLeftWidth,
        borderLeftColor,
        outlineStyle,
        outlineWidth,
        color,
      } = getComputedStyle(one)
      return {
        borderLeftStyle,
        borderLeftWidth,
        borderLeftColor,
        outlineStyle,
        outlineWidth,
        color,
      }
    })

describe('media', () => {
  test('when the system imposes its colours, then the button has its border, the mark its drawing, the notes their bar, and the focus its outline', async () => {
    const { page, events } = await open()
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
    const button = 'franceconnect-prefill .fr-connect'
    const white = 'rgb(255, 255, 255)'
    const solid = { borderLeftStyle: 'solid', borderLeftColor: white, color: white }
    await page.locator(`${button} path`).first().waitFor({ state: 'attached' })
    expect(await look(page, button)).toMatchObject({ ...solid, borderLeftWidth: '1px' })
    await page.locator(button).focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    expect(await look(page, button)).toMatchObject({ outlineStyle: 'solid', outlineWidth: '3px' })
    const { width, height } = (await page.locator(`${button} svg`).boundingBox()) ?? {}
    expect([width, height]).toEqual([40, 48])
    await makeTrip(page, events)
    expect(await look(page, '.franceconnect-prefill-note')).toMatchObject({
      ...solid,
      borderLeftWidth: '4px',
    })
    expect(await look(page, 'franceconnect-prefill [role=status]')).toMatchObject({
      ...solid,
      borderLeftWidth: '4px',
    })
  })

  test('when the filled form is printed, then its notes are on the paper, and the area of the button is not', async () => {
    const page = await back()
    await page.emulateMedia({ media: 'print' })
    const notes = page.locator('.franceconnect-prefill-note')
    const seen = await notes.evaluateAll((all) => all.map((one) => one.checkVisibility()))
    expect(seen).toEqual(Array.from({ length: 10 }, () => true))
    expect(await page.locator('franceconnect-prefill').isVisible()).toBe(false)
  })

  test('when the citizen wants no motion, then nothing moves, and nothing does otherwise', async () => {
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      const page = await back()
      await page.emulateMedia({ reducedMotion })
      const moving = await page.evaluate(() => {
        const host = document.querySelector('franceconnect-prefill')?.shadowRoot
        const all = [...document.querySelectorAll('*'), ...(host?.querySelectorAll('*') ?? [])]
        return all.filter((one) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one)
          return `${transitionDuration} ${animationName} ${scrollBehavior}` !== '0s none auto'
        }).length
      })
      expect([moving, await page.evaluate(() => document.getAnimations().length)]).toEqual([0, 0])
    }
  })

  test('when colours are taken away, then words say the same: filled, locked, left', async () => {
    const page = await back()
    const words = await page
      .locator('.franceconnect-prefill-note')
      .evaluateAll((notes) => notes.map((note) => note.textContent?.split(/[ ,:]/)[0]))
    expect(words).toEqual([
      'Rempli',
      'Rempli',
      'Rempli',
      'Rempli',
      'Rempli',
      'FranceConnect',
      'La',
      'Rempli',
      'Rempli',
      'Non',
    ])
  })
})
