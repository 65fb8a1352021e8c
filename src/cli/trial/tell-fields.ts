import type { Demarche } from '../../domain/demarche.ts'
import { tame } from '../colour.ts'
import { calledBy, type PlannedField, planFill } from '../page/fill-plan.ts'
import { findAbsent } from '../page/look-alikes.ts'
import type { PageControl } from '../page/page-document.ts'
import type { ReadPage } from './prepare.ts'
import type { TrialMessages } from './trial-messages.ts'

function inputsOf({ places }: PlannedField, say: TrialMessages): string {
  return places
    .flatMap(({ group }) => group.slice(0, 1))
    .map((control) => say.line(calledBy(control), control.line))
    .join(', ')
}

const absence = (name: string, lookAlike: PageControl | undefined, say: TrialMessages) =>
  lookAlike === undefined
    ? say.noInput
    : say.lookAlike(say.line(calledBy(lookAlike), lookAlike.line), name)

/** Which input of the page takes which field: one line each. */
export function tellFields(
  demarche: Demarche,
  inputs: Readonly<Record<string, string>>,
  { form }: ReadPage,
  say: TrialMessages,
): string[] {
  const controls = form?.controls ?? []
  const plan = planFill({ demarche, inputs }, controls)
  const absent = new Map(
    findAbsent(plan, controls).map(({ planned, lookAlike }) => [planned.name, lookAlike]),
  )
  const width = Math.max(...plan.map(({ name }) => name.length))
  return plan.map((planned) => {
    const { name } = planned
    const told = absent.has(name) ? absence(name, absent.get(name), say) : inputsOf(planned, say)
    return tame(`  ${name.padEnd(width)}  ${told}`)
  })
}
