import type { Language } from './languages.ts'
import { messagesEn } from './messages.en.ts'
import { messagesFr } from './messages.fr.ts'
import type { Messages } from './messages.ts'

const all: Readonly<Record<Language, Messages>> = { fr: messagesFr, en: messagesEn }

/** The service's sentences in a language. */
export function messagesIn(language: Language): Messages {
  return all[language]
}
