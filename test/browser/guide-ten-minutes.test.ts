import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { startCommand } from '../support/start-command.ts'
import { freePort } from '../support/start-demo-process.ts'
import { leaveForm, passAskPage, passFranceConnect, passReviewPage } from './demo-visit.ts'

const guide = 'docs/guide/dix-minutes.md'
const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const under = (heading: string, language: string) => snippetUnder(guide, heading, language)

let chromium: Browser
let folder: string
beforeAll(async () => {
  chromium = await launchChromium()
  folder = mkdtempSync(join(tmpdir(), 'prefill-guide-'))
})
afterAll(async () => {
  await chromium.close()
  rmSync(folder, { recursive: true })
})

/** The ports that the page of the guide shows, each with the one that is used here. */
async function choosePorts() {
  const shown = { PORT: 3000, SIMULATOR_PORT: 4000, DEMO_PORT: 8080, MANAGEMENT_PORT: 9464 }
  const chosen = Object.entries(shown).map(async ([name, port]) => ({
    name,
    shown: `http://localhost:${port}`,
    used: String(await freePort()),
  }))
  return Promise.all(chosen)
}

test('when the ten minutes are followed step by step, then each says and does what it promises', async () => {
  const file = join(folder, 'cantine.html')
  writeFileSync(file, under('2. Une page', 'html'))
  const [npx, command, ...args] = under('3. L’essayer', 'sh').trim().split(' ')
  expect([npx, command]).toEqual(['npx', 'franceconnect-prefill'])
  const ports = await choosePorts()
  const env = Object.fromEntries(ports.map(({ name, used }) => [name, used]))
  const trial = await startCommand(args, /^ready \S+$/m, { cwd: folder, env })
  try {
    const asShown = ports.reduce(
      (text, { shown, used }) => text.replaceAll(`http://localhost:${used}`, shown),
      trial.output(),
    )
    expect(asShown).toBe(under('3. L’essayer', 'text'))

    const url = /^ready (\S+)$/m.exec(trial.output())?.[1] ?? ''
    const visit = async () => {
      const page = await (await chromium.newContext({ locale: 'fr-FR' })).newPage()
      await page.goto(url)
      await page.fill('#allergies', 'arachides')
      await leaveForm(page)
      await passAskPage(page)
      await passFranceConnect(page, 'test')
      await page.waitForURL(/\/review\//)
      await passReviewPage(page, 'enfant', [0])
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#nom')?.value)
      const ids = ['nom', 'prenom', 'naissance', 'quotient', 'enfant', 'allergies']
      const values = await Promise.all(ids.map((id) => page.inputValue(`#${id}`)))
      return { page, values }
    }
    const filled = ['DUBOIS', '', '1962-08-24', '872', 'LEO PAUL', 'arachides']
    expect((await visit()).values).toEqual(filled)

    const replacement = under('5. Ce qui manque', 'html')
    const html = readFileSync(file, 'utf8')
    writeFileSync(file, html.replace(/^.*id="prenom".*\n/m, replacement))
    const { page, values } = await visit()
    expect(values).toEqual(filled.with(1, 'Angela'))

    await page.fill('#quotient', '900')
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
    const verdictOf = (field: string) =>
      page.locator(`[data-field=${field}]`).getAttribute('data-verdict')
    expect(await Promise.all(['nom', 'premier_prenom', 'quotient'].map(verdictOf))).toEqual([
      'unchanged',
      'unchanged',
      'edited',
    ])
  } finally {
    expect(await trial.stop()).toBe(0)
  }

  const init = under('Et ensuite', 'sh').replace(
    'npx franceconnect-prefill',
    `"${process.execPath}" "${entry}"`,
  )
  const { stdout } = spawnSync('sh', ['-c', init], { cwd: folder, encoding: 'utf8' })
  expect(stdout).toMatch(/^écrit : prefill\/collectivites\/ma-ville\.yaml\n/)
}, 60_000)
