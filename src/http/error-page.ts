import type { Response } from 'express'
import { type ErrorCode, errorCatalogue } from '../domain/errors.ts'
import { fillIn } from '../domain/fill-in.ts'
import { type Form, isConfidential } from '../domain/form.ts'
import type { Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { nearestAddress } from '../domain/nearest-address.ts'
import { type Html, html } from './html.ts'
import { sendPage } from './page.ts'
import { noWayBack, wayBack } from './way-back.ts'

/** What an error page is made of. Nothing received is shown but an address, as text. */
export interface ErrorPage {
  readonly code: ErrorCode
  readonly language: Language
  readonly requestId: string
  /** The form to lead back to, where it is known. */
  readonly form?: Form | undefined
  /** The redirect_uri received, where that is what was wrong. */
  readonly receivedUri?: string | undefined
}

// What was received is foreign text: shown only as an address, in its encoded writing, and not at length.
function shownAddress(received: string, otherwise: string): Html {
  return URL.canParse(received)
    ? html`<code>${new URL(received).href.slice(0, 512)}</code>`
    : html`${otherwise}`
}

function forWebmaster(form: Form, receivedUri: string, language: Language): Html {
  const { page } = messagesIn(language)
  const nearest = nearestAddress(receivedUri, form.redirect_uris)
  return html`<dl>
<dt>${page.addressReceived}</dt><dd>${shownAddress(receivedUri, page.noAddress)}</dd>
<dt>${page.addressNearest}</dt><dd><code>${nearest}</code></dd>
</dl>
<p class="quiet">${fillIn(page.askOperator, { form: form.client_id })}</p>`
}

// The widget keeps what was typed; a back end's own page may not.
function backToForm(form: Form, language: Language): Html {
  const { page } = messagesIn(language)
  return html`${wayBack(form, language)}
<p>${page.byHand} ${isConfidential(form) ? undefined : page.nothingLost}</p>`
}

/** Sends an error page: what happened, what the citizen can do, and the reference that the log knows. */
export function sendErrorPage(response: Response, error: ErrorPage): void {
  const { code, language, requestId, form, receivedUri } = error
  const messages = messagesIn(language)
  const { title, text } = messages.errors[code]
  sendPage(response, errorCatalogue[code].status, {
    language,
    title,
    form,
    body: html`<p>${text}</p>
${form === undefined ? noWayBack(language) : backToForm(form, language)}
${form === undefined || receivedUri === undefined ? undefined : forWebmaster(form, receivedUri, language)}
<p class="quiet">${messages.page.requestId} <code>${requestId}</code></p>`,
  })
}
