import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { launchChromium } from './chromium.ts'
import { type FakePrefillService, startFakePrefillService } from './fake-prefill-service.ts'

export interface RecordedEvent {
  type: string
  detail: unknown
}

/** A browser, a fake service and a town hall's site, for the tests of the widget. */
export interface WidgetStage {
  readonly fake: FakePrefillService
  /** A new browser window of its own, on a path of the town hall's site. */
  open(path: string, options?: OpenOptions): Promise<{ page: Page; events: RecordedEvent[] }>
  /** Closes every window and forgets what the tests changed. */
  clear(): Promise<void>
  close(): Promise<void>
}

interface OpenOptions {
  width?: number
  height?: number
  /** Runs before the page's own scripts. */
  before?: () => void
  /** What else the window is like. */
  context?: BrowserContextOptions
}

const widgetDirectory = () => mkdtempSync(join(tmpdir(), 'widget-'))

function bundleWidget(): Buffer {
  const directory = widgetDirectory()
  execFileSync(process.execPath, ['scripts/build-widget.mjs', directory])
  const widget = readFileSync(join(directory, 'v1.js'))
  rmSync(directory, { recursive: true })
  return widget
}

const from = (source: string, claim: string, as_of: string) => ({ source, claim, as_of })
const civilStatus = (claim: string) => ({
  ...from('franceconnect', claim, '2026-11-23'),
  assurance: 'verified' as const,
})

/** The fields that most tests fill: one of each kind, two of them left to the citizen. */
export function someFields(): PrefillClaims['fields'] {
  return {
    nom: { ...civilStatus('family_name'), type: 'name', value: 'DUBOIS', locked: true },
    ne_le: { ...civilStatus('birthdate'), type: 'date', value: '1962-08-24', locked: false },
    civilite: {
      ...civilStatus('gender'),
      type: 'code',
      value: 'female',
      text: 'Mme',
      locked: true,
    },
    commune: {
      type: 'text',
      source: 'franceconnect',
      claim: 'birthplace',
      value: null,
      reason: 'born_abroad',
      message: 'Vous êtes né à l’étranger : indiquez la ville.',
    },
    quotient: {
      ...from('quotient_familial', 'valeur', '2026-10'),
      assurance: 'administrative',
      type: 'number',
      value: 872,
      locked: false,
    },
  }
}

/** A page of the town hall with the widget and some HTML after it. */
export function hostPage(service: string, body: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Cantine</title>
<script type="module" src="${service}/widget/v1.js"></script></head>
<body><h1>Inscription à la cantine</h1>${body}</body></html>`
}

export const widgetTag =
  '<franceconnect-prefill client-id="demo-cantine" for="inscription"></franceconnect-prefill>'

export const someForm = `<form id="inscription" method="post" action="/recu">
<p><label for="nom">Nom de naissance</label> <input id="nom" name="nom"></p>
<p><label for="naissance">Date de naissance</label>
  <input id="naissance" name="naissance" type="date" data-prefill="ne_le" aria-describedby="aide"><span id="aide">Jour, mois, année</span></p>
<p><label for="civilite">Civilité</label>
  <select id="civilite" name="civilite"><option value="">Choisir</option><option value="2">Mme</option><option value="1">M.</option></select></p>
<p><label for="commune">Commune de naissance</label> <input id="commune" name="commune"></p>
<p><label for="quotient">Quotient familial</label> <input id="quotient" name="quotient" type="number"></p>
<p><label for="allergies">Allergies</label> <textarea id="allergies" name="allergies"></textarea></p>
<p><label><input id="reglement" name="reglement" type="checkbox"> J’accepte le règlement</label></p>
<p><label for="secret">Mot de passe</label> <input id="secret" name="secret" type="password"></p>
<p><button>Envoyer</button></p></form>`

function recordInPage(): void {
  const { record } = window as unknown as { record: (event: object) => void }
  for (const type of ['prefill-start', 'prefill-field', 'prefill-end']) {
    document.addEventListener(type, (event) =>
      record({ type, detail: (event as CustomEvent).detail }),
    )
  }
  document.addEventListener('securitypolicyviolation', (event) =>
    record({ type: 'violation', detail: `${event.violatedDirective} ${event.blockedURI}` }),
  )
}

async function openPage(browser: Browser, address: string, options: OpenOptions) {
  const { width = 1024, height = 900, before } = options
  const context = await browser.newContext({ viewport: { width, height }, ...options.context })
  context.setDefaultTimeout(5000)
  const events: RecordedEvent[] = []
  const page = await context.newPage()
  if (options.context?.javaScriptEnabled !== false)
    await page.exposeFunction('record', (event: RecordedEvent) => events.push(event))
  page.on('pageerror', ({ message }) => events.push({ type: 'error', detail: message }))
  await page.addInitScript(recordInPage)
  if (before) await page.addInitScript(before)
  await page.goto(address)
  return { context, page, events }
}

/** Bundles the widget, starts a browser and the fakes. */
export async function startWidgetStage(
  browserOptions?: Parameters<typeof launchChromium>[0],
): Promise<WidgetStage> {
  const [browser, fake] = await Promise.all([
    launchChromium(browserOptions),
    startFakePrefillService(bundleWidget()),
  ])
  const untouched = structuredClone(fake.behaviour)
  const contexts: BrowserContext[] = []
  return {
    fake,
    async open(path, options = {}) {
      const { context, page, events } = await openPage(browser, fake.site + path, options)
      contexts.push(context)
      return { page, events }
    },
    async clear() {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
      Object.assign(fake.behaviour, structuredClone(untouched))
      fake.requests.length = 0
      fake.submissions.length = 0
      fake.pages.clear()
    },
    async close() {
      await browser.close()
      await fake.close()
    },
  }
}

/** Clicks the button and waits until the trip is over. */
export async function makeTrip(page: Page, events: RecordedEvent[]): Promise<void> {
  const before = ended(events).length
  await page.locator('franceconnect-prefill .fr-connect').first().click()
  await waitUntil(() => ended(events).length > before)
}

export function ended(events: RecordedEvent[]): RecordedEvent[] {
  return events.filter(({ type }) => type === 'prefill-end')
}

/** Waits until something is so. @throws after 5 s. */
export async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('It did not happen within 5 s')
}
