// Takes the pictures of the documentation from the running demonstration, which has to be built:
// `node scripts/screenshots.mjs`. PORT, SIMULATOR_PORT, DEMO_PORT and MANAGEMENT_PORT move it.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { findOrInstallChromium } from './chromium.mjs'

const folder = 'docs/images'
mkdirSync(folder, { recursive: true })

/** Starts the demonstration. @returns the process, and the addresses that it prints. */
async function startDemo() {
  const demo = spawn(process.execPath, ['dist/simulator/demo.js'])
  let output = ''
  await new Promise((resolve) =>
    demo.stdout.on('data', (text) => {
      output += text
      if (/^ready/m.test(output)) resolve()
    }),
  )
  const [, site] = /^ready (http\S+)\/$/m.exec(output)
  const [, simulator] = /^FranceConnect\s+(http\S+)\//m.exec(output)
  return { demo, site, simulator }
}

const { demo, site, simulator } = await startDemo()
const browser = await chromium.launch({
  executablePath: findOrInstallChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})

const setFaults = (...faults) =>
  fetch(`${simulator}/control/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  })

const openForm = async (viewport, deviceScaleFactor) => {
  const page = await browser.newPage({ viewport, deviceScaleFactor, locale: 'fr-FR' })
  await page.goto(`${site}/cantine`)
  await page.locator('franceconnect-prefill .fr-connect').waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

const leave = async (page) => {
  await page.locator('franceconnect-prefill .fr-connect').click()
  await page.locator('form[action^="/ask/"] button').click()
}

const logIn = async (page, login) => {
  await page.locator('form[action*="redirect-to-idp"] button').first().click()
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', '123')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('button', { name: 'Continuer' }).click({ noWaitAfter: true })
}

const waitForForm = async (page) => {
  await page.waitForFunction(() => document.querySelector('#nom')?.value)
  await page.evaluate(() => document.activeElement?.blur())
}

const shoot = (page, name, clip) =>
  page.screenshot({ path: `${folder}/${name}.png`, clip, fullPage: true })

/** A picture of a page that is still coming: for Playwright's own it would have to be there. */
async function shootUnfinished(page, name, milliseconds) {
  const session = await page.context().newCDPSession(page)
  await sleep(milliseconds)
  const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
  writeFileSync(`${folder}/${name}.png`, Buffer.from(data, 'base64'))
}

async function beforeAndAfter() {
  const page = await openForm({ width: 560, height: 900 }, 1)
  const clip = { x: 0, y: 0, width: 560, height: 965 }
  await shoot(page, 'before', clip)
  await leave(page)
  await logIn(page, 'karim')
  await waitForForm(page)
  await shoot(page, 'after', clip)
  await page.close()
}

const small = { width: 420, height: 640 }

async function progressAndReview() {
  await setFaults({ fault: 'latency', at: 'quotient_familial', milliseconds: 9500 })
  const page = await openForm(small, 1)
  await leave(page)
  await logIn(page, 'test')
  await shootUnfinished(page, 'progress', 7000)
  await page.waitForURL(/\/review\//)
  await page.check('input[name="chosen.enfant"][value="0"]')
  await shoot(page, 'review', { x: 0, y: 0, ...small, height: 900 })
  await page.close()
}

async function partial() {
  await setFaults({ fault: 'status_503', at: 'quotient_familial' })
  const page = await openForm(small, 1)
  await leave(page)
  await logIn(page, 'karim')
  await waitForForm(page)
  const { y } = await page.locator('#courriel').evaluate((input) => ({
    y: input.closest('p').getBoundingClientRect().top + scrollY,
  }))
  await shoot(page, 'partial', { x: 0, y: y - 8, ...small, height: 900 })
  await page.close()
}

try {
  await beforeAndAfter()
  await progressAndReview()
  await partial()
} finally {
  await browser.close()
  demo.kill('SIGTERM')
}
