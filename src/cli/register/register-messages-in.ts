import type { Language } from '../../domain/languages.ts'
import { registerMessagesEn } from './register-messages.en.ts'
import { registerMessagesFr } from './register-messages.fr.ts'
import type { RegisterMessages } from './register-messages.ts'

const all: Readonly<Record<Language, RegisterMessages>> = {
  fr: registerMessagesFr,
  en: registerMessagesEn,
}

/** The register's sentences in a language. */
export function registerMessagesIn(language: Language): RegisterMessages {
  return all[language]
}
