import { type Control, controlsOf, isTyped } from './control.ts'

/**
 * The first control, in the page's order, that waits for the citizen: one of a field left empty, or a
 * required one without value.
 */
export function firstLeft(
  form: HTMLFormElement,
  left: ReadonlyMap<string, Control>,
): Control | undefined {
  const waiting = [...left.values()]
  return controlsOf(form).find(
    (control) =>
      control.getClientRects().length &&
      ((waiting.includes(control) && !isTyped([control])) || control.validity.valueMissing),
  )
}
