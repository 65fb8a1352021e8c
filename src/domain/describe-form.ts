import { catalogue } from './catalogue.ts'
import { errorSentences } from './error-sentences.ts'
import { explainForm } from './explain-form.ts'
import type { Form } from './form.ts'
import type { DescribedDocument, DescribedField, FormDescription } from './form-description.ts'
import { inLanguage, type Language } from './languages.ts'
import { widgetMessagesEn } from './widget-messages.en.ts'
import { widgetMessagesFr } from './widget-messages.fr.ts'
import type { WidgetMessages } from './widget-messages.ts'

const sentences: Readonly<Record<Language, WidgetMessages>> = {
  fr: widgetMessagesFr,
  en: widgetMessagesEn,
}

function sourceName(source: string, language: Language): string {
  const known = catalogue[source]
  return known === undefined ? source : inLanguage(known.name, language)
}

function describeFields(form: Form, language: Language): Record<string, DescribedField> {
  return Object.fromEntries(
    Object.entries(form.demarche.fields).map(([name, field]) => [
      name,
      {
        label: inLanguage(field.label, language),
        type: field.type,
        source: field.source,
        claim: field.claim,
        lock: field.lock,
        correction: inLanguage(field.entry.correction, language),
        ...(field.options !== undefined && { options: { ...field.options } }),
      },
    ]),
  )
}

function describeReplaced({ demarche }: Form, language: Language): DescribedDocument[] {
  return demarche.replaces.map(({ document, fields }) => ({
    document: inLanguage(document, language),
    fields: [...fields],
  }))
}

/** Describes a form to its page, in one language: public facts of the configuration, nothing of a citizen. */
export function describeForm(form: Form, issuer: string, language: Language): FormDescription {
  const { collectivite, demarche } = form
  const names = new Set(Object.values(demarche.fields).map(({ source }) => source))
  const fields = describeFields(form, language)
  const sources = Object.fromEntries(
    [...names].map((source) => [source, sourceName(source, language)]),
  )
  const purpose = inLanguage(demarche.purpose, language)
  const replaces = describeReplaced(form, language)
  const explained = { collectivite: collectivite.name, purpose, fields, sources, replaces }
  return {
    client_id: form.client_id,
    issuer,
    lang: language,
    collectivite: collectivite.name,
    ...(collectivite.privacy_contact !== undefined && {
      privacy_contact: collectivite.privacy_contact,
    }),
    demarche: demarche.name,
    title: inLanguage(demarche.title, language),
    purpose,
    redirect_uris: [...form.redirect_uris],
    post_logout_redirect_uris: [...form.post_logout_redirect_uris],
    ...(form.alternative_url !== undefined && { alternative_url: form.alternative_url }),
    inputs: { ...form.inputs },
    fields,
    sources,
    ...(replaces.length > 0 && { replaces }),
    sentences: {
      ...sentences[language],
      ...explainForm(explained, language),
      ...errorSentences(language, sentences[language]),
    },
  }
}
