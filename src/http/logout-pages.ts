import type { Response } from 'express'
import { fillIn } from '../domain/fill-in.ts'
import { byHandUrl, type Form } from '../domain/form.ts'
import { inLanguage, type Language } from '../domain/languages.ts'
import { carriedLogoutParameters } from '../domain/logout-parameters.ts'
import { messagesIn } from '../domain/messages-in.ts'
import type { Parameters } from '../domain/parameters.ts'
import { type Html, html } from './html.ts'
import { sendPage } from './page.ts'
import { noWayBack, wayBack } from './way-back.ts'

// Where the log-out leads: browsers hold its redirects to form-action too.
function leftFor(form: Form): string[] {
  const addresses = [form.franceconnect.issuer, ...form.post_logout_redirect_uris]
  return [...new Set(addresses.map((address) => new URL(address).origin))]
}

function stay(form: Form, language: Language): Html {
  const title = inLanguage(form.demarche.title, language)
  const text = fillIn(messagesIn(language).logout.stay, { form: title })
  return html`<p><a class="way" href="${byHandUrl(form)}">${text}</a></p>`
}

/** The page that asks before logging out, for a request that any page could have made. */
export function sendLogoutQuestion(
  response: Response,
  language: Language,
  parameters: Parameters,
  form: Form | undefined,
): void {
  const { logout } = messagesIn(language)
  const inputs = carriedLogoutParameters
    .map((name) => ({ name, value: parameters.only(name) }))
    .filter(({ value }) => value !== undefined)
    .map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)
  sendPage(response, 200, {
    language,
    title: logout.askTitle,
    form,
    ...(form !== undefined && { formActions: leftFor(form) }),
    body: html`<p>${logout.askText}</p>
<form method="post" action="/logout">${inputs}<input type="hidden" name="confirmed" value="yes">
<p><button class="action">${logout.askButton}</button></p></form>
${form === undefined ? noWayBack(language) : stay(form, language)}`,
  })
}

/** The page after a log-out that leads nowhere: in the form's name, with the way back to it, where it is known. */
export function sendLoggedOut(
  response: Response,
  language: Language,
  form: Form | undefined,
): void {
  const { logout } = messagesIn(language)
  const body =
    form === undefined
      ? html`<p>${logout.doneText}</p>
${noWayBack(language)}`
      : html`<p>${logout.doneOrBack}</p>
${wayBack(form, language)}`
  sendPage(response, 200, { language, title: logout.doneTitle, form, body })
}
