import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import express, { type Express, type Request, type Response } from 'express'
import { html } from '../http/html.ts'
import type { Verification } from '../verify.ts'
import { civilStatusRouter } from './demo-civil-status.ts'
import { fetchLabels } from './demo-labels.ts'
import { readOutcomes } from './demo-outcomes.ts'
import { demoPage } from './demo-page.ts'
import { type Submitted, submissionPage } from './demo-submission-page.ts'

export interface DemoSiteOptions {
  readonly demoOrigin: string
  readonly serviceOrigin: string
  readonly civilStatusSecret: string
}

/** The addresses that the site's files are written for; they follow the ports in use. */
const writtenFor = { service: 'http://localhost:3000', demo: 'http://localhost:8080' }

const siteFile = (name: string) =>
  fileURLToPath(new URL(`../../config/demo/site/${name}`, import.meta.url))

/** The pages with the widget: path, client, and the CMS's input names where it imposes them. */
const widgetForms = [
  { path: '/cantine', file: 'cantine.html', clientId: 'demo-cantine', inputs: {} },
  {
    path: '/stationnement',
    file: 'stationnement.html',
    clientId: 'demo-stationnement',
    inputs: {},
  },
  { path: '/transport', file: 'transport.html', clientId: 'demo-transport', inputs: {} },
  {
    path: '/bibliotheque',
    file: 'bibliotheque.html',
    clientId: 'demo-bibliotheque',
    inputs: {
      nom: 'wpforms[fields][3]',
      prenom: 'wpforms[fields][4]',
      adulte: 'wpforms[fields][7][]',
      courriel: 'wpforms[fields][11]',
      prefill_token: 'wpforms[fields][12]',
    } as Readonly<Record<string, string>>,
  },
] as const

type WidgetForm = (typeof widgetForms)[number]

function tokenOf({ inputs }: WidgetForm, submitted: Submitted): string | undefined {
  const input = (inputs as Readonly<Record<string, string>>).prefill_token ?? 'prefill_token'
  const token = submitted[input]
  return typeof token === 'string' && token !== '' ? token : undefined
}

async function askVerdict(
  serviceOrigin: string,
  form: WidgetForm,
  submitted: Submitted,
): Promise<Verification> {
  const answer = await fetch(`${serviceOrigin}/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: form.clientId,
      prefill_token: tokenOf(form, submitted) ?? null,
      submitted,
    }),
  })
  return (await answer.json()) as Verification
}

/** The town hall's own headers: its pages admit the service's script, and its calls to the service. */
function hostPolicy(serviceOrigin: string): string {
  return `default-src 'self'; script-src 'self' ${serviceOrigin}; connect-src 'self' ${serviceOrigin}; base-uri 'none'`
}

/** Makes the town hall's site: plain HTML files, most of them with the widget, and a back end. */
export function createDemoSite({
  demoOrigin,
  serviceOrigin,
  civilStatusSecret,
}: DemoSiteOptions): Express {
  const page = (name: string) =>
    readFileSync(siteFile(name), 'utf8')
      .replaceAll(writtenFor.service, serviceOrigin)
      .replaceAll(writtenFor.demo, demoOrigin)
  const app = express().disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set('Content-Security-Policy', hostPolicy(serviceOrigin))
    next()
  })
  app.get('/favicon.ico', (_request, response) => {
    response.status(204).end()
  })
  app.get('/', (_request, response) => {
    response.type('html').send(page('index.html'))
  })
  app.get('/site.css', (_request, response) => {
    response.type('css').send(page('site.css'))
  })
  for (const form of widgetForms) {
    app.get(form.path, (_request, response) => {
      response.type('html').send(page(form.file))
    })
    const body = express.urlencoded({ extended: false, limit: '64kb' })
    app.post(form.path, body, async (request: Request, response: Response) => {
      const submitted = request.body as Submitted
      const verification = await askVerdict(serviceOrigin, form, submitted)
      const inputs: Readonly<Record<string, string>> = form.inputs
      const query = new URLSearchParams({
        client_id: form.clientId,
        post_logout_redirect_uri: `${demoOrigin}/`,
      })
      const logoutUrl = `${serviceOrigin}/logout?${query}`
      const outcomes = readOutcomes(tokenOf(form, submitted), verification)
      const labelOf = await fetchLabels(serviceOrigin, form.clientId)
      const shown = { verification, submitted, outcomes, inputs, labelOf, logoutUrl }
      response.send(submissionPage(shown))
    })
  }
  app.use(civilStatusRouter({ demoOrigin, serviceOrigin, clientSecret: civilStatusSecret }))
  app.use((_request, response) => {
    const body = html`<h1>Page introuvable</h1>\n<p><a href="/">Revenir aux démarches</a></p>`
    response.status(404).send(demoPage('Page introuvable', body))
  })
  return app
}
