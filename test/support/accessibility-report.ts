import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Audit, axeVersion } from './audit-page.ts'

/** One line of the report: a page in a state, in every language in which it was looked at. */
interface Row {
  readonly state: string
  readonly languages: Set<string>
  readonly schemes: Set<string>
  readonly passed: Set<string>
  readonly undecided: Set<string>
  violations: number
}

/** Gathers what was audited, and keeps its part of docs/accessibility.md true. */
export interface AccessibilityReport {
  add(state: string, language: string, schemes: readonly string[], audit: Audit): void
  /** The table, as it has to stand in the document between the marks of its part. */
  table(): string
}

const file = fileURLToPath(new URL('../../docs/accessibility.md', import.meta.url))
const mark = (part: string, end: string) => `<!-- ${part}: ${end} -->`

/** Makes an empty report. */
export function createReport(): AccessibilityReport {
  const rows = new Map<string, Row>()
  const rowOf = (state: string): Row => {
    const row = rows.get(state) ?? {
      state,
      languages: new Set(),
      schemes: new Set(),
      passed: new Set(),
      undecided: new Set(),
      violations: 0,
    }
    rows.set(state, row)
    return row
  }
  return {
    add(state, language, schemes, { passed, undecided, faults }) {
      const row = rowOf(state)
      row.languages.add(language)
      for (const scheme of schemes) row.schemes.add(scheme)
      for (const id of passed) row.passed.add(id)
      for (const id of undecided) row.undecided.add(id)
      row.violations += faults.length
    },
    table() {
      const lines = [...rows.values()].map(
        ({ state, languages, schemes, passed, undecided, violations }) =>
          `| ${state} | ${[...languages].join(', ')} | ${[...schemes].join(', ')} | ${passed.size} | ${[...undecided].sort().join(', ') || 'none'} | ${violations} |`,
      )
      return `axe-core ${axeVersion}, at 320, 768 and 1280 px.

| page and state | languages | schemes | rules kept | left to judge by eye | violations |
|---|---|---|---|---|---|
${lines.join('\n')}`
    },
  }
}

/** What stands in docs/accessibility.md between the marks of a part; `write` puts it there first. */
export function documented(part: string, write?: string): string {
  const [begin, end] = [mark(part, 'begin'), mark(part, 'end')]
  const text = readFileSync(file, 'utf8')
  const [before = '', rest = ''] = text.split(begin)
  const [now = '', after = ''] = rest.split(end)
  if (write === undefined) return now.trim()
  writeFileSync(file, `${before}${begin}\n${write}\n${end}${after}`)
  return write
}
