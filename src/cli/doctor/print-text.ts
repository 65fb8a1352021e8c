import { bold, dim, type Paint, painter, tame } from '../colour.ts'
import { calledBy, type PlannedField } from '../page/fill-plan.ts'
import type { Finding } from './finding.ts'
import type { PagePlan } from './page/judge-page.ts'
import { countOf, levels, type Report } from './report.ts'
import type { Level } from './rules.ts'

const colours: Readonly<Record<Level, number>> = { error: 31, warning: 33, advice: 36 }
function printFinding(finding: Finding, paint: Paint): string {
  const { file, line, path, level, rule, message, instead, docs } = finding
  const place = [file ?? path, line].filter((part) => part !== undefined).join(':')
  const member = file === undefined || path === undefined ? '' : `${path}: `
  return [
    `${paint(tame(place), bold)} ${paint(level, colours[level])} ${rule}`,
    `  ${tame(`${member}${message}`)}`,
    ...(instead === undefined ? [] : [`  → ${tame(instead)}`]),
    `  ${paint(docs, dim)}`,
    '',
  ].join('\n')
}

function printField({ name, places }: PlannedField): string {
  const inputs = places.flatMap(({ group }) => group.slice(0, 1))
  const told = inputs.map((control) => `${calledBy(control)} (line ${control.line})`).join(', ')
  return tame(`  ${name} → ${told || 'no input'}`)
}

function printPlan({ client_id, fields }: PagePlan, file: string): string {
  const lines = fields.map(printField)
  return [tame(`${file}: what would be filled for ${client_id}`), ...lines, '', ''].join('\n')
}

const plural = (count: number, word: string) =>
  `${count} ${word}${count === 1 || word === 'advice' ? '' : 's'}`

/** Prints a report for people. */
export function printText({ findings, page }: Report, isColoured: boolean): string {
  const paint = painter(isColoured)
  const plans = page?.plans.map((plan) => printPlan(plan, page.file)) ?? []
  const counts = levels.map((level) => plural(countOf(findings, level), level)).join(', ')
  const told = findings.map((finding) => `${printFinding(finding, paint)}\n`)
  return `${[...plans, ...told].join('')}${findings.length === 0 ? 'nothing found' : counts}\n`
}
