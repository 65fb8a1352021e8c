import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { snippetsOf } from '../support/doc-snippets.ts'
import { runShell } from '../support/run-shell.ts'
import { type StartedCommand, startCommand } from '../support/start-command.ts'
import { freePort } from '../support/start-demo-process.ts'
import { leaveForm, passAskPage, passFranceConnect, passReviewPage } from './demo-visit.ts'

const form = (
  prenom: string,
  attributes = '',
) => `<form id="inscription" method="post" ${attributes}>
<p><label for="nom">Nom de naissance</label> <input id="nom" name="nom"></p>
<p><label for="p">Prénom</label> <input id="p" ${prenom}></p>
<p><label for="ne_le">Né(e) le</label> <input id="ne_le" type="date" name="ne_le"></p>
<p><label for="e">Enfant</label> <input id="e" name="enfant_prenom"></p>
<p><label for="a">Allergies</label> <input id="a" name="allergies"></p>
<p><label for="f">Pièce</label> <input id="f" type="file" name="piece"></p>
<button>Envoyer</button></form>`
const pageWith = (body: string) =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Cantine</title>
<link rel="stylesheet" href="style.css"></head><body><main><h1>Cantine</h1>\n${body}</main></body></html>\n`

let chromium: Browser
let folder: string
beforeAll(async () => {
  chromium = await launchChromium()
  folder = mkdtempSync(join(tmpdir(), 'prefill-page-'))
})
afterAll(async () => {
  await chromium.close()
  rmSync(folder, { recursive: true })
})

async function ports() {
  const names = ['PORT', 'SIMULATOR_PORT', 'DEMO_PORT', 'MANAGEMENT_PORT']
  const entries = names.map(async (name) => [name, String(await freePort())] as const)
  return Object.fromEntries(await Promise.all(entries))
}

async function tryPage(page: string, ...more: string[]): Promise<StartedCommand & { url: string }> {
  const args = ['try', page, '--demarche', 'restauration-scolaire', ...more]
  const command = await startCommand(args, /^ready http\S+$/m, { cwd: folder, env: await ports() })
  const url = /^ready (\S+)$/m.exec(command.output())?.[1] ?? ''
  return { ...command, url }
}

async function open(url: string): Promise<Page> {
  const page = await (await chromium.newContext({ locale: 'fr-FR' })).newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(url)
  return page
}

async function logIn(page: Page): Promise<void> {
  await leaveForm(page)
  await passAskPage(page)
  await passFranceConnect(page, 'test')
  await page.waitForURL(/\/review\//)
  await passReviewPage(page, 'enfant', [0])
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#nom')?.value)
}

/** How a stranger's domain that resolves to this machine would ask. */
function askAs(host: string, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
      .once('error', reject)
      .end()
  })
}

test('when it is typed as README.md says, then the page is there, ready to be tried', async () => {
  writeFileSync(join(folder, 'page.html'), pageWith(form('name="premier_prenom"')))
  const [block = ''] = snippetsOf('README.md')
    .filter(({ heading, text }) => heading === 'See it in two minutes' && text.startsWith('npx'))
    .map(({ text }) => text)
  const typed = { cwd: folder, env: await ports(), until: /^ready http\S+$/m }
  const { stdout, stderr } = await runShell(block, typed)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^ready http:\/\/localhost:\d+\/page\.html$/m)
})

describe('try', () => {
  test('when the page is a file, then it is filled, submitted, judged, and followed while it is edited', async () => {
    const file = join(folder, "page d'été.html")
    const written = pageWith(
      form('name="champ_2"', 'action="traitement.php" enctype="multipart/form-data"'),
    )
    writeFileSync(file, written)
    writeFileSync(join(folder, 'style.css'), 'h1 { color: rgb(1, 2, 3) }')
    writeFileSync(join(folder, '.secret'), 'hidden')
    const { url, output, stop } = await tryPage("page d'été.html")
    try {
      expect(output()).toContain('champ_2 (ligne 5) lui ressemble')
      const page = await open(url)
      expect(await page.locator('h1').evaluate((one) => getComputedStyle(one).color)).toBe(
        'rgb(1, 2, 3)',
      )
      await page.fill('#a', 'arachides')
      await logIn(page)
      expect(page.url()).toBe(url)
      expect(await page.inputValue('#nom')).toBe('DUBOIS')
      expect(await page.inputValue('#ne_le')).toBe('1962-08-24')
      expect(await page.inputValue('#p')).toBe('')
      expect(await page.inputValue('#a')).toBe('arachides')

      await page.fill('#e', 'NINA')
      await page.getByRole('button', { name: 'Envoyer' }).click()
      await page.waitForSelector('#validity')
      expect(await page.textContent('#validity')).toBe('Le préremplissage est authentique.')
      const verdicts = await page
        .locator('tr[data-verdict]')
        .evaluateAll((rows) =>
          rows.map((row) => [row.getAttribute('data-field'), row.getAttribute('data-verdict')]),
        )
      expect(Object.fromEntries(verdicts)).toMatchObject({
        nom: 'unchanged',
        ne_le: 'unchanged',
        enfant_prenom: 'edited',
        premier_prenom: 'not_submitted',
      })

      writeFileSync(file, pageWith(form('name="champ_2" data-prefill="premier_prenom"')))
      const again = await open(url)
      await logIn(again)
      expect(await again.inputValue('#p')).toBe('Angela')
      await again.getByRole('button', { name: 'Envoyer' }).click()
      expect(await again.locator('[data-field=premier_prenom]').getAttribute('data-verdict')).toBe(
        'unchanged',
      )

      const origin = new URL(url).origin
      const statusOf = async (path: string) => (await fetch(`${origin}${path}`)).status
      expect(await Promise.all(['/style.css', '/.secret', '/nowhere'].map(statusOf))).toEqual([
        200, 404, 404,
      ])
      expect(await askAs('stranger.example', url)).toBe(421)

      const edited = readFileSync(file, 'utf8')
      rmSync(file)
      const gone = await fetch(url)
      const told = await gone.text()
      expect([gone.status, told.includes('<p>ENOENT</p>'), told.includes('node_modules')]).toEqual([
        500,
        true,
        false,
      ])
      writeFileSync(file, edited)
      expect((await fetch(url)).status).toBe(200)
    } finally {
      expect(await stop()).toBe(0)
    }
    expect(readFileSync(file, 'utf8')).toContain('data-prefill')
    expect(readFileSync(file, 'utf8')).not.toContain('widget')
  }, 60_000)

  test('when the page is served by somebody, with its own lines and names, then it is filled there', async () => {
    let service = ''
    const server = createServer((_request, response) => {
      const lines = `<script type="module" src="${service}/widget/v1.js"></script>
<franceconnect-prefill client-id="ma-cantine" for="inscription"></franceconnect-prefill>`
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(pageWith(`${lines}\n${form('name="wpforms[fields][4]"')}`))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://localhost:${(server.address() as AddressInfo).port}/index.php?id=12#etape`
    const input = 'premier_prenom=wpforms[fields][4]'
    const trial = await tryPage(url, '--input', input, '--language', 'en')
    try {
      service = /^service +(\S+)\/$/m.exec(trial.output())?.[1] ?? ''
      expect(trial.output()).toMatch(/^ {2}premier_prenom +wpforms\[fields\]\[4\] \(line 7\)$/m)
      expect(trial.output()).toContain('client-id="ma-cantine"')
      const page = await open(url)
      await logIn(page)
      expect(page.url()).toBe(url)
      expect(await page.inputValue('#p')).toBe('Angela')
    } finally {
      expect(await trial.stop()).toBe(0)
      server.close()
    }
  }, 60_000)

  test('when it was stopped, then nothing of it is left', async () => {
    const own = join(folder, 'tmp')
    mkdirSync(own)
    writeFileSync(join(folder, 'a.html'), pageWith(form('')))
    const env = { ...(await ports()), TMPDIR: own }
    const args = ['try', 'a.html', '--demarche', 'bibliotheque']
    const { stop } = await startCommand(args, /^ready /m, { cwd: folder, env })
    expect(await stop()).toBe(0)
    expect(readdirSync(own)).toEqual([])
  })
})
