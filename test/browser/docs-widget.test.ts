import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { snippetUnder } from '../support/doc-snippets.ts'
import {
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
})
afterEach(() => stage.clear())

/** Puts HTML of a page before the form of the town hall. */
function serve(snippet: string, body = someForm): void {
  const own = snippet.replaceAll('https://prefill.exemple.fr', stage.fake.service)
  stage.fake.pages.set(
    '/cantine',
    `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Cantine</title>${own}${body}</html>`,
  )
}

describe('the HTML that the documentation shows', () => {
  test.each([
    ['README.md', 'I have a web page'],
    ['README.fr.md', 'J’ai une page web'],
    ['docs/widget.md', 'The widget, for those who build pages'],
  ])('when the two lines of %s stand in a page, then its form is filled', async (...place) => {
    serve(snippetUnder(...place, 'html'))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
  })

  const link = 'Remplir avec FranceConnect'
  test.each([
    [true, false],
    [false, true],
  ])(
    'when JavaScript runs (%s), then the link inside the element is there: %s',
    async (javaScriptEnabled, isThere) => {
      const inside = snippetUnder('docs/widget.md', 'Without JavaScript', 'html')
      stage.fake.pages.set('/cantine', hostPage(stage.fake.service, inside + someForm))
      const { page } = await stage.open('/cantine', { context: { javaScriptEnabled } })
      if (javaScriptEnabled) await page.locator('franceconnect-prefill .fr-connect').waitFor()
      expect(await page.getByRole('link', { name: link }).isVisible()).toBe(isThere)
    },
  )

  test.each([
    ['as it was built', '', true],
    ['with one more byte', ' ', false],
  ])('when the pinned version comes %s, then it runs: %s', async (_, more, runs) => {
    const pinned = snippetUnder('docs/widget.md', 'Versions, and pinning one', 'html')
    const [, name = ''] = /\/(widget\/[\d.]+\.js)/.exec(pinned) ?? []
    const script = readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8')
    serve(pinned, widgetTag + someForm)
    const { page } = await stage.open('/cantine')
    await page.route(`${stage.fake.service}/${name}`, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
        body: script + more,
      }),
    )
    await page.reload()
    const isDefined = () =>
      page.evaluate(() => customElements.get('franceconnect-prefill') !== undefined)
    expect(await isDefined()).toBe(runs)
  })
})
