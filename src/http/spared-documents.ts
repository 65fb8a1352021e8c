import { sayReplaced } from '../domain/explain-form.ts'
import { fillIn } from '../domain/fill-in.ts'
import type { Form } from '../domain/form.ts'
import { inLanguage, type Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { replacedBy } from '../domain/replaced-document.ts'
import { type Html, html } from './html.ts'

const documentsOf = ({ demarche }: Form, names: readonly string[], language: Language): string[] =>
  replacedBy(demarche, names).map(({ document }) => inLanguage(document, language))

/** What need not be attached where FranceConnect alone answers, and on what condition. */
export function sparedByIdentity(form: Form, language: Language): Html | undefined {
  const said = sayReplaced(documentsOf(form, [], language), language)
  return said === undefined ? undefined : html`<p>${said}</p>\n`
}

/** What need not be attached where these sources answer; on what condition `sparedWhen` tells once. */
export function spared(form: Form, names: readonly string[], language: Language): Html | undefined {
  const documents = names.length === 0 ? [] : documentsOf(form, names, language)
  const { ask, explain } = messagesIn(language).journey
  return documents.length === 0
    ? undefined
    : html`<p class="quiet">${fillIn(ask.spares, { documents: documents.join(explain.and) })}</p>\n`
}

/** The condition, where a source of the form spares a document at all. */
export function sparedWhen(form: Form, language: Language): Html | undefined {
  const names = form.sources.map(({ name }) => name)
  return spared(form, names, language) === undefined
    ? undefined
    : html`<p class="quiet">${messagesIn(language).journey.ask.sparesWhen}</p>\n`
}
