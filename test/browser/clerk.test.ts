import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page, Request } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { goToFranceConnectAndBack, http, redeem, tripOf } from '../support/form-page.ts'
import { type System, startSystem } from '../support/start-system.ts'

function bundleClerk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-'))
  execFileSync(process.execPath, ['scripts/build-clerk.mjs', folder])
  const script = readFileSync(join(folder, 'v1.js'), 'utf8')
  rmSync(folder, { recursive: true })
  return script
}

let system: System
let chromium: Browser
let token: string
let loginToken: string
beforeAll(async () => {
  system = await startSystem({ clerkScript: bundleClerk() })
  chromium = await launchChromium()
  const trip = tripOf(system)
  const back = await goToFranceConnectAndBack(system, trip, 'test')
  const { data } = await redeem(system, trip, back.searchParams.get('code'))
  token = data.prefill_token
  loginToken = data.id_token
})
afterAll(async () => {
  await chromium.close()
  await system.close()
})

interface Visit {
  readonly page: Page
  readonly requests: Request[]
}

/** What the page may ask for, and nothing else; without a body, and with nothing in the query but the language. */
const allowed =
  /^\/(lecteur|favicon\.ico|assets\/(page|clerk)\.css|assets\/clerk\.js|jwks\/history|forms\/demo-cantine\?lang=(fr|en))$/

const pathOf = (request: Request) => request.url().replace(system.serviceOrigin, '')

/** Opens the page in a browser of its own. Any complaint fails the test, and any request beyond the allowed ones. */
async function visit(
  work: (visit: Visit) => Promise<void>,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<void> {
  const context = await chromium.newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(5000)
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: Request[] = []
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  context.on('request', (request) => requests.push(request))
  await page.goto(`${system.serviceOrigin}/lecteur`)
  await work({ page, requests })
  const told = requests.map((request) => ({
    url: request.url(),
    method: request.method(),
    body: request.postData(),
    headers: JSON.stringify(request.headers()),
  }))
  expect(requests.map(pathOf).filter((path) => !allowed.test(path))).toEqual([])
  expect(told.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([])
  expect(JSON.stringify(told)).not.toMatch(/eyJ|DUBOIS|Angela/)
  expect(page.url()).toBe(`${system.serviceOrigin}/lecteur`)
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  expect(await context.cookies()).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
}

async function read(page: Page, text: string): Promise<void> {
  await page.fill('#text', text)
  await page.click('#reader button[type=submit]')
  await page.waitForSelector('#verdict')
}

/** Drops files on the page as the desktop does. */
async function drop(page: Page, ...files: readonly [name: string, text: string][]): Promise<void> {
  const dropped = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    for (const [name, text] of given) transfer.items.add(new File([text], name))
    return transfer
  }, files)
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
}

const facts = (page: Page) =>
  page
    .locator('.facts div')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.querySelector('dt')?.textContent,
          row.querySelector('dd')?.textContent,
        ]),
      ),
    )

const marks = (page: Page) =>
  page
    .locator('tr[data-field]')
    .evaluateAll((rows) =>
      rows.map((row) => `${row.getAttribute('data-field')} ${row.getAttribute('data-mark')}`),
    )

const jtiOf = (jws: string) =>
  JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString('utf8')).jti

const submission = (changes: Readonly<Record<string, string>> = {}) => ({
  nom: 'DUBOIS',
  premier_prenom: 'angela',
  civilite: 'Mme',
  ne_le: '24/08/1962',
  courriel: 'autre@exemple.fr',
  enfant: 'Léa',
  prefill_token: token,
  ...changes,
})

describe('a clerk reads', () => {
  test('when a token is pasted, then who signed it, for whom, and every field', async () => {
    await visit(async ({ page, requests }) => {
      await read(page, token)
      expect(await page.textContent('#verdict')).toBe('La signature est exacte, avec une réserve')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('verdict')
      expect(await page.locator('.advice h3').allTextContents()).toEqual(['Personne de test'])
      expect(await facts(page)).toMatchObject({
        'Référence de la preuve': jtiOf(token),
        'Niveau de garantie de la connexion': 'faible (eidas1)',
        Personne: 'PERSONNE DE TEST : ces données ne sont celles de personne',
        Formulaire: 'Inscription à la restauration scolaire (demo-cantine)',
        Collectivité: 'Ville de Démonstration',
        'Vérifié avec': 'les clés publiques que ce service publie',
      })
      expect(await page.locator('tr[data-field=ne_le] td').allTextContents()).toEqual([
        '24 août 1962',
        expect.stringMatching(/^FranceConnect, Date de naissance \(\d{1,2} \S+ \d{4}\)$/),
        'vérifié : état civil contrôlé auprès de l’INSEE\nverrouillé',
      ])
      expect(requests.map(pathOf).filter((path) => /jwks|forms/.test(path))).toEqual([
        '/jwks/history',
        '/forms/demo-cantine?lang=fr',
      ])
    })
  })

  test('when a whole submission is pasted as JSON, then what the citizen changed, a broken lock first', async () => {
    await visit(async ({ page }) => {
      await read(page, JSON.stringify(submission({ nom: 'DUPONT' })))
      expect(await marks(page)).toEqual([
        'nom lock_broken',
        'courriel edited',
        'premier_prenom equivalent',
        'ne_le equivalent',
        'civilite unchanged',
        'nom_usage none',
      ])
      expect(await page.locator('.advice h3').allTextContents()).toEqual([
        'Verrou rompu : Nom de naissance',
        'Personne de test',
      ])
      expect(await page.locator('tr[data-field=nom] td').first().textContent()).toBe('DUBOIS')
      expect(await page.locator('#result > ul').first().textContent()).toBe('enfant')
    })
  })

  test('when it is pasted as a browser sends it, then the same', async () => {
    await visit(async ({ page }) => {
      await read(page, new URLSearchParams(submission()).toString())
      expect((await marks(page)).slice(0, 2)).toEqual([
        'courriel edited',
        'premier_prenom equivalent',
      ])
    })
  })

  test('when the token was tampered with, then nothing of it is shown, and no form is asked for', async () => {
    await visit(async ({ page, requests }) => {
      const [header, , signature] = token.split('.')
      const claims = Buffer.from(token.split('.')[1]!, 'base64url').toString()
      const forged = Buffer.from(claims.replace('DUBOIS', 'DURAND')).toString('base64url')
      await read(page, `${header}.${forged}.${signature}`)
      expect(await page.textContent('#verdict')).toBe('Ce préremplissage ne prouve rien')
      expect(await page.locator('.advice h3').allTextContents()).toEqual(['Signature inexacte'])
      expect(await page.textContent('#result')).not.toContain('DURAND')
      expect(requests.map(pathOf).filter((path) => path.startsWith('/forms'))).toEqual([])
    })
  })

  test('when the citizen hides a broken lock among decoys, then it is refused, or seen', async () => {
    await visit(async ({ page }) => {
      const changed = submission({ nom: 'DUPONT' })
      await read(page, JSON.stringify({ decoy: submission(), ...changed }))
      expect(await page.textContent('#verdict')).toBe('Le jeton figure à plusieurs endroits')
      await read(page, JSON.stringify({ ...changed, submitted: { nom: 'DUBOIS' } }))
      expect((await marks(page))[0]).toBe('nom lock_broken')
    })
  })

  test('when a form was received late, then the clerk is told so', async () => {
    await visit(async ({ page }) => {
      await page.fill('#received', '2031-01-01T10:00')
      await read(page, token)
      expect(await page.locator('.advice h3').allTextContents()).toContain('Hors délai')
    })
  })

  test('when the browser speaks English, then the page does', async () => {
    await visit(
      async ({ page }) => {
        await read(page, JSON.stringify(submission()))
        expect(await page.textContent('h1')).toBe('Read a prefill token')
        expect(await facts(page)).toMatchObject({
          Form: 'School meals registration (demo-cantine)',
        })
        expect(await page.locator('tr[data-field=ne_le] td').first().textContent()).toMatch(
          /24.*1962/,
        )
      },
      { locale: 'en-GB' },
    )
  })
})

describe('a clerk drops files', () => {
  test('when it is a submission, then it is read', async () => {
    await visit(async ({ page }) => {
      await drop(page, ['envoi.json', JSON.stringify(submission())])
      await page.waitForSelector('#verdict')
      expect((await marks(page))[0]).toBe('courriel edited')
      expect(await page.inputValue('#text')).toBe(JSON.stringify(submission()))
    })
  })

  test('when it is several files, then none is read', async () => {
    await visit(async ({ page, requests }) => {
      await page.waitForSelector('#reader:not([hidden])')
      const before = requests.length
      await drop(page, ['a.jwt', token], ['b.jwt', token])
      await page.waitForSelector('#verdict')
      expect(await page.textContent('#verdict')).toBe('Plusieurs fichiers à la fois')
      expect(requests.length).toBe(before)
    })
  })

  test('when a file is chosen by keyboard, then it is read too', async () => {
    await visit(async ({ page }) => {
      const buffer = Buffer.from(token)
      await page.setInputFiles('#file', { name: 'jeton.txt', mimeType: 'text/plain', buffer })
      await page.waitForSelector('tr[data-field=nom]')
    })
  })
})

describe('a clerk brings saved keys', () => {
  const history = async () =>
    JSON.stringify((await http.get(`${system.serviceOrigin}/jwks/history`)).data)
  const choose = (page: Page, text: string, name = 'cles.json') =>
    page.setInputFiles('#keys', { name, mimeType: 'application/json', buffer: Buffer.from(text) })

  test('when they are chosen as such, then nothing at all is asked of the network, and the file is named first', async () => {
    const saved = await history()
    await visit(async ({ page, requests }) => {
      await page.waitForSelector('#reader:not([hidden])')
      const before = requests.length
      await page.context().setOffline(true)
      await choose(page, saved)
      await page.waitForFunction(() => document.querySelector('#status')?.textContent !== '')
      expect(await page.textContent('#status')).toMatch(/^Clés lues dans « cles\.json » : \d+\. /)
      await drop(page, ['jeton.jwt', `${token}\n`])
      await page.waitForSelector('#verdict')
      expect(requests.slice(before).map(pathOf)).toEqual([])
      expect(await page.textContent('#verdict')).toBe(
        'La signature est exacte d’après les clés du fichier « cles.json », avec une réserve',
      )
      expect(await page.locator('.advice h3').allTextContents()).toEqual([
        'Vérifié avec un fichier de clés, pas avec le service',
        'Personne de test',
      ])
      const { kid } = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString('utf8'))
      expect(await facts(page)).toMatchObject({
        Formulaire: 'demo-cantine',
        'Vérifié avec': 'les clés du fichier « cles.json », que vous avez choisi',
        'Clés de ce fichier': expect.stringContaining(`empreinte ${kid}`),
      })
    })
  })

  test('when they are dropped or pasted, then they are no keys, and the service is asked for its own', async () => {
    const saved = await history()
    await visit(async ({ page, requests }) => {
      await page.waitForSelector('#reader:not([hidden])')
      await drop(page, ['cles.json', saved])
      await page.waitForSelector('#verdict')
      const refusal = 'Ce sont des clés, pas un jeton ni un envoi'
      expect(await page.textContent('#verdict')).toBe(refusal)
      await read(page, saved)
      expect(await page.textContent('#verdict')).toBe(refusal)
      await read(page, token)
      expect(await page.textContent('#verdict')).toBe('La signature est exacte, avec une réserve')
      expect(requests.map(pathOf)).toContain('/jwks/history')
    })
  })

  test('when the file is a submission with keys in it, then it is refused until it is taken away', async () => {
    const mixed = JSON.stringify({ ...JSON.parse(await history()), prefill_token: token })
    await visit(async ({ page, requests }) => {
      await page.waitForSelector('#reader:not([hidden])')
      const before = requests.length
      await choose(page, mixed)
      await page.waitForSelector('#verdict')
      const refusal = 'Ce fichier de clés ne peut pas être lu'
      expect(await page.textContent('#verdict')).toBe(refusal)
      await read(page, token)
      expect(await page.textContent('#verdict')).toBe(refusal)
      expect(requests.length).toBe(before)
      await page.setInputFiles('#keys', [])
      await page.waitForSelector('#verdict', { state: 'detached' })
      await read(page, token)
      expect(await page.textContent('#verdict')).toBe('La signature est exacte, avec une réserve')
    })
  })

  test('when all is erased, then so are they', async () => {
    const saved = await history()
    await visit(async ({ page }) => {
      await choose(page, saved)
      await page.click('#clear')
      await read(page, token)
      expect(await facts(page)).toMatchObject({
        'Vérifié avec': 'les clés publiques que ce service publie',
      })
      expect(await page.inputValue('#keys')).toBe('')
    })
  })
})

describe('hostile input', () => {
  test.each<[string, () => string, string]>([
    ['1 MiB of base64', () => `eyJ${'A'.repeat(1024 * 1024)}`, 'C’est trop volumineux'],
    ['deeply nested JSON', () => '['.repeat(200_000), 'Ce texte est trop imbriqué'],
    ['many names', () => `${'a&'.repeat(120_000)}b=1`, 'Ce formulaire a été rempli à la main'],
    [
      'the login token',
      () => loginToken,
      'C’est le jeton de connexion, pas celui du préremplissage',
    ],
    ['an encrypted token', () => `${btoa('{"enc":"A256GCM"}')}.a.b.c.d`, 'Ce jeton est chiffré'],
  ])('when it is %s, then it is refused at once, with a reason', async (_, text, headline) => {
    await visit(async ({ page, requests }) => {
      await page.waitForSelector('#reader:not([hidden])')
      const before = requests.length
      const startedAt = Date.now()
      await drop(page, ['x.txt', text()])
      await page.waitForSelector('#verdict')
      expect(Date.now() - startedAt).toBeLessThan(2000)
      expect(await page.textContent('#verdict')).toBe(headline)
      expect(requests.length).toBe(before)
    })
  })

  test('when values hold markup, then they are shown as text', async () => {
    await visit(async ({ page }) => {
      const markup = '<img src=/x onerror=alert(1)><script>alert(1)</script>'
      await read(page, JSON.stringify(submission({ courriel: markup, [markup]: 'x' })))
      expect(await page.locator('tr[data-field=courriel] td').nth(1).textContent()).toBe(markup)
      expect(await page.locator('#result img, #result script').count()).toBe(0)
    })
  })
})

describe('the sheet', () => {
  test('when it is printed, then it holds the verdict and nothing to click, on A4', async () => {
    await visit(async ({ page }) => {
      await read(page, JSON.stringify(submission()))
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      const isVisible = (selector: string) => page.isVisible(selector)
      expect({
        reader: await isVisible('#reader'),
        intro: await isVisible('.intro'),
        print: await isVisible('#print'),
        verdict: await isVisible('#verdict'),
        fields: await isVisible('table'),
        paper: await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
      }).toEqual({
        reader: false,
        intro: false,
        print: false,
        verdict: true,
        fields: true,
        paper: 'rgb(255, 255, 255)',
      })
      const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(sheet.match(/\/Type \/Page\b/g)).toHaveLength(1)
      expect(sheet).toMatch(/\/MediaBox \[0 0 59[45][\d.]* 84[12]/)
    })
  })

  test.each([320, 390, 768, 1280])(
    'when the page is %i px wide, then nothing is cut',
    async (width) => {
      await visit(
        async ({ page }) => {
          await read(page, JSON.stringify(submission({ nom: 'DUPONT' })))
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth),
          ).toBeLessThanOrEqual(width)
        },
        { viewport: { width, height: 900 }, colorScheme: width === 1280 ? 'dark' : 'light' },
      )
    },
  )

  test('when all is erased, then nothing is left, and the text area has the focus', async () => {
    await visit(async ({ page }) => {
      await read(page, token)
      await page.click('#clear')
      expect([
        await page.inputValue('#text'),
        await page.textContent('#result'),
        await page.isVisible('#result'),
        await page.evaluate(() => document.activeElement?.id),
      ]).toEqual(['', '', false, 'text'])
    })
  })
})

test('when there is no JavaScript, then the page says what it needs, and how to verify without', async () => {
  const context = await chromium.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${system.serviceOrigin}/lecteur`)
  expect([await page.isVisible('#without'), await page.isVisible('#reader')]).toEqual([true, false])
  expect(await page.textContent('#without')).toContain(`curl ${system.serviceOrigin}/verify`)
  await context.close()
})
