import { readFileSync } from 'node:fs'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type Response,
} from 'express'
import { html } from '../http/html.ts'
import type { Submitted } from './demo-submission-page.ts'
import { answerSubmission, logoutUrlOf } from './demo-widget-form.ts'
import { trialPage, trialStyle } from './trial-page.ts'

/** A webmaster's page, and the form that it is tried with. */
export interface TrialSite {
  readonly origin: string
  /** Its path on that origin, as browsers write it. */
  readonly path: string
  /** The folder whose other files it may load. */
  readonly folder: string
  readonly clientId: string
  /** Field → the name under which the service expects it submitted, where they differ. */
  readonly inputs: Readonly<Record<string, string>>
  /** Reads the page anew, with the widget's two lines: who edits it reloads it. */
  readonly readPage: () => string
  /** Field → the name under which the page submits it as it is now. */
  readonly readNames: () => Readonly<Record<string, string>>
}

const style = new URL('../../config/demo/site/site.css', import.meta.url)

/** What a form sent, in whichever of the browser's two ways; of a file its name. */
async function readBody(request: Request): Promise<Submitted> {
  const headers = { 'content-type': request.get('content-type') ?? '' }
  const body = Buffer.isBuffer(request.body) ? request.body : ''
  // What the page's own script sends may be no form: then nothing was submitted.
  const data = await new globalThis.Response(body, { headers })
    .formData()
    .catch(() => new FormData())
  const submitted: Record<string, string | string[]> = {}
  for (const name of new Set(data.keys())) {
    const values = data
      .getAll(name)
      .map((value) => (typeof value === 'string' ? value : value.name))
    submitted[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return submitted
}

// The page may have been edited since the service was told the names of its inputs.
function underKnownNames(submitted: Submitted, { inputs, readNames }: TrialSite): Submitted {
  const renamed = new Map(
    Object.entries(readNames()).map(([field, name]) => [name, inputs[field] ?? field]),
  )
  return Object.fromEntries(
    Object.entries(submitted).map(([name, value]) => [renamed.get(name) ?? name, value]),
  )
}

/**
 * A site of one page, with the files beside it. Whatever the form is sent to answers with what a clerk would
 * see of it.
 */
export function createTrialSite(site: TrialSite, serviceOrigin: string): Express {
  const { origin, path, folder, readPage, clientId } = site
  const frame = (title: string, body: ReturnType<typeof html>) => trialPage(path, title, body)
  const logoutUrl = logoutUrlOf(serviceOrigin, clientId, `${origin}${path}`)
  const app = express().disable('x-powered-by')
  // A stranger's domain that resolves to this machine (DNS rebinding) must not read the folder.
  app.use((request, response, next) => {
    if (`http://${request.get('host')}` === origin) next()
    else response.status(421).type('text').send(`This site answers at ${origin} only.\n`)
  })
  app.get(path, (_request, response) => {
    response.set('Cache-Control', 'no-store').type('html').send(readPage())
  })
  app.get('/', (_request, response) => response.redirect(302, path))
  app.get(trialStyle, (_request, response) => {
    response.type('css').send(readFileSync(style, 'utf8'))
  })
  app.use(express.static(folder, { index: false }))
  app.post(
    '/{*anywhere}',
    express.raw({ type: () => true, limit: '10mb' }),
    async (request: Request, response: Response) => {
      const submitted = underKnownNames(await readBody(request), site)
      response.send(await answerSubmission(serviceOrigin, site, submitted, { logoutUrl, frame }))
    },
  )
  app.use((_request, response) => {
    response.status(404).send(frame('Page introuvable', html`<h1>Page introuvable</h1>`))
  })
  const tell: ErrorRequestHandler = (error, _request, response, _next) => {
    const { code, message } = error as NodeJS.ErrnoException
    const body = html`<h1>L’essai n’a pas pu répondre</h1>\n<p>${code ?? message}</p>`
    response.status(500).send(frame('Erreur', body))
  }
  app.use(tell)
  return app
}
