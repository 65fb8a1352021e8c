import type { Advice, FileHeadline, Headline, Refusal } from '../domain/clerk-messages.ts'
import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import { fillIn } from '../domain/fill-in.ts'
import type { Problem } from '../domain/judge-token.ts'
import type { Language } from '../domain/languages.ts'
import type { Examined } from './examine.ts'
import { type FieldRow, fieldRows, isJudged } from './field-rows.ts'
import { createSay, type Say } from './say.ts'
import { type Fact, sheetFacts } from './sheet-facts.ts'

/** All that the clerk reads, in words and in order: what is drawn and what is printed. */
export interface Sheet {
  readonly tone: Headline | 'refused'
  readonly headline: string
  readonly advice: readonly Advice[]
  readonly facts: readonly Fact[]
  readonly fields: readonly FieldRow[]
  /** Whether the fields have a verdict each. */
  readonly isJudged: boolean
  readonly sources: readonly string[]
  /** What the citizen typed beside the token's fields, by input name; absent without a submission. */
  readonly added?: readonly string[] | undefined
  readonly notes: readonly string[]
}

const mostAdded = 100
const longestName = 100

const isWithoutProof: ReadonlySet<Problem> = new Set(['revoked_key', 'tampered', 'wrong_type'])

function headlineWithKeys({ verification }: Examined): Headline {
  const { problems, fields } = verification
  if (problems.includes('missing')) return 'by_hand'
  if (problems.includes('keys_unavailable')) return 'unchecked'
  if (problems.some((problem) => isWithoutProof.has(problem))) return 'unproven'
  if (problems.length > 0) return 'reserved'
  return Object.values(fields).some(({ lock_broken }) => lock_broken) ? 'lock_broken' : 'authentic'
}

const byFile: Readonly<Partial<Record<Headline, FileHeadline>>> = {
  authentic: 'authentic_by_file',
  lock_broken: 'lock_broken_by_file',
  reserved: 'reserved_by_file',
  unproven: 'unproven_by_file',
}

// What a file proves, the service has not said.
function headlineOf(examined: Examined): Headline {
  const headline = headlineWithKeys(examined)
  return examined.keyFile === undefined ? headline : (byFile[headline] ?? headline)
}

function sourceLines({ proven }: Examined, { messages, sourceName }: Say): string[] {
  return Object.entries(proven?.claims.sources ?? {}).map(([source, { status, next }]) => {
    const line = { source: sourceName(source), status: messages.statuses[status] }
    const said = fillIn(messages.sheet.sourceLine, line)
    return next === undefined ? said : `${said}. ${messages.next[next]}`
  })
}

function addedNames(
  examined: Examined,
  { messages, fieldLabel }: Say,
): readonly string[] | undefined {
  if (!isJudged(examined)) return undefined
  const { added } = examined.verification
  const shown = added.slice(0, mostAdded).map((name) => fieldLabel(name).slice(0, longestName))
  const count = added.length - shown.length
  return count > 0 ? [...shown, fillIn(messages.sheet.more, { count: String(count) })] : shown
}

function notesOn(examined: Examined, { sheet }: Say['messages']): string[] {
  const { proven, receivedAt, checkedAt, submission, verification } = examined
  const { problems } = verification
  if (proven === undefined) {
    const issuer = problems.includes('tampered') ? examined.claimedIssuer : undefined
    return issuer === undefined ? [] : [fillIn(sheet.noteClaimedIssuer, { issuer })]
  }
  const isLate = checkedAt.getTime() / 1000 > proven.claims.exp
  const notes: readonly [boolean, string][] = [
    [examined.isDatePasted, sheet.notePastedDate],
    [submission.submitted === undefined, sheet.noteNoSubmission],
    [submission.submitted !== undefined && problems.includes('other_form'), sheet.noteOtherForm],
    [receivedAt === undefined && isLate, sheet.noteNoDate],
    [true, sheet.noteOnce],
  ]
  return notes.filter(([applies]) => applies).map(([, note]) => note)
}

// A broken lock comes before all that is wrong with the token itself, and what the word of a file is worth too.
function adviceOn(
  { verification, keyFile, proven }: Examined,
  { messages, fieldLabel }: Say,
): Advice[] {
  const { fields, problems } = verification
  const names = Object.entries(fields).flatMap(([name, { lock_broken }]) =>
    lock_broken ? [fieldLabel(name, proven?.claims.fields[name])] : [],
  )
  const { title, ...rest } = messages.brokenLock
  const broken = { title: fillIn(title, { fields: names.join(', ') }), ...rest }
  const vouched = keyFile === undefined ? [] : [messages.fileKeys]
  const told = [...vouched, ...problems.map((problem) => messages.problems[problem])]
  return names.length > 0 ? [broken, ...told] : told
}

/**
 * Puts what was found into words.
 * @param fingerprint names what was pasted where no proven `jti` does
 */
export function composeSheet(examined: Examined, fingerprint: string, language: Language): Sheet {
  const say = createSay(language, examined.form)
  const { messages } = say
  const tone = headlineOf(examined)
  return {
    tone,
    headline: fillIn(messages.headlines[tone], { file: examined.keyFile?.name ?? '' }),
    advice: adviceOn(examined, say),
    facts: sheetFacts(examined, fingerprint, say),
    fields: fieldRows(examined, say),
    isJudged: isJudged(examined),
    sources: sourceLines(examined, say),
    added: addedNames(examined, say),
    notes: notesOn(examined, messages),
  }
}

/** The sheet of what was not looked at. */
export function composeRefusal(refusal: Refusal, language: Language): Sheet {
  const { title, ...advice } = clerkMessagesIn(language).refusals[refusal]
  return {
    tone: 'refused',
    headline: title,
    advice: [{ ...advice, title: '' }],
    facts: [],
    fields: [],
    isJudged: false,
    sources: [],
    notes: [],
  }
}
