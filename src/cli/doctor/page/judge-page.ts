import { type PlannedField, planFill } from '../../page/fill-plan.ts'
import type { PageDocument } from '../../page/page-document.ts'
import type { Finding } from '../finding.ts'
import { judgePolicies, judgeScripts } from './judge-embedding.ts'
import { judgeInputs } from './judge-inputs.ts'
import { type PageSurroundings, pairWidget, pairWithoutWidget } from './pair-forms.ts'

/** What would become of the fields of one form on the page. */
export interface PagePlan {
  readonly client_id: string
  readonly fields: readonly PlannedField[]
}

export interface JudgedPage {
  readonly findings: readonly Finding[]
  readonly plans: readonly PagePlan[]
}

/** Judges the page of a form: the widget's two lines, the policy, and where each field goes. */
export function judgePage(page: PageDocument, given: PageSurroundings): JudgedPage {
  const { file, service } = given
  const pairs =
    page.widgets.length === 0
      ? [pairWithoutWidget(page, given)]
      : page.widgets.map((widget) => pairWidget(widget, page, given))
  const { script, findings } = judgeScripts(page, file, service)
  const judged = pairs.map(({ form, pageForm, findings: ofWidget }) => {
    if (form === undefined || pageForm === undefined) return { findings: ofWidget, plans: [] }
    const fields = planFill(form, pageForm.controls)
    return {
      findings: [...ofWidget, ...judgeInputs(form, pageForm, fields, file)],
      plans: [{ client_id: form.client_id, fields }],
    }
  })
  return {
    findings: [
      ...findings,
      ...judgePolicies(page, file, script),
      ...judged.flatMap((one) => one.findings),
    ],
    plans: judged.flatMap(({ plans }) => plans),
  }
}
