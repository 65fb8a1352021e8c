// Takes the pictures of the documentation from the running demonstration: `node scripts/screenshots.mjs`.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { findOrInstallChromium } from './chromium.mjs'

const folder = 'docs/images'
mkdirSync(folder, { recursive: true })

const demo = spawn(process.execPath, ['dist/simulator/demo.js'])
await new Promise((resolve) => demo.stdout.on('data', (text) => /^ready/m.test(text) && resolve()))
const browser = await chromium.launch({
  executablePath: findOrInstallChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const page = await browser.newPage({
  viewport: { width: 560, height: 900 },
  locale: 'fr-FR',
  deviceScaleFactor: 1.25,
})
const clip = { x: 0, y: 0, width: 560, height: 965 }
const shoot = (name) => page.screenshot({ path: `${folder}/${name}.png`, clip, fullPage: true })

await page.goto('http://localhost:8080/cantine')
await page.locator('franceconnect-prefill button').first().waitFor()
await page.waitForLoadState('networkidle')
await shoot('before')
await page.getByRole('button', { name: /FranceConnect/ }).click()
await page.locator('form[action*="redirect-to-idp"] button').first().click()
await page.fill('input[name=login]', 'test')
await page.fill('input[name=password]', '123')
await page.getByRole('button', { name: 'Se connecter' }).click()
await page.getByRole('button', { name: 'Continuer' }).click()
await page.waitForFunction(() => document.querySelector('#nom')?.value === 'DUBOIS')
await page.evaluate(() => document.activeElement?.blur())
await shoot('after')

await browser.close()
demo.kill('SIGTERM')
