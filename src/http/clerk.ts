import { type RequestHandler, Router } from 'express'
import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import { pickLanguage } from '../domain/languages.ts'
import { readParameters } from '../domain/parameters.ts'
import { clerkBody } from './clerk-page.ts'
import { clerkStyle } from './clerk-style.ts'
import { sendPage } from './page.ts'
import { browserLanguage } from './request-context.ts'
import { queryOf } from './request-parameters.ts'
import { pagePolicy } from './security-headers.ts'

/**
 * Beyond our pages' usual policy: our own script, which may ask our own origin and nobody else, and which
 * cannot turn a text into markup or code (Trusted Types, without any policy).
 */
const clerkPolicy = [
  pagePolicy(),
  "script-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join(';')

/** As long as the style sheet of all pages: a new version of the service is there within the hour. */
const serve =
  (type: string, content: string): RequestHandler =>
  (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type(type).send(content)
  }

/**
 * `GET /lecteur`: where a clerk reads a prefill token, in the browser alone; with its script and style sheet.
 * @param script the bundle of src/clerk
 * @param issuer our `PUBLIC_URL`
 */
export function clerkRouter(script: string, issuer: string): Router {
  return Router()
    .get('/lecteur', (request, response) => {
      const asked = readParameters(queryOf(request)).only('lang')
      const language = pickLanguage(asked) ?? browserLanguage(request)
      response.set('Content-Security-Policy', clerkPolicy)
      sendPage(response, 200, {
        language,
        title: clerkMessagesIn(language).page.title,
        body: clerkBody(issuer, language),
      })
    })
    .get('/assets/clerk.js', serve('text/javascript', script))
    .get('/assets/clerk.css', serve('css', clerkStyle))
}
