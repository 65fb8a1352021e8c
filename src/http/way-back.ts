import { fillIn } from '../domain/fill-in.ts'
import { byHandUrl, type Form } from '../domain/form.ts'
import { inLanguage, type Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { type Html, html } from './html.ts'

/** The way back to a form: a button that names it. */
export function wayBack(form: Form, language: Language): Html {
  const { page } = messagesIn(language)
  const title = inLanguage(form.demarche.title, language)
  return html`<p><a class="action" href="${byHandUrl(form)}">${fillIn(page.back, { form: title })}</a></p>`
}

/** Where no form is known: where it is to be found, and what this is. */
export function noWayBack(language: Language): Html {
  const { page } = messagesIn(language)
  return html`<p>${page.findForm}</p>
<p><a class="way" href="/">${page.whatIsThis}</a></p>`
}
