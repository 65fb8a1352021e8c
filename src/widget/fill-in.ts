import type { FormDescription } from '../domain/form-description.ts'
import type { PrefillClaims } from '../domain/prefill-claims.ts'
import { controlsOf } from './control.ts'
import { type Filling, type FillOptions, fillForm } from './fill.ts'
import { handOver } from './hand-over.ts'
import { summarise } from './summary.ts'

/** What goes into a form, and what is known of it. */
export interface FillIn {
  readonly form: HTMLFormElement
  readonly claims: PrefillClaims
  readonly prefillToken: string
  readonly description: FormDescription | undefined
  readonly options: Omit<FillOptions, 'inputs' | 'sources'>
  /** Whether later pages follow: a field without input here is then not missing. */
  readonly isStep: boolean
}

/** Fills a form and hands the token over in it. @returns the filling, and the sentence that sums it up. */
export function fillIn(given: FillIn): Filling & { sentence: string } {
  const { form, claims, prefillToken, description, options, isStep } = given
  const inputs = description?.inputs ?? {}
  const { fields, sources } = claims
  const filling = fillForm(form, fields, { ...options, inputs, sources })
  const takeBack = handOver(form, controlsOf(form), prefillToken, inputs.prefill_token)
  const missing = filling.missing.filter(({ reason }) => !isStep || reason !== 'no_input')
  return {
    ...filling,
    missing,
    sentence: summarise(filling.filled.length, [...filling.left.keys()], claims, options.words),
    undo() {
      takeBack()
      filling.undo()
    },
  }
}
