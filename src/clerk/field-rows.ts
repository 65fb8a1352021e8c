import type { PrefillField } from '../domain/prefill-claims.ts'
import { bareName, readSubmitted, type SubmittedValues } from '../domain/read-submitted.ts'
import type { FieldVerdict, Verdict } from '../domain/verdict.ts'
import type { Examined } from './examine.ts'
import type { Say } from './say.ts'

/** One field on the sheet, in words. */
export interface FieldRow {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly origin: string
  readonly assurance: string
  readonly lock: string
  /** With a submission only. */
  readonly submitted?: string | undefined
  readonly verdict?: string | undefined
  /** For programs and for colours; what it means stands in the words. */
  readonly mark: Verdict | 'lock_broken' | 'none'
}

const longestShown = 500
const shorten = (text: string) =>
  text.length > longestShown ? `${text.slice(0, longestShown)}…` : text

// What needs the clerk's eye comes first.
const order: readonly FieldRow['mark'][] = [
  'lock_broken',
  'edited',
  'emptied',
  'not_submitted',
  'equivalent',
  'unchanged',
  'none',
]

function sayVerdict(judged: FieldVerdict, { messages }: Say): string {
  const verdict = messages.verdicts[judged.verdict]
  return judged.lock_broken ? `${messages.sheet.lockBroken} (${verdict})` : verdict
}

const sayTexts = (values: SubmittedValues | undefined, { messages }: Say) =>
  (values ?? []).map((value) => value ?? messages.sheet.file).join(', ')

function describe(name: string, field: PrefillField, say: Say): FieldRow {
  const { sheet, reasons, assurances } = say.messages
  const common = { name, label: say.fieldLabel(name, field), origin: say.origin(field) }
  if (field.value === null) {
    const value = `${sheet.noValue} (${reasons[field.reason]})`
    return { ...common, value, assurance: '', lock: '', mark: 'none' }
  }
  return {
    ...common,
    value: shorten(say.value(field)),
    assurance: assurances[field.assurance],
    lock: field.locked ? sheet.locked : sheet.open,
    mark: 'none',
  }
}

const markOf = (judged: FieldVerdict | undefined): FieldRow['mark'] => {
  if (judged === undefined) return 'none'
  return judged.lock_broken ? 'lock_broken' : judged.verdict
}

/** Whether what was submitted was held against the token: only where it was made for this very form. */
export function isJudged({ proven, submission, verification }: Examined): boolean {
  const isForForm = proven !== undefined && !verification.problems.includes('other_form')
  return isForForm && submission.submitted !== undefined
}

/** The fields of a proven token: in its own order, or with a submission by what became of them. */
export function fieldRows(examined: Examined, say: Say): FieldRow[] {
  const { proven, submission, verification, form } = examined
  const fields = Object.entries(proven?.claims.fields ?? {})
  if (!isJudged(examined)) return fields.map(([name, field]) => describe(name, field, say))
  // A paste is small: all of it is shown, as the verdict has looked for all of its fields.
  const values = readSubmitted(submission.submitted, () => true)
  const inputs = new Map(Object.entries(form?.inputs ?? {}))
  const rows = fields.map(([name, field]): FieldRow => {
    const judged = verification.fields[name]
    const submitted = values.get(bareName(inputs.get(name) ?? name))
    return {
      ...describe(name, field, say),
      submitted: shorten(sayTexts(submitted, say)),
      verdict: judged === undefined ? '' : sayVerdict(judged, say),
      mark: markOf(judged),
    }
  })
  return rows.sort((one, other) => order.indexOf(one.mark) - order.indexOf(other.mark))
}
