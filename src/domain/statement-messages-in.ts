import type { Language } from './languages.ts'
import { statementMessagesEn } from './statement-messages.en.ts'
import { statementMessagesFr } from './statement-messages.fr.ts'
import type { StatementMessages } from './statement-messages.ts'

const all: Readonly<Record<Language, StatementMessages>> = {
  fr: statementMessagesFr,
  en: statementMessagesEn,
}

/** The sentences of the accessibility statement in a language. */
export function statementMessagesIn(language: Language): StatementMessages {
  return all[language]
}
