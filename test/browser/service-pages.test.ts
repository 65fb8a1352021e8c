import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { auditPage, widths } from '../support/audit-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'
import { themedTowns } from '../support/themed-towns.ts'

let system: System
let chromium: Browser
beforeAll(async () => {
  system = await startSystem({ collectivites: themedTowns })
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  await system.close()
})

interface Visit {
  readonly context: BrowserContext
  readonly page: Page
}

/** Opens a browser of its own. Any complaint of it fails the test, and so does any request to another origin. */
async function visit(
  work: (visit: Visit) => Promise<void>,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<void> {
  const context = await chromium.newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const complaints: string[] = []
  const foreign: Request[] = []
  page.on('console', (message) => {
    const isStatus = /Failed to load resource: the server responded with a status of 4/.test(
      message.text(),
    )
    if (message.type() === 'error' && !isStatus) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const ours = [new URL(system.serviceOrigin).host, new URL(system.simulator.issuer).host]
  context.on('request', (request) => {
    const { host } = new URL(request.url())
    if (!ours.includes(host)) foreign.push(request)
  })
  await work({ context, page })
  // What a policy of ours has stopped was never sent.
  const elsewhere = foreign
    .filter((one) => one.failure()?.errorText !== 'csp')
    .map((one) => one.url())
  await context.close()
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] })
}

const service = (path: string) => (page: Page) => page.goto(system.serviceOrigin + path)

const login = (id: string, form: string) => (page: Page) => {
  const client = { client_id: `${id}-${form}`, redirect_uri: `${formOrigin}/${id}-${form}` }
  return page.goto(tripOf(system, client).url.href)
}

const wrong = (id: string) => async (page: Page) => {
  await login(id, 'stationnement')(page)
  await page.locator('form[action^="/ask/"] button').click()
  await page.locator('.summary').waitFor()
}

async function logIn(page: Page): Promise<void> {
  await page.locator('form[action*="redirect-to-idp"] button').first().click()
  await page.fill('input[name=login]', 'test')
  await page.fill('input[name=password]', '123')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('button', { name: 'Continuer' }).click({ noWaitAfter: true })
}

const review = (id: string) => async (page: Page) => {
  await login(id, 'cantine')(page)
  await page.locator('form[action^="/ask/"] button').click()
  await logIn(page)
  await page.waitForURL(/\/review\//)
}

const reviewWrong = (id: string) => async (page: Page) => {
  await review(id)(page)
  await page.locator('form[action^="/review/"] button.action').click()
  await page.locator('.summary').waitFor()
}

const loggedOut = (id: string) => async (page: Page) => {
  await service(`/logout?client_id=${id}-cantine`)(page)
  await page.locator('form[action="/logout"] button').click()
  await page.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor()
}

type Open = (page: Page) => Promise<unknown>

const inTheNameOf = (id: string): [string, Open][] => [
  [`the question before the login of ${id}`, login(id, 'stationnement')],
  [`the question about a situation of ${id}`, login(id, 'transport')],
  [`the question of ${id} with a mistake`, wrong(id)],
  [`the review of ${id}`, review(id)],
  [`the review of ${id} with a mistake`, reviewWrong(id)],
  [`the question before the log-out of ${id}`, service(`/logout?client_id=${id}-cantine`)],
  [`the end of the log-out of ${id}`, loggedOut(id)],
  [
    `an error of ${id}, with words for its webmaster`,
    service(`/authorize?client_id=${id}-cantine&redirect_uri=https%3A%2F%2Felsewhere.fr%2Fa`),
  ],
  [`the missing page of ${id}`, service(`/nowhere?client_id=${id}-cantine`)],
  [`the accessibility statement of ${id}`, service(`/accessibilite?client_id=${id}-cantine`)],
]

const distinct: [string, Open][] = [
  ...inTheNameOf('jaune'),
  ['the home page', service('/')],
  ['a missing page', service('/nowhere')],
  ['the log-out of nobody', service('/logout')],
  ['the statement of the service, in English', service('/accessibilite?lang=en')],
  [
    'the statement of a town, in English',
    service('/accessibilite?client_id=jaune-cantine&lang=en'),
  ],
  ['the clerk’s page without its script', service('/lecteur')],
]
const pages = [...distinct, ...inTheNameOf('sobre')]

const schemes = ['light', 'dark'] as const

const sizesOf = (page: Page) =>
  page.evaluate(() => ({
    across: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    background: getComputedStyle(document.body).backgroundColor,
  }))

describe('a page of the service', () => {
  test.each(pages)(
    'when it is %s, then axe finds nothing at any width, light or dark, and nothing sticks out',
    async (_, open) => {
      await visit(async ({ page }) => {
        await open(page)
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          for (const width of widths) {
            await page.setViewportSize({ width, height: 800 })
            expect({ colorScheme, width, ...(await sizesOf(page)) }).toEqual({
              colorScheme,
              width,
              across: 0,
              background: colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(23, 23, 26)',
            })
          }
        }
        expect((await auditPage(page, { schemes })).faults).toEqual([])
      })
    },
    60_000,
  )

  test.each(distinct)(
    'when %s comes without its style sheets, then it is read from the name to the statement',
    async (_, open) => {
      await visit(async ({ context, page }) => {
        await context.route('**/*.css', (route) =>
          route.fulfill({ body: '', contentType: 'text/css' }),
        )
        await page.setViewportSize({ width: 320, height: 800 })
        await open(page)
        const order = await page.evaluate(() =>
          ['header span', 'h1', 'main > :nth-last-child(1)', 'footer a:last-of-type'].map((one) => {
            const { top, height } =
              document.querySelector(one)?.getBoundingClientRect() ?? new DOMRect()
            return height > 0 ? Math.round(top) : Number.NaN
          }),
        )
        expect(order).toEqual([...order].sort((one, other) => one - other))
        expect(order).not.toContain(Number.NaN)
        const logo = await page.evaluate(() => {
          const { width = 0, height = 0 } =
            document.querySelector('img')?.getBoundingClientRect() ?? {}
          return width <= 240 && height <= 64
        })
        expect(logo).toBe(true)
      })
    },
    60_000,
  )
})

describe('the look of a town', () => {
  const styleOf = (page: Page, selector: string, names: readonly string[]) =>
    page.evaluate(
      ([one, wanted]) => {
        const style = getComputedStyle(document.querySelector(one as string)!)
        return (wanted as string[]).map((name) => style.getPropertyValue(name))
      },
      [selector, names] as const,
    )

  test('when its colour is too light, then the band wears it, and what is read a shade that can be', async () => {
    await visit(async ({ page }) => {
      await service('/nowhere?client_id=jaune-cantine')(page)
      expect(await styleOf(page, 'body', ['border-top-color'])).toEqual(['rgb(255, 204, 0)'])
      const colours = ['background-color', 'color']
      expect(await styleOf(page, '.action', colours)).toEqual([
        'rgb(143, 115, 0)',
        'rgb(255, 255, 255)',
      ])
      expect(await styleOf(page, 'footer a', ['color'])).toEqual(['rgb(143, 115, 0)'])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await styleOf(page, '.action', colours)).toEqual([
        'rgb(255, 204, 0)',
        'rgb(23, 23, 26)',
      ])
      expect(await styleOf(page, '.logo', ['background-color'])).toEqual(['rgb(255, 255, 255)'])
    })
  })

  test('when it has a logo, then its place is known before it comes, and it is the place that it takes', async () => {
    await visit(async ({ context, page }) => {
      const place = () => page.locator('.logo').boundingBox()
      let arrive = () => {}
      const held = new Promise<void>((resolve) => {
        arrive = resolve
      })
      await context.route('**/assets/logo/**', async (route) => {
        await held
        await route.continue()
      })
      await page.goto(`${system.serviceOrigin}/nowhere?client_id=jaune-cantine`, {
        waitUntil: 'domcontentloaded',
      })
      const before = await place()
      arrive()
      await page.waitForFunction(() => document.querySelector('img')?.naturalWidth)
      expect(before).toMatchObject({ width: 192, height: 64 })
      expect(await place()).toEqual(before)
    })
  })

  test('when its logo holds a script, then it never runs, in the page or by itself, and it fetches nothing', async () => {
    await visit(async ({ page }) => {
      await service('/nowhere?client_id=jaune-cantine')(page)
      const title = await page.title()
      const address = await page.locator('.logo').getAttribute('src')
      expect(title).toMatch(/^Page introuvable – Communauté/)
      expect(
        await page.locator('.logo').evaluate((logo: HTMLImageElement) => logo.naturalWidth),
      ).toBeGreaterThan(0)
      const direct = await page.context().newPage()
      await direct.goto(`${system.serviceOrigin}${address}`)
      expect(
        await direct.evaluate(() => [
          document.title,
          document.documentElement.tagName,
          document.documentElement.hasAttribute('data-ran'),
        ]),
      ).toEqual(['', 'svg', false])
    })
  })

  test('when colours are forced, then buttons keep a border, and the logo its ground', async () => {
    await visit(
      async ({ page }) => {
        await service('/nowhere?client_id=jaune-cantine')(page)
        expect(await styleOf(page, '.action', ['border-top-style', 'border-top-width'])).toEqual([
          'solid',
          '2px',
        ])
        expect(await styleOf(page, '.logo', ['background-color'])).toEqual(['rgb(255, 255, 255)'])
      },
      { forcedColors: 'active', colorScheme: 'dark' },
    )
  })

  test('when it is printed, then in black on white, without buttons and band', async () => {
    await visit(async ({ page }) => {
      await service('/accessibilite?client_id=jaune-cantine')(page)
      await page.emulateMedia({ media: 'print', colorScheme: 'light' })
      expect(await styleOf(page, 'body', ['border-top-width', 'color'])).toEqual([
        '0px',
        'rgb(0, 0, 0)',
      ])
      expect(await page.locator('.action').isVisible()).toBe(false)
      expect(await page.locator('.logo').isVisible()).toBe(true)
    })
  })

  test('when less motion is wanted, then nothing moves', async () => {
    await visit(
      async ({ page }) => {
        await service('/nowhere?client_id=jaune-cantine')(page)
        const moving = await page.evaluate(
          () =>
            [...document.querySelectorAll('*')].filter((element) => {
              const { animationName, transitionDuration } = getComputedStyle(element)
              return animationName !== 'none' || transitionDuration !== '0s'
            }).length,
        )
        expect(moving).toBe(0)
      },
      { reducedMotion: 'reduce' },
    )
  })
})

test('when the page that waits is still coming, then axe finds nothing either', async () => {
  system.faults.set([{ fault: 'latency', at: 'quotient_familial', milliseconds: 9500 }])
  await visit(async ({ page }) => {
    await login('jaune', 'cantine')(page)
    await page.locator('form[action^="/ask/"] button').click()
    await logIn(page)
    await page.getByRole('heading', { name: 'Nous récupérons vos informations' }).waitFor()
    expect(await page.locator('.logo').isVisible()).toBe(true)
    expect((await auditPage(page)).faults).toEqual([])
    await page.locator('.slow').waitFor()
    expect((await auditPage(page)).faults).toEqual([])
    await page.waitForURL(/\/review\//)
  })
  system.faults.clear()
}, 60_000)
