import { expect } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import type { DemoProcess } from '../support/start-demo-process.ts'

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 900 }

/** Where a visit takes place. */
export interface Place {
  readonly chromium: Browser
  readonly demo: DemoProcess
}

type ContextOptions = Parameters<Browser['newContext']>[0]

/**
 * Opens a page of the town hall in a browser of its own; whatever its console or a broken request says fails
 * the test, and so does a page that is wider than its window.
 */
export async function visit(
  { chromium, demo }: Place,
  path: string,
  work: (page: Page) => Promise<void>,
  options: ContextOptions = {},
): Promise<void> {
  const context = await chromium.newContext({ locale: 'fr-FR', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    // The answer to a mistake of the citizen, which Chromium calls a failure.
    const isMistake = message.text().includes('status of 422')
    if (message.type() === 'error' && !isMistake) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${demo.demoOrigin}${path}`)
  await work(page)
  expect(complaints).toEqual([])
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
  await context.close()
}

/** Leaves the form by the widget's button, for the page before the login. */
export async function leaveForm(page: Page): Promise<void> {
  await page.locator('franceconnect-prefill .fr-connect').click()
  await page.waitForURL(/\/(ask|authorize)/)
}

/** Goes on from the page before the login, with what stands on it. */
export async function passAskPage(page: Page): Promise<void> {
  await page.locator('form[action^="/ask/"] button').click()
}

/** Logs in at the simulated FranceConnect. */
export async function passFranceConnect(page: Page, login: string): Promise<void> {
  await page.locator('form[action*="redirect-to-idp"] button').first().click()
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', '123')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('button', { name: 'Continuer' }).click()
}

/** Ticks things of a list on the review page, by their position, and lets all else go with them. */
export async function passReviewPage(
  page: Page,
  group: string,
  positions: readonly number[],
): Promise<void> {
  for (const position of positions)
    await page.check(`input[name="chosen.${group}"][value="${position}"]`)
  await page.locator('form[action^="/review/"] button.action').click()
}

/** Waits until the form is back, and has its family name. */
export async function waitForName(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector<HTMLInputElement>('#nom')?.value === wanted,
    name,
  )
}

/** What the form holds, by the name of the input; ticks and radios as they would be submitted. */
export async function formValues(page: Page): Promise<Record<string, string>> {
  const values = await page.evaluate(() => {
    const form = document.querySelector('form') as HTMLFormElement
    return Object.fromEntries(new FormData(form)) as Record<string, string>
  })
  const { prefill_token: _, ...rest } = values
  return rest
}

const withPlainSpaces = (text: string) => text.replaceAll('\u00a0', ' ')

/** The sentences that describe an input, without the page's own hints. */
export async function noteOf(page: Page, selector: string): Promise<string[]> {
  const notes = await page.locator(selector).evaluate((input) => {
    const ids = input.getAttribute('aria-describedby')?.split(' ') ?? []
    return ids
      .filter((id) => id.startsWith('franceconnect-prefill'))
      .map((id) => document.getElementById(id)?.textContent ?? '')
  })
  return notes.map(withPlainSpaces)
}

/** What the widget has announced. */
export async function announced(page: Page): Promise<string> {
  const said = await page.locator('franceconnect-prefill [role=status]').innerText()
  return withPlainSpaces(said).replaceAll(/\s+/g, ' ')
}

/** The verdicts of the page after a submission, by field. */
export function verdicts(page: Page): Promise<Record<string, string | null>> {
  return page
    .locator('tr[data-field]')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [row.getAttribute('data-field'), row.getAttribute('data-verdict')]),
      ),
    )
}

/** How each source answered, of the page after a submission. */
export function outcomes(page: Page): Promise<Record<string, string | null>> {
  return page
    .locator('li[data-source]')
    .evaluateAll((lines) =>
      Object.fromEntries(
        lines.map((line) => [line.getAttribute('data-source'), line.getAttribute('data-status')]),
      ),
    )
}

/** Switches faults of the simulator on, in the place of all that were on. */
export async function setFaults({ demo }: Place, faults: readonly object[]): Promise<void> {
  const answer = await fetch(`${demo.simulatorOrigin}/control/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  })
  expect(answer.status).toBe(200)
}
