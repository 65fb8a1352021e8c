import { writtenCollectivites, writtenDemarches } from '../../configuration/written-files.ts'
import { consult } from './consult.ts'
import type { Consultation } from './consultation.ts'
import { examinePage } from './examine-page.ts'
import { judgeCollectivite } from './files/judge-collectivite.ts'
import { judgeDemarche } from './files/judge-demarche.ts'
import { type Finding, find } from './finding.ts'
import { judgeInstance } from './instance/judge-instance.ts'
import { findingsOf } from './known-mistakes.ts'
import type { Order } from './order.ts'
import { exitCodeOf, inOrder, type Report } from './report.ts'

function judgeFiles(consultation: Consultation): Finding[] {
  const { root } = consultation
  if (root === undefined) return []
  const findings: Finding[] = []
  // One after the other: there may be 35,000.
  for (const written of writtenDemarches(root)) findings.push(...judgeDemarche(written))
  for (const written of writtenCollectivites(root))
    findings.push(...judgeCollectivite(written, consultation))
  return findings
}

/** What the doctor uses of the outside. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  readonly askOutside: (consultation: Consultation) => Promise<readonly Finding[]>
}

/** Examines all that was asked for. */
export async function examine(
  order: Order,
  { variables, now, askOutside }: Surroundings,
): Promise<Report> {
  const { filesOnly, also, clientId, page: file } = order
  const instant = Math.floor(now().getTime() / 1000)
  const consulted = consult(variables, { filesOnly, also, now: instant })
  const { consultation, mistakes, notices, remarks } = consulted
  const { forms, publicUrl: service } = consultation
  const page =
    file === undefined ? undefined : await examinePage({ file, forms, service, clientId })
  const found = [
    ...findingsOf(mistakes),
    ...judgeFiles(consultation),
    ...remarks.map((remark) => find('pale-colour', remark, remark.message)),
    ...(await judgeInstance(consultation, notices)),
    ...(page?.findings ?? []),
    ...(order.online ? await askOutside(consultation) : []),
  ]
  const findings = inOrder(found.filter(({ rule }) => !order.ignored.has(rule)))
  return {
    findings,
    page: file === undefined || page === undefined ? undefined : { file, plans: page.plans },
    exitCode: exitCodeOf(findings, order.strict),
  }
}
