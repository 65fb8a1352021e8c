import type { FormDescription } from '../domain/form-description.ts'
import type { Language } from '../domain/languages.ts'
import { earlyMessages } from '../domain/widget-messages.early.ts'
import type {
  ErrorSentenceKey,
  FormSentenceKey,
  WidgetMessageKey,
} from '../domain/widget-messages.ts'

/** A sentence with its `{placeholders}` filled in. */
export function fillSentence(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder)
}

/** What the widget can say on this page: in its language, about its form where the form is known. */
export interface Words {
  readonly lang: Language
  /** Empty where the sentence has not come (it comes with the form). */
  say(
    key: WidgetMessageKey | FormSentenceKey | ErrorSentenceKey,
    values?: Readonly<Record<string, string>>,
  ): string
  sourceName(source: string): string
  /** What a field is called; its name where the form is not known. */
  labelOf(field: string): string
  /** Where a wrong value of a field is corrected. */
  correctionOf(field: string): string
}

/** The words of a page; without the form, those bundled with the widget. */
export function createWords(lang: Language, description?: FormDescription): Words {
  const early: Readonly<Record<string, string>> = earlyMessages[lang]
  return {
    lang,
    say: (key, values = {}) =>
      fillSentence(description?.sentences[key] ?? early[key] ?? '', values),
    sourceName: (source) => description?.sources[source] ?? source,
    labelOf: (field) => description?.fields[field]?.label ?? field,
    correctionOf: (field) => description?.fields[field]?.correction ?? '',
  }
}

/** The language of a page: English where it says so, French otherwise. */
export function languageOf(tag: string | null | undefined): Language {
  return /^en\b/i.test(tag ?? '') ? 'en' : 'fr'
}
