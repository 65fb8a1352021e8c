import type { Finding } from './finding.ts'
import type { PagePlan } from './page/judge-page.ts'
import type { Level } from './rules.ts'

/** All that the doctor has found. */
export interface Report {
  readonly findings: readonly Finding[]
  /** What would be filled, where a page was read. */
  readonly page: { readonly file: string; readonly plans: readonly PagePlan[] } | undefined
  readonly exitCode: number
}

export const levels: readonly Level[] = ['error', 'warning', 'advice']

/** How many findings there are of a level. */
export const countOf = (findings: readonly Finding[], level: Level) =>
  findings.filter((finding) => finding.level === level).length

/** 2 for errors, 1 for warnings where they count, 0 for all else: so that a script can tell them apart. */
export function exitCodeOf(findings: readonly Finding[], isStrict: boolean): number {
  if (countOf(findings, 'error') > 0) return 2
  return isStrict && countOf(findings, 'warning') > 0 ? 1 : 0
}

/** The gravest first; within a level by file and line, then as they were found. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const byFile = (one: Finding, other: Finding) =>
    (one.file ?? '') < (other.file ?? '') ? -1 : Number((one.file ?? '') > (other.file ?? ''))
  return [...findings].sort(
    (one, other) =>
      levels.indexOf(one.level) - levels.indexOf(other.level) ||
      byFile(one, other) ||
      (one.line ?? 0) - (other.line ?? 0),
  )
}
