import type { Response } from 'express'
import type { Form } from '../domain/form.ts'
import type { Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import type { Parameters } from '../domain/parameters.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import { pagePolicy } from './security-headers.ts'

const carried = ['client_id', 'post_logout_redirect_uri', 'state', 'ui_locales']

/** The page that asks before logging out, for a request that any page could have made. */
export function sendLogoutQuestion(
  response: Response,
  language: Language,
  parameters: Parameters,
  form: Form | undefined,
): void {
  const { logout } = messagesIn(language)
  const inputs = carried
    .map((name) => ({ name, value: parameters.only(name) }))
    .filter(({ value }) => value !== undefined)
    .map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)
  if (form !== undefined) {
    const addresses = [form.franceconnect.issuer, ...form.post_logout_redirect_uris]
    const origins = new Set(addresses.map((address) => new URL(address).origin))
    response.set('Content-Security-Policy', pagePolicy([...origins]))
  }
  sendPage(response, 200, {
    language,
    title: logout.askTitle,
    collectivite: form?.collectivite.name,
    body: html`<p>${logout.askText}</p>
<form method="post" action="/logout">${inputs}<input type="hidden" name="confirmed" value="yes">
<button class="action">${logout.askButton}</button></form>`,
  })
}

/** The page after a log-out that leads nowhere. */
export function sendLoggedOut(response: Response, language: Language): void {
  const { logout } = messagesIn(language)
  const body = html`<p>${logout.doneText}</p>`
  sendPage(response, 200, { language, title: logout.doneTitle, body })
}
