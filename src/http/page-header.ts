import type { Form } from '../domain/form.ts'
import type { Language } from '../domain/languages.ts'
import type { Logo } from '../domain/logo.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { type Html, html } from './html.ts'

/** The last part of a logo's address: another content has another. */
export const logoName = ({ digest, type }: Pick<Logo, 'digest' | 'type'>) => `${digest}.${type}`

// Its text is empty: the name that it stands for is beside it, and would be read twice.
function logoOf({ client_id, collectivite }: Form): Html | undefined {
  const logo = collectivite.theme?.logo
  return (
    logo &&
    html`<img class="logo" src="/assets/logo/${client_id}/${logoName(logo)}" alt="" width="${logo.width}" height="${logo.height}">`
  )
}

/** Whose page it is: the collectivite's, with its logo; the service's own where no form is known. */
export function pageHeader(language: Language, form: Form | undefined): Html {
  const whose = form?.collectivite.name ?? messagesIn(language).home.title
  return html`<header><p>${form && logoOf(form)}<span>${whose}</span></p></header>`
}
