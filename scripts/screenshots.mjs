// Takes the pictures of the documentation from the running demonstration, which has to be built:
// `node scripts/screenshots.mjs`. PORT, SIMULATOR_PORT, DEMO_PORT and MANAGEMENT_PORT move it.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { findOrInstallChromium } from './chromium.mjs'

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
  const [, service] = /^prefill service\s+(http\S+)\//m.exec(output)
  const [, simulator] = /^FranceConnect\s+(http\S+)\//m.exec(output)
  return { demo, site, service, simulator }
}

const { demo, site, service, simulator } = await startDemo()
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

const languages = {
  fr: { locale: 'fr-FR', form: '/cantine' },
  en: { locale: 'en-GB', form: '/cantine?lang=en' },
}

const openPage = (viewport, { locale }) => browser.newPage({ viewport, locale })

async function openForm(viewport, language) {
  const page = await openPage(viewport, language)
  await page.goto(site + language.form)
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

/** The pictures of one language. */
async function takePictures(tag, language) {
  const folder = `docs/images/${tag}`
  mkdirSync(folder, { recursive: true })
  const shoot = (page, name, clip) =>
    page.screenshot({ path: `${folder}/${name}.png`, clip, fullPage: true })
  const small = { width: 420, height: 640 }
  const tall = { x: 0, y: 0, width: 420, height: 900 }

  /** A picture of a page that is still coming: for Playwright's own it would have to be there. */
  const shootUnfinished = async (page, name, milliseconds) => {
    const session = await page.context().newCDPSession(page)
    await sleep(milliseconds)
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
    writeFileSync(`${folder}/${name}.png`, Buffer.from(data, 'base64'))
  }

  const beforeAndAfter = async () => {
    const page = await openForm({ width: 560, height: 900 }, language)
    const clip = { x: 0, y: 0, width: 560, height: 965 }
    await shoot(page, 'before', clip)
    await leave(page)
    await logIn(page, 'karim')
    await waitForForm(page)
    await shoot(page, 'after', clip)
    await page.close()
  }

  const progressAndReview = async () => {
    await setFaults({ fault: 'latency', at: 'quotient_familial', milliseconds: 9500 })
    const page = await openForm(small, language)
    await leave(page)
    await logIn(page, 'test')
    await shootUnfinished(page, 'progress', 7000)
    await page.waitForURL(/\/review\//)
    await page.check('input[name="chosen.enfant"][value="0"]')
    await shoot(page, 'review', tall)
    await page.close()
  }

  const partial = async () => {
    await setFaults({ fault: 'status_503', at: 'quotient_familial' })
    const page = await openForm(small, language)
    await leave(page)
    await logIn(page, 'karim')
    await waitForForm(page)
    const { y } = await page.locator('#courriel').evaluate((input) => ({
      y: input.closest('p').getBoundingClientRect().top + scrollY,
    }))
    await shoot(page, 'partial', { ...tall, y: y - 8 })
    await page.close()
  }

  /** The form after a login that failed, and an address of the service that a page got wrong. */
  const errors = async () => {
    await setFaults({ fault: 'status_503', at: 'token' })
    const page = await openForm(small, language)
    await leave(page)
    await logIn(page, 'karim')
    await page.waitForURL(site + language.form)
    await page.locator('franceconnect-prefill [role=status]:not(:empty)').waitFor()
    await shoot(page, 'failed', { ...tall, height: 965 })
    await page.close()
    const wrong = await openPage(small, language)
    const query = new URLSearchParams({
      client_id: 'demo-cantine',
      redirect_uri: `${site}/cantines`,
      response_type: 'code',
      scope: 'openid',
      ui_locales: tag,
    })
    await wrong.goto(`${service}/authorize?${query}`)
    await shoot(wrong, 'error', tall)
    await wrong.close()
  }

  await beforeAndAfter()
  await progressAndReview()
  await partial()
  await errors()
  await setFaults()
}

try {
  for (const [tag, language] of Object.entries(languages)) await takePictures(tag, language)
} finally {
  await browser.close()
  demo.kill('SIGTERM')
}
