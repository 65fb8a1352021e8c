// Takes the pictures of the guide's ten minutes, from `try` and the guide's own page; the project has to be built:
// `node scripts/try-screenshots.mjs`.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { findOrInstallChromium } from './chromium.mjs'

const guide = readFileSync('docs/guide/dix-minutes.md', 'utf8')
const [, html] = /```html\n(<!doctype html>[\s\S]*?)```/.exec(guide)
const folder = mkdtempSync(join(tmpdir(), 'prefill-pictures-'))
writeFileSync(
  join(folder, 'cantine.html'),
  html.replace('name="champ_2"', 'name="champ_2" data-prefill="premier_prenom"'),
)

const args = [
  resolve('dist/cli/main.js'),
  'try',
  'cantine.html',
  '--demarche',
  'restauration-scolaire',
]
const trial = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
const url = await new Promise((done) => {
  let output = ''
  trial.stdout.on('data', (text) => {
    output += text
    const [, ready] = /^ready (\S+)$/m.exec(output) ?? []
    if (ready !== undefined) done(ready)
  })
})

const browser = await chromium.launch({
  executablePath: findOrInstallChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  const page = await browser.newPage({ viewport: { width: 560, height: 900 }, locale: 'fr-FR' })
  await page.goto(url)
  await page.fill('#allergies', 'arachides')
  await page.locator('franceconnect-prefill .fr-connect').click()
  await page.locator('form[action^="/ask/"] button').click()
  await page.locator('form[action*="redirect-to-idp"] button').first().click()
  await page.fill('input[name=login]', 'test')
  await page.fill('input[name=password]', '123')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('button', { name: 'Continuer' }).click({ noWaitAfter: true })
  await page.waitForURL(/\/review\//)
  await page.check('input[name="chosen.enfant"][value="0"]')
  await page.locator('form[action^="/review/"] button.action').click()
  await page.waitForFunction(() => document.querySelector('#nom')?.value)
  await page.evaluate(() => document.activeElement?.blur())
  await page.screenshot({ path: 'docs/images/fr/try.png', fullPage: true })
  await page.fill('#quotient', '900')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await page.waitForSelector('#validity')
  await page.screenshot({ path: 'docs/images/fr/verdict.png', fullPage: true })
} finally {
  await browser.close()
  trial.kill('SIGTERM')
  rmSync(folder, { recursive: true })
}
