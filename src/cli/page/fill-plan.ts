import type { DemarcheField } from '../../domain/demarche.ts'
import { findPlaces, type Place } from '../../domain/find-places.ts'
import type { Form } from '../../domain/form.ts'
import type { PageControl } from './page-document.ts'

/** Where a field of the form goes on the page. */
export interface PlannedField {
  readonly name: string
  readonly field: DemarcheField
  readonly places: readonly Place<PageControl>[]
}

/** Whether a field's value is a list: a list of the source, or one of each thing of a group. */
export const takesList = ({ type, member }: DemarcheField) =>
  type === 'list' || member !== undefined

/** What the widget would fill, by its own rules. */
export function planFill(
  form: Pick<Form, 'demarche' | 'inputs'>,
  controls: readonly PageControl[],
): PlannedField[] {
  return Object.entries(form.demarche.fields).map(([name, field]) => ({
    name,
    field,
    places: findPlaces(controls, name, form.inputs[name], takesList(field)),
  }))
}

/** What a control is called where a webmaster looks for it. */
export const calledBy = ({ name, id, dataset }: PageControl) =>
  name || (dataset.prefill === undefined ? id : `data-prefill ${dataset.prefill}`)
