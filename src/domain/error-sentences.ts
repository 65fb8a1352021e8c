import type { Language } from './languages.ts'
import { messagesIn } from './messages-in.ts'
import { type RedirectedError, redirectedErrors } from './redirected-errors.ts'
import type { ErrorSentenceKey, WidgetMessages } from './widget-messages.ts'

function sentenceOf(code: RedirectedError, language: Language, widget: WidgetMessages): string {
  // Who turned back knows what happened: no word of an error.
  if (code === 'login_cancelled') return widget.cancelled
  const { errors, page } = messagesIn(language)
  const { title, text } = errors[code]
  return `${title}. ${text} ${page.nothingLost}`
}

/** What the widget says after an error redirect, by `error.<code>`: the catalogue's words, and that nothing is lost. */
export function errorSentences(
  language: Language,
  widget: WidgetMessages,
): Record<ErrorSentenceKey, string> {
  return Object.fromEntries(
    redirectedErrors.map((code) => [`error.${code}`, sentenceOf(code, language, widget)]),
  )
}
