import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import express, { type Express, type Router } from 'express'
import type { JWK } from 'jose'
import { html } from '../http/html.ts'
import { backEndRouter } from './demo-back-end.ts'
import { catalogueList } from './demo-catalogue/catalogue-list.ts'
import { backEndPage, widgetPage } from './demo-catalogue/form-page.ts'
import { type DemoForm, loadCatalogue } from './demo-catalogue/load-catalogue.ts'
import { civilStatusPage } from './demo-civil-status-page.ts'
import { demoPage } from './demo-page.ts'
import { widgetFormRouter } from './demo-widget-form.ts'

export interface DemoSiteOptions {
  readonly demoOrigin: string
  readonly serviceOrigin: string
  /** The secret of the town hall's back end. */
  readonly civilStatusSecret: string
}

/** The addresses that the site's files are written for; they follow the ports in use. */
const writtenFor = { service: 'http://localhost:3000', demo: 'http://localhost:8080' }

/** Where the front page has the list of all forms. */
const listMark = '<!-- catalogue -->'

const demoFile = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../config/demo/${name}`, import.meta.url)), 'utf8')

/** The pages written by hand with the widget: path, file, client, and the CMS's input names where it imposes them. */
const writtenForms: readonly {
  readonly path: string
  readonly file: string
  /** The same form in English, at the same address with `?lang=en`. */
  readonly english?: string
  readonly clientId: string
  readonly inputs?: Readonly<Record<string, string>>
}[] = [
  {
    path: '/cantine',
    file: 'cantine.html',
    english: 'cantine.en.html',
    clientId: 'demo-cantine',
  },
  { path: '/stationnement', file: 'stationnement.html', clientId: 'demo-stationnement' },
  { path: '/transport', file: 'transport.html', clientId: 'demo-transport' },
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
    },
  },
]

/** The private key to which the tokens of the sensitive forms are encrypted: well known, like all of the demonstration. */
const readKey = (): JWK => (JSON.parse(demoFile('town-hall-key.json')) as { key: JWK }).key

/** The town hall's own headers: its pages admit the service's script, and its calls to the service. */
function hostPolicy(serviceOrigin: string): string {
  return `default-src 'self'; script-src 'self' ${serviceOrigin}; connect-src 'self' ${serviceOrigin}; base-uri 'none'`
}

function generatedRouter(options: DemoSiteOptions, form: DemoForm): Router {
  const { path, clientId, demarche, hasBackEnd } = form
  const { civilStatusSecret: clientSecret, serviceOrigin } = options
  if (!hasBackEnd)
    return widgetFormRouter(options, {
      path,
      clientId,
      inputs: {},
      page: () => widgetPage(demarche, clientId, serviceOrigin),
    })
  return backEndRouter({
    ...options,
    path,
    clientId,
    clientSecret,
    decryptionKey: readKey(),
    page: (view) => backEndPage(demarche, view),
  })
}

function formRouters(options: DemoSiteOptions, page: (name: string) => string, forms: DemoForm[]) {
  const written = writtenForms.map(({ file, english = file, inputs = {}, ...form }) =>
    widgetFormRouter(options, {
      ...form,
      inputs,
      page: (language) => page(language === 'en' ? english : file),
    }),
  )
  const civilStatus = backEndRouter({
    ...options,
    path: '/etat-civil',
    clientId: 'demo-etat-civil',
    clientSecret: options.civilStatusSecret,
    page: civilStatusPage,
  })
  const generated = forms.filter(({ isGenerated }) => isGenerated)
  return [...written, civilStatus, ...generated.map((form) => generatedRouter(options, form))]
}

/** Makes the town hall's site: plain HTML files and pages made from the demarches, most with the widget, and a back end. */
export function createDemoSite(options: DemoSiteOptions): Express {
  const { demoOrigin, serviceOrigin } = options
  const page = (name: string) =>
    demoFile(`site/${name}`)
      .replaceAll(writtenFor.service, serviceOrigin)
      .replaceAll(writtenFor.demo, demoOrigin)
  const forms = loadCatalogue()
  const app = express().disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set('Content-Security-Policy', hostPolicy(serviceOrigin))
    next()
  })
  app.get('/favicon.ico', (_request, response) => {
    response.status(204).end()
  })
  app.get('/', (_request, response) => {
    const list = catalogueList(forms).markup
    response.type('html').send(page('index.html').replace(listMark, () => list))
  })
  app.get('/site.css', (_request, response) => {
    response.type('css').send(page('site.css'))
  })
  for (const router of formRouters(options, page, forms)) app.use(router)
  app.use((_request, response) => {
    const body = html`<h1>Page introuvable</h1>\n<p><a href="/">Revenir aux démarches</a></p>`
    response.status(404).send(demoPage('Page introuvable', body))
  })
  return app
}
