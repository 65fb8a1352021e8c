import { fillIn } from '../domain/fill-in.ts'
import type { Form } from '../domain/form.ts'
import type { Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { statementMessagesIn } from '../domain/statement-messages-in.ts'
import { type Html, html } from './html.ts'
import { statementAddress } from './statement-address.ts'

const isMailbox = (text: string) => /^[^\s@:/?&]+@[^\s@:/?&]+$/.test(text)
const isWebsite = (text: string) => /^https:\/\//.test(text) && URL.canParse(text)

/** Whom to write to, as a link where it is an address. */
export function contactLink(contact: string): Html {
  if (isMailbox(contact)) return html`<a href="mailto:${contact}">${contact}</a>`
  return isWebsite(contact) ? html`<a href="${contact}">${contact}</a>` : html`${contact}`
}

/** The end of every page: whom to ask about one's data, and how accessible the page is said to be. */
export function pageFooter(language: Language, form: Form | undefined): Html {
  const { privacy_contact: contact, accessibility } = form?.collectivite ?? {}
  const { mention, states } = statementMessagesIn(language)
  const state = states[accessibility?.status ?? 'not_conformant']
  return html`<footer>
${contact && html`<p>${messagesIn(language).page.privacy} ${contactLink(contact)}</p>`}
<p><a href="${statementAddress(language, form)}">${fillIn(mention, { state })}</a></p>
</footer>`
}
