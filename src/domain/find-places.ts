/** What of a control says which field it takes. */
export interface NamedControl {
  readonly name: string
  readonly type: string
  readonly dataset: { readonly prefill?: string | undefined }
}

/** A selector of the controls that hold a value which may be read or written: no button, file or password. */
export const touchable =
  ':is(input,select,textarea):not([type=button],[type=submit],[type=reset],[type=file],[type=password])'

/** Whether a control is a radio or a checkbox. */
export function isTickable<Control extends { readonly type: string }>(
  control: Control,
): control is Extract<Control, { readonly checked: unknown }> {
  return control.type === 'radio' || control.type === 'checkbox'
}

/** The controls of one radio or checkbox group, or one control, and what of a field it takes. */
export interface Place<Control extends NamedControl> {
  readonly group: readonly Control[]
  /** Which member of a list, from 1; 0 for the whole value. */
  readonly position: number
}

/** The number that `child[2]` or `child_2` has in a list named `child`; NaN for `child` and `child[]`, undefined for another name. */
export function listNumber(name: string, list: string): number | undefined {
  const match = name.startsWith(list) && /^(?:\[(\d*)\]|_(\d+))?$/.exec(name.slice(list.length))
  return match ? Number(match[1] || match[2] || Number.NaN) : undefined
}

/** Controls as groups: the radios, or the checkboxes, of one name count as one. */
function grouped<Control extends NamedControl>(
  found: readonly Control[],
  all: readonly Control[],
): Control[][] {
  const groups = found.map((control) =>
    control.name && isTickable(control)
      ? all.filter(({ name, type }) => name === control.name && type === control.type)
      : [control],
  )
  return [...new Map(groups.map((group) => [group[0], group])).values()]
}

/** Gives each group its member: `child`, `child_2` and `child[1]`, `child[2]` are the first two, and so is `child[0]`, `child[1]`. */
function placed<Control extends NamedControl>(
  groups: readonly Control[][],
  numbers: readonly number[],
): Place<Control>[] {
  const plain = numbers.filter(Number.isNaN).length
  if (groups.length === 1 && plain === 1) return groups.map((group) => ({ group, position: 0 }))
  const shift = numbers.includes(0) || (plain > 0 && numbers.includes(1)) ? 1 : 0
  let next = 1
  return groups
    .map((group, index) => {
      const number = numbers[index] ?? Number.NaN
      return { group, position: Number.isNaN(number) ? next++ : number + shift }
    })
    .sort((one, other) => one.position - other.position)
}

/**
 * The places that take a field: the controls of the mapped name, else those marked `data-prefill`, else
 * those of the field's own name.
 * @param isList whether the value is a list: it goes whole into one plain input, and one member each into
 *   several, numbered (`name_2`, `name[2]`) or repeated (`name[]`).
 */
export function findPlaces<Control extends NamedControl>(
  controls: readonly Control[],
  field: string,
  mapped?: string,
  isList = false,
): Place<Control>[] {
  const nameOf = (control: Control) => control.name
  const ways: [string | undefined, (control: Control) => string | undefined][] = [
    [mapped, nameOf],
    [field, (control) => control.dataset.prefill],
    [field, nameOf],
  ]
  for (const [key, keyOf] of ways) {
    const number = (control: Control | undefined) =>
      (key && control && listNumber(keyOf(control) ?? '', key)) as number | undefined
    const like = controls.filter((control) => number(control) !== undefined)
    const exact = like.filter((control) => keyOf(control) === key)
    const groups = grouped(!isList && exact.length ? exact : like, controls)
    if (!groups.length) continue
    if (!isList) return groups.map((group) => ({ group, position: 0 }))
    return placed(
      groups,
      groups.map(([control]) => number(control) ?? Number.NaN),
    )
  }
  return []
}
