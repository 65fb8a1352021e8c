import { fileRules } from './files/file-rules.ts'
import { instanceRules } from './instance/instance-rules.ts'
import { onlineRules } from './online/online-rules.ts'
import { pageRules } from './page/page-rules.ts'
import { refusalRules } from './refusal-rules.ts'

/** An error stops the service, a login or the page; a warning goes wrong one day, or for some; advice makes things better. */
export type Level = 'error' | 'warning' | 'advice'

/** What the doctor looks for, in one sentence that says what was found. */
export interface Rule {
  readonly level: Level
  readonly summary: string
}

/** Everything that the doctor looks for. Names are for ever: they stand in the scripts of those who run it. */
export const rules = {
  ...refusalRules,
  ...fileRules,
  ...instanceRules,
  ...pageRules,
  ...onlineRules,
} satisfies Readonly<Record<string, Rule>>

export type RuleName = keyof typeof rules

export const ruleNames = Object.keys(rules) as RuleName[]

/** Whether a word names a rule. */
export const isRuleName = (word: string): word is RuleName => Object.hasOwn(rules, word)
