import type { FormDescription } from '../domain/form-description.ts'
import { controlsOf } from './control.ts'
import { type Filling, fillForm, type Merge } from './fill.ts'
import { handOver } from './hand-over.ts'
import { readKeptToken } from './read-tokens.ts'
import { summarise } from './summary.ts'
import { showSession, tell, type Widget } from './widget.ts'

/**
 * Fills what is new in a form since the last time, hands the token over in it, shows how to take it back and
 * tells the page of each field.
 * @returns the filling, and the sentence that sums it up; undefined where there is nothing new, or nothing to fill it with.
 */
export function fillIn(
  widget: Widget,
  form: HTMLFormElement,
  description: FormDescription | undefined,
  merge: Merge,
): (Filling & { sentence: string }) | undefined {
  const { supply, words, host } = widget
  const claims = supply && !supply.isOver && readKeptToken(supply.token)
  if (!claims || controlsOf(form).every((control) => supply.seen.has(control))) return undefined
  const { fields, sources } = claims
  const inputs = description?.inputs ?? {}
  const filling = fillForm(form, fields, { words, merge, inputs, sources, supply })
  const { token, seen, undos } = supply
  undos.push(handOver(form, controlsOf(form), token, inputs.prefill_token))
  for (const control of controlsOf(form)) seen.add(control)
  showSession(widget)
  for (const name of filling.filled) tell(widget, 'prefill-field', { name })
  return {
    ...filling,
    // Of a form in steps, a field without input here has one on another page.
    missing: filling.missing.filter(
      ({ reason }) => reason !== 'no_input' || !host.hasAttribute('remember'),
    ),
    sentence: summarise(filling.filled.length, [...filling.remaining.keys()], claims, words),
  }
}
