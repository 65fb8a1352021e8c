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
        body: html`<p>${home.text}</p>
<p><a href="/lecteur">${clerkMessagesIn(language).page.home}</a></p>
<p><a href="/.well-known/openid-configuration">${home.metadata}</a></p>`,
      })
    })
    .get('/assets/page.css', (_request, response) => {
      response.set('Cache-Control', 'public, max-age=3600').type('css').send(pageStyle)
    })
}
