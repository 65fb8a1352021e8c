import { Router } from 'express'
import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import { pageStyle } from './page-style.ts'
import { browserLanguage } from './request-context.ts'

/** `GET /`: what this is, for whoever opens its address; and the style sheet of our pages. */
export function homeRouter(): Router {
  return Router()
    .get('/', (request, response) => {
      const language = browserLanguage(request)
      const { home } = messagesIn(language)
      sendPage(response, 200, {
        language,
        title: home.title,
        body: html`<p>${home.text} ${home.kept}</p>
<h2>${home.citizens}</h2>
<p>${home.citizensText}</p>
<h2>${home.clerks}</h2>
<p><a class="way" href="/lecteur">${clerkMessagesIn(language).page.home}</a></p>
<h2>${home.developers}</h2>
<p>${home.developersText}</p>
<ul><li><a class="way" href="/.well-known/openid-configuration">${home.metadata}</a></li>
<li><a class="way" href="/jwks">${home.keys}</a></li>
<li><a class="way" href="/openapi" hreflang="en">${home.reference}</a></li></ul>`,
      })
    })
    .get('/assets/page.css', (_request, response) => {
      response.set('Cache-Control', 'public, max-age=3600').type('css').send(pageStyle)
    })
}
