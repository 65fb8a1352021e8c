import type { Language } from '../../domain/languages.ts'
import { trialMessagesEn } from './trial-messages.en.ts'
import { trialMessagesFr } from './trial-messages.fr.ts'

/** What `try` and `init` say to a webmaster. */
export interface TrialMessages {
  readonly noFile: (path: string) => string
  readonly noPage: (path: string) => string
  readonly badAddress: (address: string, reason: string) => string
  readonly noForm: string
  readonly unknownDemarche: (name: string, near: string | undefined, known: string) => string
  readonly sensitive: (name: string) => string
  readonly unknownField: (name: string, known: string) => string
  readonly badClientId: string
  readonly badSiret: string
  readonly page: string
  readonly service: string
  readonly franceConnect: string
  readonly logIn: string
  readonly whom: string
  readonly fields: (title: string) => string
  readonly unread: string
  readonly line: (name: string, line: number) => string
  readonly noInput: string
  readonly lookAlike: (called: string, field: string) => string
  readonly policy: (origin: string) => string
  readonly linesAdded: string
  readonly linesToPaste: string
  readonly linesThere: string
  readonly untouched: string
  readonly stop: string
  readonly exists: (path: string) => string
  readonly unwritable: (path: string, code: string) => string
  readonly written: (path: string) => string
  readonly next: string
  readonly runSimulator: string
  readonly runService: string
  readonly servePage: (url: string) => string
  readonly runDoctor: string
}

const all: Readonly<Record<Language, TrialMessages>> = { fr: trialMessagesFr, en: trialMessagesEn }

export const trialMessagesIn = (language: Language): TrialMessages => all[language]
