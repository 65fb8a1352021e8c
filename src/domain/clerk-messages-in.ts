import { clerkMessagesEn } from './clerk-messages.en.ts'
import { clerkMessagesFr } from './clerk-messages.fr.ts'
import type { ClerkMessages } from './clerk-messages.ts'
import type { Language } from './languages.ts'

const all: Readonly<Record<Language, ClerkMessages>> = { fr: clerkMessagesFr, en: clerkMessagesEn }

/** The sentences of the clerk's page in a language. */
export function clerkMessagesIn(language: Language): ClerkMessages {
  return all[language]
}
