import type { Form } from '../domain/form.ts'
import type { Language } from '../domain/languages.ts'
import type { Logo } from '../domain/logo.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { type Html, html } from './html.ts'

/** The last part of a logo's address: another content has another. */
export const logoName = ({ digest, type }: Pick<Logo, 'digest' | 'type'>) => `${digest}.${type}`

/** Where a form's logo is; undefined where it has none. */
export function logoAddress(form: Form | undefined): string | undefined {
  const logo = form?.collectivite.theme?.logo
  return form && logo && `/assets/logo/${form.client_id}/${logoName(logo)}`
}

// Its text is empty: the name that it stands for is beside it, and would be read twice.
function logoOf(form: Form): Html | undefined {
  const logo = form.collectivite.theme?.logo
  return (
    logo &&
    html`<img class="logo" src="${logoAddress(form)}" alt="" width="${logo.width}" height="${logo.height}">`
  )
}

/** Whose page it is: the collectivite's, with its logo; the service's own where no form is known. */
export function pageHeader(language: Language, form: Form | undefined): Html {
  const whose = form?.collectivite.name ?? messagesIn(language).home.title
  return html`<header><p>${form && logoOf(form)}<span>${whose}</span></p></header>`
}
