import type { DemarcheField } from '../../domain/demarche.ts'
import { type Html, html } from '../../http/html.ts'
import type { InputState } from '../demo-back-end-view.ts'

/** One input of a field: its name on the page, what people call it, what stands in it. */
export interface FieldInput {
  readonly name: string
  readonly label: string
  readonly field: DemarcheField
  readonly state: InputState
}

/** What browsers know the citizen's own data by (WCAG 2.1, 1.3.5). */
const autocomplete: Readonly<Record<string, string>> = {
  family_name: 'family-name',
  given_name: 'given-name',
  given_name_array: 'given-name',
  email: 'email',
  birthdate: 'bday',
}

/** What nobody can do without: who they are, and how to answer them. */
const always = ['family_name', 'given_name', 'given_name_array', 'email']

const isOwn = ({ source }: DemarcheField) => source === 'franceconnect'
const isRequired = (field: DemarcheField) => isOwn(field) && always.includes(field.claim)

const noteId = (name: string) => `origine-${name}`
const describedBy = ({ name, state }: FieldInput) =>
  state.note === undefined ? undefined : html` aria-describedby="${noteId(name)}"`
const note = ({ name, state }: FieldInput) =>
  state.note === undefined
    ? undefined
    : html`<span class="hint" id="${noteId(name)}">${state.note}</span>`

function kindOf({ field, state }: FieldInput): string {
  if (field.claim === 'email') return 'email'
  // Half a birth date (1992-11) does not fit an input of type date.
  const isWhole = state.value === '' || state.value.length === 10
  return field.type === 'date' && isWhole ? 'date' : 'text'
}

function line(input: FieldInput): Html {
  const { name, label, field, state } = input
  const known = isOwn(field) ? autocomplete[field.claim] : undefined
  return html`<p><label for="${name}">${label}${isRequired(field) ? undefined : ' (facultatif)'}</label>
<input id="${name}" name="${name}" type="${kindOf(input)}" value="${state.value}"${
    known === undefined ? undefined : html` autocomplete="${known}"`
  }${field.type === 'number' ? html` inputmode="decimal"` : undefined}${
    isRequired(field) ? html` required` : undefined
  }${state.isLocked ? html` readonly` : undefined}${describedBy(input)}>
${note(input)}</p>`
}

function lines(input: FieldInput): Html {
  const { name, label, state } = input
  return html`<p><label for="${name}">${label} (facultatif)</label>
<textarea id="${name}" name="${name}" rows="4"${describedBy(input)}>${state.value}</textarea>
${note(input)}</p>`
}

interface Choice {
  readonly value: string
  readonly label: string
  readonly isChosen: boolean
}

function radios(input: FieldInput, choices: readonly Choice[]): Html {
  const { name, label } = input
  const buttons = choices.map(
    (choice) =>
      html`<label class="choice"><input type="radio" name="${name}" value="${choice.value}"${choice.isChosen ? html` checked` : undefined}> ${choice.label}</label>\n`,
  )
  return html`<fieldset${describedBy(input)}><legend>${label} (facultatif)</legend>
${buttons}${note(input)}</fieldset>`
}

function choicesOf({ field, state }: FieldInput): Choice[] | undefined {
  if (field.type === 'boolean')
    return [
      { value: 'oui', label: 'Oui', isChosen: ['true', 'oui'].includes(state.value) },
      { value: 'non', label: 'Non', isChosen: ['false', 'non'].includes(state.value) },
    ]
  const words = field.options && Object.values(field.options)
  return words?.map((word) => ({ value: word, label: word, isChosen: state.value === word }))
}

/** One input as its field's type wants it: a line, a date, several lines, or a choice. */
export function fieldInput(input: FieldInput): Html {
  const choices = choicesOf(input)
  if (choices !== undefined) return radios(input, choices)
  return input.field.type === 'address' ? lines(input) : line(input)
}
