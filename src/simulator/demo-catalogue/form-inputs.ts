import type { Demarche, DemarcheField } from '../../domain/demarche.ts'
import { type Html, html } from '../../http/html.ts'
import type { InputState } from '../demo-back-end-view.ts'
import { fieldInput } from './field-input.ts'

/** What stands in the input of a field; of a group, in that of one of its things (from 1). */
export type StateOf = (name: string, position?: number) => InputState

type Fields = readonly (readonly [string, DemarcheField])[]

function ofOne(fields: Fields, stateOf: StateOf, position?: number): Html[] {
  return fields.map(([field, resolved]) =>
    fieldInput({
      name: position === undefined || position === 1 ? field : `${field}_${position}`,
      label: resolved.label.fr,
      field: resolved,
      state: stateOf(field, position),
    }),
  )
}

function ofGroup(demarche: Demarche, group: string, stateOf: StateOf): Html[] {
  const { max, label } = demarche.groups[group] ?? { max: 0, label: { fr: '' } }
  const members = Object.entries(demarche.fields).filter(
    ([, { member }]) => member?.group === group,
  )
  return Array.from({ length: max }, (_, index) => {
    const title = max === 1 ? label.fr : `${label.fr} ${index + 1}`
    return html`<fieldset><legend>${title}</legend>
${ofOne(members, stateOf, index + 1)}</fieldset>
`
  })
}

/** Every input that a demarche needs: the citizen's own, then what comes of each list, numbered. */
export function formInputs(demarche: Demarche, stateOf: StateOf): Html {
  const own = Object.entries(demarche.fields).filter(([, { member }]) => member === undefined)
  const groups = Object.keys(demarche.groups).map((group) => ofGroup(demarche, group, stateOf))
  return html`${ofOne(own, stateOf)}
${groups.flat()}`
}
