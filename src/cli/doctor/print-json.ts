import { calledBy } from '../page/fill-plan.ts'
import type { Finding } from './finding.ts'
import { countOf, type Report } from './report.ts'

const orNull = <T>(value: T | undefined): T | null => value ?? null

const plain = ({ rule, level, file, line, path, message, instead, docs }: Finding) => ({
  rule,
  level,
  file: orNull(file),
  line: orNull(line),
  path: orNull(path),
  message,
  instead: orNull(instead),
  docs,
})

function plainPage({ file, plans }: NonNullable<Report['page']>) {
  return {
    file,
    forms: plans.map(({ client_id, fields }) => ({
      client_id,
      fields: fields.map(({ name, places }) => ({
        name,
        inputs: places.flatMap(({ group }) =>
          group.slice(0, 1).map((control) => ({ name: calledBy(control), line: control.line })),
        ),
      })),
    })),
  }
}

/** Prints a report for programs. Members are added, never changed or taken away, while `version` is 1. */
export function printJson({ findings, page, exitCode }: Report): string {
  const document = {
    version: 1,
    exit_code: exitCode,
    counts: {
      error: countOf(findings, 'error'),
      warning: countOf(findings, 'warning'),
      advice: countOf(findings, 'advice'),
    },
    findings: findings.map(plain),
    page: page === undefined ? null : plainPage(page),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
