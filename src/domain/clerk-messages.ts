import type { Problem } from './judge-token.ts'
import type { Assurance, Environment, NextStep, Reason, SourceOutcome } from './prefill-claims.ts'
import type { Verdict } from './verdict.ts'

/** Why the clerk's page does not look further at what was pasted; each is found before any cryptography. */
export const refusals = [
  'empty',
  'too_large',
  'too_deep',
  'unreadable',
  'several_tokens',
  'repeated_token',
  'nested_token',
  'several_files',
  'keys_as_text',
  'encrypted',
  'franceconnect_token',
  'login_token',
  'other_token',
  'unreadable_keys',
  'no_cryptography',
] as const
export type Refusal = (typeof refusals)[number]

/** What the page says first where the keys are those of a file (`{file}`), for which the clerk vouches. */
export const fileHeadlines = [
  'authentic_by_file',
  'lock_broken_by_file',
  'reserved_by_file',
  'unproven_by_file',
] as const
export type FileHeadline = (typeof fileHeadlines)[number]

/** What the page says first about a token that it could look at. */
export const headlines = [
  'authentic',
  'lock_broken',
  'reserved',
  'unproven',
  'unchecked',
  'by_hand',
  ...fileHeadlines,
] as const
export type Headline = (typeof headlines)[number]

/** What is wrong, what it means for the clerk, and what they do about it. */
export interface Advice {
  readonly title: string
  readonly text: string
  readonly todo: string
}

type Texts<Key extends string> = Readonly<Record<Key, string>>

/** The page before anything is pasted. */
export type ClerkPageKey =
  | 'home'
  | 'title'
  | 'intro'
  | 'private'
  | 'otherLanguage'
  | 'without'
  | 'withoutHow'
  | 'withoutSends'
  | 'token'
  | 'tokenHint'
  | 'received'
  | 'receivedHint'
  | 'file'
  | 'fileHint'
  | 'keys'
  | 'keysHint'
  | 'read'
  | 'clear'
  | 'print'

/** The names of things on the sheet, and its notes. `{name}` marks a place to fill. */
export type ClerkSheetKey =
  | 'working'
  | 'keysLoaded'
  | 'summary'
  | 'checkedAt'
  | 'jti'
  | 'fingerprint'
  | 'keysFrom'
  | 'keysOfService'
  | 'keysOfFile'
  | 'keysInFile'
  | 'keyOfFile'
  | 'fingerprintOfKey'
  | 'signer'
  | 'key'
  | 'form'
  | 'collectivite'
  | 'unknownForm'
  | 'demarche'
  | 'signedAt'
  | 'until'
  | 'receivedAt'
  | 'receivedInPaste'
  | 'people'
  | 'level'
  | 'fields'
  | 'field'
  | 'value'
  | 'origin'
  | 'assurance'
  | 'locked'
  | 'open'
  | 'submitted'
  | 'verdict'
  | 'lockBroken'
  | 'noValue'
  | 'yes'
  | 'no'
  | 'file'
  | 'sources'
  | 'sourceLine'
  | 'added'
  | 'addedHint'
  | 'addedNone'
  | 'more'
  | 'todo'
  | 'parisTime'
  | 'noteOnce'
  | 'noteNoDate'
  | 'noteNoSubmission'
  | 'notePastedDate'
  | 'noteOtherForm'
  | 'noteClaimedIssuer'

/** Every sentence of the page where a clerk reads a prefill token, in one language. */
export interface ClerkMessages {
  readonly page: Texts<ClerkPageKey>
  readonly sheet: Texts<ClerkSheetKey>
  readonly headlines: Texts<Headline>
  /** `{fields}` are those whose locked value was changed. */
  readonly brokenLock: Advice
  /** What a check with a file of keys is worth. */
  readonly fileKeys: Advice
  readonly problems: Readonly<Record<Problem, Advice>>
  readonly refusals: Readonly<Record<Refusal, Advice>>
  readonly verdicts: Texts<Verdict>
  /** Why a field has no value, said to the clerk; the token's own `message` speaks to the citizen. */
  readonly reasons: Texts<Reason>
  readonly assurances: Texts<Assurance>
  /** The eIDAS level of the login, in words. */
  readonly levels: Texts<'eidas1' | 'eidas2' | 'eidas3'>
  readonly statuses: Texts<SourceOutcome['status']>
  /** What the citizen was told to do where a source gave nothing. */
  readonly next: Texts<NextStep>
  readonly environments: Texts<Environment>
}
