import { isTickable, touchable } from '../domain/find-places.ts'
import { type Choice, type Slot, slotFor, type Writing } from '../domain/write-value.ts'

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** What a control holds: its text, whether it is ticked, or the values of its chosen options. */
export type ControlState = string | boolean | string[]

/** The controls of a form that hold a value the widget may read or write: no button, file or password. */
export function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((element): element is Control => element.matches(touchable))
}

function isSelect(control: Control): control is HTMLSelectElement {
  return control.type.startsWith('select')
}

/** What a control holds now. */
export function readState(control: Control): ControlState {
  if (isTickable(control)) return control.checked
  if (isSelect(control)) return [...control.selectedOptions].map(({ value }) => value)
  return control.value
}

function setState(control: Control, state: ControlState): void {
  if (typeof state === 'boolean') (control as HTMLInputElement).checked = state
  // A framework that shadows `value` on the element (React) only notices a write through the prototype.
  else if (typeof state === 'string') {
    Reflect.set(Object.getPrototypeOf(control), 'value', state, control)
  } else {
    for (const option of (control as HTMLSelectElement).options) {
      option.selected = state.includes(option.value)
    }
  }
}

function isIn(control: Control, state: ControlState): boolean {
  return String(readState(control)) === String(state)
}

/** Puts a control in a state as a citizen would: `input` and `change` are fired where something changes. */
export function writeState(control: Control, state: ControlState): void {
  if (isIn(control, state)) return
  // A click tells frameworks that listen to nothing else; it fires `input` and `change` by itself.
  if (isTickable(control)) control.click()
  if (isIn(control, state)) return
  setState(control, state)
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }))
}

function labelOf(control: Control): string {
  return control.labels?.[0]?.textContent?.trim() ?? ''
}

function choicesOf(group: readonly Control[]): Choice[] {
  return group.flatMap((control) =>
    isSelect(control)
      ? [...control.options].map(({ value, text }) => ({ value, label: text }))
      : { value: control.value, label: labelOf(control) },
  )
}

/** What a control, or the controls of one radio or checkbox group, can take. */
export function slotOf(group: readonly Control[]): Slot {
  // A group is never empty.
  const control = group[0] as Control
  // Safari and Firefox on a desk take a month input for text; what the form expects of it is the same.
  const type = control.matches('[type=month]') ? 'month' : control.type
  return slotFor(type, choicesOf(group))
}

/** The states that a writing gives to the controls of a group, in their order. */
export function statesFor(group: readonly Control[], writing: Writing): ControlState[] {
  if ('refused' in writing) return group.map(readState)
  if ('text' in writing) return group.map(() => writing.text)
  const [control] = group
  return control && isSelect(control)
    ? [writing.chosen.map((index) => control.options[index]?.value ?? '')]
    : group.map((_, index) => writing.chosen.includes(index))
}

/** Puts a group in given states; a radio is never clicked off, the one that is on does it. */
export function writeStates(
  group: readonly Control[],
  states: readonly (ControlState | undefined)[],
): void {
  for (const isOn of [true, false]) {
    for (const [index, control] of group.entries()) {
      const state = states[index]
      if (state !== undefined && (state === true) === isOn) writeState(control, state)
    }
  }
}

function isAsServed(control: Control): boolean {
  if (isTickable(control)) return control.checked === control.defaultChecked
  if (!isSelect(control)) return control.value === ''
  // A copy of a select stands as the page has served it.
  return control.value === '' || isIn(control.cloneNode(true) as Control, readState(control))
}

/** Whether something stands in the group that the citizen may have typed: any text, or a choice that is not the page's own. */
export function isTyped(group: readonly Control[]): boolean {
  return !group.every(isAsServed)
}
