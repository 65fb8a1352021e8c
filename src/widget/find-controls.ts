import type { Control } from './control.ts'

/** The position that `child[2]`, `child_2` or `child[]` has in a list named `child`; undefined for another name. */
export function listPosition(name: string, list: string): number | undefined {
  if (!name.startsWith(list)) return undefined
  const [, bracket, underscore] = /^(?:\[(\d*)\]|_(\d+))$/.exec(name.slice(list.length)) ?? []
  if (bracket === undefined && underscore === undefined) return undefined
  return Number(bracket ?? underscore)
}

/** Controls as groups: the radios, or the checkboxes, of one name count as one. */
function grouped(found: readonly Control[], all: readonly Control[]): Control[][] {
  const groups = found.map((control) =>
    control.name && (control.type === 'radio' || control.type === 'checkbox')
      ? all.filter(({ name, type }) => name === control.name && type === control.type)
      : [control],
  )
  return groups.filter(
    (group, index) => groups.findIndex((earlier) => earlier[0] === group[0]) === index,
  )
}

function called(
  controls: readonly Control[],
  key: string,
  nameOf: (control: Control) => string | undefined,
): Control[] {
  const exact = controls.filter((control) => nameOf(control) === key)
  if (exact.length > 0) return exact
  return controls
    .flatMap((control) => {
      const position = listPosition(nameOf(control) ?? '', key)
      return position === undefined ? [] : [{ control, position }]
    })
    .sort((one, other) => one.position - other.position)
    .map(({ control }) => control)
}

/**
 * The groups of controls that take a field: those of the mapped name, else those marked
 * `data-prefill`, else those of the field's own name; for a list also `name[]`, `name[1]`, `name_2`.
 */
export function findControls(
  controls: readonly Control[],
  field: string,
  mapped?: string,
): Control[][] {
  const byName = (key: string) => called(controls, key, (control) => control.name)
  const ways = [
    () => (mapped === undefined ? [] : byName(mapped)),
    () => called(controls, field, (control) => control.dataset.prefill),
    () => byName(field),
  ]
  for (const way of ways) {
    const found = way()
    if (found.length > 0) return grouped(found, controls)
  }
  return []
}
