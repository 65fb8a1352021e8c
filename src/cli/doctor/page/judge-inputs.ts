import type { DemarcheField } from '../../../domain/demarche.ts'
import type { Form } from '../../../domain/form.ts'
import { type Slot, slotFor, type Writable, writeValue } from '../../../domain/write-value.ts'
import { calledBy, type PlannedField } from '../../page/fill-plan.ts'
import { findAbsent } from '../../page/look-alikes.ts'
import type { PageControl, PageForm } from '../../page/page-document.ts'
import { findUnmappedName } from '../../page/unmapped-name.ts'
import { type Finding, find } from '../finding.ts'

/** Values that a field can have, to try on choices. None where only the source knows them. */
function samplesOf({ type, options, source, claim, transforms }: DemarcheField): Writable[] {
  if (options !== undefined)
    return Object.entries(options).map(([value, text]) => ({ type, value, text }))
  if (type === 'boolean') return [true, false].map((value) => ({ type, value }))
  const isGender = source === 'franceconnect' && claim === 'gender' && transforms.length === 0
  return isGender ? ['female', 'male'].map((value) => ({ type, value })) : []
}

const takesNothing = ['url', 'color', 'range', 'time', 'week', 'datetime-local', 'image']

/** Whether an input of a type of its own takes what the widget writes of a field. */
function takes(kind: string, { type, claim }: DemarcheField): boolean {
  if (kind === 'date' || kind === 'month') return type === 'date' || type === 'partial-date'
  if (kind === 'number') return type === 'number'
  if (kind === 'email') return claim === 'email'
  return !takesNothing.includes(kind)
}

function slotOf(group: readonly PageControl[]): Slot {
  const choices = group.flatMap((control) => control.choices)
  return slotFor(group[0]?.type ?? '', choices)
}

/** Why a group of controls cannot take a field; undefined where it can, or where nobody knows. */
function misfit({ field }: PlannedField, group: readonly PageControl[]): string | undefined {
  if (group.every(({ isDisabled }) => isDisabled)) return 'is disabled: what is in it is not sent'
  const slot = slotOf(group)
  if (!takes(slot.kind, field)) return `is of type ${slot.kind}, and the field is a ${field.type}`
  if (slot.kind !== 'choice') return undefined
  const refused = samplesOf(field).filter((sample) => 'refused' in writeValue(sample, slot))
  if (refused.length === 0) return undefined
  const wanted = refused.map(({ value, text }) => text ?? String(value)).join(', ')
  const offered = slot.choices.map(({ value }) => value).filter((value) => value !== '')
  return `offers no choice for ${wanted} (its values: ${offered.join(', ')})`
}

function judgeFit(planned: PlannedField, file: string): Finding[] {
  return planned.places.flatMap(({ group }) => {
    const [control] = group
    const reason = misfit(planned, group)
    if (control === undefined || reason === undefined) return []
    const { line } = control
    const message = `the input ${calledBy(control)} of the field ${planned.name} ${reason}`
    const instead =
      planned.field.options === undefined
        ? 'give the page an input of another type, or values that the field has'
        : 'write the page’s values into options of the demarche, or the demarche’s into the page'
    return [find('wrong-input', { where: file, line }, message, instead)]
  })
}

function adviseName(name: string, control: PageControl, { client_id }: Form): string {
  const attribute = `data-prefill="${name}" on that input`
  return control.name === ''
    ? `write ${attribute}`
    : `write ${attribute}, or inputs: {${name}: "${control.name}"} in the form ${client_id}`
}

function judgeNames(planned: PlannedField, { inputs, client_id }: Form, file: string): Finding[] {
  const name = findUnmappedName(planned, inputs[planned.name])
  const control = planned.places.flatMap(({ group }) => group).find((one) => one.name === name)
  if (name === undefined || control === undefined) return []
  const message = `the input ${name} takes the field ${planned.name}, and the verdict does not look for it there`
  const instead = `write inputs: {${planned.name}: "${name}"} in the form ${client_id}, or name it ${planned.name} before you ask for the verdict`
  return [find('unmapped-name', { where: file, line: control.line }, message, instead)]
}

/** Judges the inputs of a page's form: which fields have none, which have one under another name, or of another kind. */
export function judgeInputs(
  form: Form,
  { controls, line }: PageForm,
  plan: readonly PlannedField[],
  file: string,
): Finding[] {
  const absent = findAbsent(plan, controls).map(({ planned, lookAlike }) => {
    if (lookAlike === undefined) {
      const message = `no input of the page takes the field ${planned.name} (${planned.field.label.fr})`
      const instead = `give the page an input named ${planned.name}, or write without: [${planned.name}] in the form ${form.client_id}: what no page takes need not be asked for`
      return find('no-input', { where: file, line }, message, instead)
    }
    const message = `no input takes the field ${planned.name}, and ${calledBy(lookAlike)} looks like it`
    const place = { where: file, line: lookAlike.line }
    return find('other-name', place, message, adviseName(planned.name, lookAlike, form))
  })
  const told = plan.flatMap((planned) => [
    ...judgeNames(planned, form, file),
    ...judgeFit(planned, file),
  ])
  return [...absent, ...told]
}
