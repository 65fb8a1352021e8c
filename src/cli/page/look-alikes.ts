import { likeness } from '../../domain/look-alikes.ts'
import type { PlannedField } from './fill-plan.ts'
import type { PageControl } from './page-document.ts'

/** Below it, names have too little in common to be worth a word. */
const leastLikeness = 2 / 3

function mostAlike(
  { name, field }: PlannedField,
  free: readonly PageControl[],
): PageControl | undefined {
  const sought = { name, claim: `${field.source}.${field.claim}`, label: field.label.fr }
  const ranked = free
    .map((control) => ({
      control,
      score: likeness(sought, [control.name, control.id, control.label]),
    }))
    .filter(({ score }) => score >= leastLikeness)
    .sort((one, other) => other.score - one.score)
  return ranked[0]?.control
}

/** The fields that no control takes, each with the free control that looks like it, if there is one. */
export function findAbsent(
  plan: readonly PlannedField[],
  controls: readonly PageControl[],
): { readonly planned: PlannedField; readonly lookAlike: PageControl | undefined }[] {
  const taken = new Set(plan.flatMap(({ places }) => places.flatMap(({ group }) => group)))
  const free = new Set(
    controls.filter((control) => !taken.has(control) && control.type !== 'hidden'),
  )
  return plan
    .filter(({ places }) => places.length === 0)
    .map((planned) => {
      const lookAlike = mostAlike(planned, [...free])
      if (lookAlike !== undefined) free.delete(lookAlike)
      return { planned, lookAlike }
    })
}
