import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import {
  ended,
  hostPage,
  makeTrip,
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
  stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + someForm))
  stage.fake.pages.set('/recu', '<h1>Reçu</h1>')
})
afterEach(() => stage.clear())

const kept = (page: Page) =>
  page.evaluate(() =>
    Object.keys(sessionStorage)
      .filter((key) => !key.includes(':form:'))
      .sort(),
  )
const session = ['franceconnect-prefill:session:demo-cantine']

/** What of the widget sticks out of a window. */
const tooWide = (page: Page, width: number) =>
  page.evaluate((limit) => {
    const host = document.querySelector('franceconnect-prefill') as HTMLElement
    const inside = Array.from(host.shadowRoot?.querySelectorAll('*') ?? [])
    const notes = Array.from(document.querySelectorAll('.franceconnect-prefill-note'))
    return [...inside, ...notes]
      .filter((one) => one.getBoundingClientRect().right > limit)
      .map(({ outerHTML }) => outerHTML)
  }, width)
const remembering = widgetTag.replace('for=', 'remember for=')

/** Notes how tall the element is, from its first painting on. */
function watchHeight(): void {
  const heights: number[] = []
  Reflect.set(window, 'heights', heights)
  const look = async () => {
    await customElements.whenDefined('franceconnect-prefill')
    const element = document.querySelector('franceconnect-prefill') as HTMLElement
    new ResizeObserver(() => heights.push(element.offsetHeight)).observe(element)
  }
  void look()
}

describe('who is logged in', () => {
  test('when the citizen is back, then their name and a way out are there, and the way out leaves nothing', async () => {
    stage.fake.pages.set('/', hostPage(stage.fake.service, widgetTag + someForm))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.getByText('Connecté avec FranceConnect : Angela Claire Louise DUBOIS').waitFor()
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('logged out').waitFor()
    const { id_token_hint, state, ...parameters } = Object.fromEntries(
      new URL(page.url()).searchParams,
    )
    expect(parameters).toEqual({ post_logout_redirect_uri: `${stage.fake.site}/` })
    expect([id_token_hint?.split('.').length, state]).toEqual([
      3,
      expect.stringMatching(/^[\w-]{43}$/),
    ])
    await page.goto(`${stage.fake.site}/?state=${state}&x=1`)
    await waitUntil(() => page.url() === `${stage.fake.site}/?x=1`)
    expect(await kept(page)).toEqual([])
  })

  test('when the form is submitted, then the token goes with it, and who is logged in is all that stays in the tab', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(await kept(page)).toEqual(session)
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.getByText('Reçu').waitFor()
    expect(stage.fake.submissions[0]?.get('prefill_token')?.split('.')).toHaveLength(3)
    expect(stage.fake.submissions[0]?.get('nom')).toBe('DUBOIS')
    expect(await kept(page)).toEqual(session)
  })

  test('when the page after the submission has the element and no form, then it offers the log-out first, and no button', async () => {
    const { pages, service } = stage.fake
    const written = snippetUnder('docs/guide/apres-envoi.md', '5. Déconnecter', 'html')
    const thanks = written.replace('https://prefill.exemple.fr', service)
    pages.set('/recu', hostPage(service, `${thanks}<p>Reçu</p>`))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.getByText('Sur un ordinateur partagé, déconnectez-vous avant de partir.').waitFor()
    expect([
      await page.getByText('Connecté avec FranceConnect : Angela Claire Louise DUBOIS').isVisible(),
      await page.locator('.fr-connect').isVisible(),
      await kept(page),
    ]).toEqual([true, false, session])
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('logged out').waitFor()
    await page.goto(`${stage.fake.site}/cantine`)
    expect((await kept(page)).filter((key) => !key.includes(':logout'))).toEqual([])
  })

  test('when a form has several pages that remember, then the next one carries the token and is filled, and the last erases it', async () => {
    const { service, pages } = stage.fake
    pages.set('/cantine', hostPage(service, remembering + someForm))
    const second = `<form id="inscription" method="post" action="/recu"><input name="nom" id="nom" aria-label="Nom"><button>Finir</button></form>`
    pages.set('/etape-2', hostPage(service, widgetTag + second))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    const first = await page.locator('[name=prefill_token]').inputValue()
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.getByText('Reçu').waitFor()
    await page.goto(`${stage.fake.site}/etape-2`)
    await page.locator('[name=prefill_token]').waitFor({ state: 'attached' })
    expect(await page.locator('[name=prefill_token]').inputValue()).toBe(first)
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
    // Said as on the first, and without a word on where a trip could start: none will.
    expect([
      await page.locator('.franceconnect-prefill-note').allInnerTexts(),
      await page.locator('franceconnect-prefill [role=status]').innerText(),
      await page.locator('franceconnect-prefill .problem').isVisible(),
    ]).toEqual([
      [expect.stringMatching(/^Rempli par FranceConnect/)],
      expect.stringMatching(/^Champs remplis/),
      false,
    ])
    await page.getByRole('button', { name: 'Finir' }).click()
    await page.getByText('Reçu').waitFor()
    expect([await kept(page), ended(events).length]).toEqual([session, 1])
    expect(stage.fake.submissions[1]?.get('prefill_token')).toBe(first)
  })

  test('when the page is loaded again, then it still says who is logged in, and fills nothing', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.reload()
    await page.getByText('Connecté avec FranceConnect : Angela Claire Louise DUBOIS').waitFor()
    expect([
      await page.inputValue('#nom'),
      await page.locator('.fr-connect').isVisible(),
      ended(events).length,
    ]).toEqual(['', true, 1])
  })

  test('when the citizen goes back to a page that remembers, then what the page shows of theirs is never replaced', async () => {
    const tag = remembering.replace('for=', 'merge="replace" for=')
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, tag + someForm))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    const edited = someForm.replace('name="quotient"', 'name="quotient" value="900"')
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, tag + edited))
    await page.goto(`${stage.fake.site}/cantine`)
    await page.locator('[name=prefill_token]').waitFor({ state: 'attached' })
    expect([await page.inputValue('#nom'), await page.inputValue('#quotient')]).toEqual([
      'DUBOIS',
      '900',
    ])
  })

  test('when the form is reset, then locks, notes and token go too', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.evaluate(() => document.querySelector('form')?.reset())
    expect([
      await page.inputValue('#nom'),
      await page.locator('#nom').getAttribute('readonly'),
      await page.locator('.franceconnect-prefill-note').count(),
      await page.locator('[name=prefill_token]').count(),
    ]).toEqual(['', null, 0, 0])
  })

  test('when what was kept is an hour old, then a new page of the tab erases it', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    await page.evaluate(() => {
      for (const key of Object.keys(sessionStorage)) {
        const entry = JSON.parse(sessionStorage.getItem(key) ?? '')
        sessionStorage.setItem(key, JSON.stringify({ ...entry, at: entry.at - 3_600_000 }))
      }
    })
    await page.reload()
    await page.locator('.fr-connect').waitFor()
    expect(await kept(page)).toEqual([])
  })
})

describe('pages of all kinds', () => {
  test.each([320, 768, 1280])(
    'when what is said of the form comes late in a window of %i px, then nothing on the page moves',
    async (width) => {
      const explain =
        'Avec votre accord, Ville de Démonstration obtiendra : Nom de naissance, Nom d’usage, Prénom, Civilité, Date de naissance, Adresse électronique (auprès de FranceConnect) ; Quotient familial, Prénoms de l’enfant, Date de naissance de l’enfant (auprès de la CAF ou de la MSA).'
      const purpose =
        'Pourquoi : inscrire votre enfant à la cantine et calculer votre tarif selon votre quotient familial.'
      stage.fake.behaviour.description = {
        sentences: { ...widgetMessagesFr, explain, purpose },
      }
      const { page } = await stage.open('/cantine', { width, before: watchHeight })
      await page.getByText('Pourquoi :').waitFor()
      await page.locator('.fr-connect path').first().waitFor({ state: 'attached' })
      const heights: number[] = await page.evaluate(() => Reflect.get(window, 'heights'))
      expect([heights.length, (heights[0] ?? 0) > 250]).toEqual([1, true])
    },
  )

  test('when a field is left, then the summary has a way to it, and the address stays', async () => {
    const { page, events } = await stage.open('/cantine#etape-2')
    await makeTrip(page, events)
    await page.locator('#allergies').focus()
    await page.getByRole('link', { name: 'Libellé commune' }).click()
    expect([
      await page.evaluate(() => document.activeElement?.id),
      new URL(page.url()).hash,
    ]).toEqual(['commune', '#etape-2'])
  })

  test('when the module is compressed, then it holds in 10 kB', async () => {
    const response = await fetch(`${stage.fake.service}/widget/v1.js`)
    const module = Buffer.from(await response.arrayBuffer())
    expect(gzipSync(module, { level: 9 }).length).toBeLessThanOrEqual(10_000)
  })

  test('when a page pins the module by its hash, then it runs; and where the hash is of another, then the form can be filled in by hand', async () => {
    const { service, pages } = stage.fake
    const script = Buffer.from(await (await fetch(`${service}/widget/v1.js`)).arrayBuffer())
    const pinnedTo = (content: Buffer | string) => {
      const hash = createHash('sha384').update(content).digest('base64')
      const pin = `type="module" crossorigin integrity="sha384-${hash}"`
      return hostPage(service, widgetTag + someForm).replace('type="module"', pin)
    }
    pages.set('/cantine', pinnedTo(script))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
    pages.set('/cantine', pinnedTo('another'))
    const { page: refused } = await stage.open('/cantine')
    await refused.fill('#nom', 'Dubois')
    await refused.getByRole('button', { name: 'Envoyer' }).click()
    await refused.getByText('Reçu').waitFor()
    expect([
      await refused.evaluate(() => customElements.get('franceconnect-prefill') === undefined),
      stage.fake.submissions.at(-1)?.get('nom'),
    ]).toEqual([true, 'Dubois'])
  })

  test('when two widgets share a page, then one is filled and the other keeps what was typed in it', async () => {
    const second = someForm.replaceAll('id="', 'id="b-').replaceAll('for="', 'for="b-')
    const tags = `${widgetTag}${someForm}<franceconnect-prefill client-id="demo-periscolaire"></franceconnect-prefill>${second}`
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, tags))
    const { page, events } = await stage.open('/cantine')
    await page.fill('#allergies', 'arachides')
    await page.locator('franceconnect-prefill .fr-connect').nth(1).click()
    await waitUntil(() => ended(events).length === 1)
    expect({
      first: await page.inputValue('#nom'),
      second: await page.inputValue('#b-nom'),
      typed: await page.inputValue('#allergies'),
      token: await page.locator('#b-inscription [name=prefill_token]').count(),
      others: await page.locator('#inscription [name=prefill_token]').count(),
    }).toEqual({ first: '', second: 'DUBOIS', typed: 'arachides', token: 1, others: 0 })
  })

  test('when the form is made after the widget, then it is filled all the same', async () => {
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag))
    const { page, events } = await stage.open('/cantine')
    const makeForm = () =>
      page.evaluate(() => {
        const form = document.createElement('form')
        const input = document.createElement('input')
        form.id = 'inscription'
        input.name = 'nom'
        form.append(input)
        document.body.append(form)
      })
    await page.locator('franceconnect-prefill .fr-connect').click()
    await waitUntil(() => stage.fake.requests.some(({ url }) => url.pathname === '/token'))
    await makeForm()
    await waitUntil(() => ended(events).length === 1)
    expect(await page.inputValue('[name=nom]')).toBe('DUBOIS')
  })

  test.each([
    ['phone', 320, 900, ''],
    ['desktop', 1024, 900, ''],
    ['phone-200-percent', 320, 900, '200%'],
  ])(
    'when the window is a %s, then nothing runs out of it and targets are large',
    async (name, width, height, size) => {
      const { page, events } = await stage.open('/cantine', { width, height })
      await page.evaluate((fontSize) => {
        document.documentElement.style.fontSize = fontSize
      }, size)
      await page.getByText('Pourquoi :').waitFor()
      await page.screenshot({ path: join(tmpdir(), `widget-${name}-before.png`), fullPage: true })
      const before = await tooWide(page, width)
      await makeTrip(page, events)
      await page.evaluate((fontSize) => {
        document.documentElement.style.fontSize = fontSize
      }, size)
      await page.screenshot({ path: join(tmpdir(), `widget-${name}-after.png`), fullPage: true })
      const after = await tooWide(page, width)
      const heights = await page
        .locator('franceconnect-prefill button:visible')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height >= 44))
      expect({ before, after, heights }).toEqual({ before: [], after: [], heights: [true, true] })
    },
  )
})
