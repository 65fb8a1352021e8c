import { expect, test } from '@jest/globals'
import type { FilledField } from '../../src/domain/prefill-claims.ts'
import { judgeFields } from '../../src/domain/verdict.ts'
import { type Slot, writeValue } from '../../src/domain/write-value.ts'
import { aField } from '../support/prefill-tokens.ts'

const radios: Slot = {
  kind: 'choice',
  multiple: false,
  choices: [
    { value: 'oui', label: 'Oui' },
    { value: 'non', label: 'Non' },
  ],
}

/** What a browser submits of a slot that the widget has written and nobody has touched. */
function submittedAs(field: FilledField, slot: Slot): string[] {
  const writing = writeValue(field, slot)
  if ('refused' in writing) return []
  if ('text' in writing) return [writing.text.replaceAll('\n', '\r\n')]
  const choices = slot.kind === 'choice' ? slot.choices : slot.kind === 'tick' ? [slot.choice] : []
  return writing.chosen.flatMap((index) => choices[index]?.value ?? [])
}

const quotient: Partial<FilledField> = { type: 'number', value: 0.5 }
const birth: Partial<FilledField> = { type: 'date', value: '1962-08-24' }
const address: Partial<FilledField> = { type: 'address', value: ['12 RUE DU LAC', '74000 ANNECY'] }
const names: Partial<FilledField> = { type: 'list', items: 'name', value: ['LEO PAUL', 'NINA'] }
const text: Slot = { kind: 'text' }

test.each<[string, Partial<FilledField>, Slot, string]>([
  ['a name in a text', { value: 'DUBOIS' }, text, 'unchanged'],
  ['a code by the form’s word', { type: 'code', value: 'female', text: 'Mme' }, text, 'unchanged'],
  ['a date in a date', birth, { kind: 'date' }, 'unchanged'],
  ['a date in a text', birth, text, 'equivalent'],
  ['a number in a number', quotient, { kind: 'number' }, 'unchanged'],
  ['a number in a text', quotient, text, 'equivalent'],
  ['yes in radios', { type: 'boolean', value: true }, radios, 'equivalent'],
  ['no in radios', { type: 'boolean', value: false }, radios, 'equivalent'],
  ['yes in a text', { type: 'boolean', value: true }, text, 'equivalent'],
  [
    'yes in a box of its own word',
    { type: 'boolean', value: true },
    { kind: 'tick', choice: { value: 'oui', label: '' } },
    'equivalent',
  ],
  [
    'no in a box',
    { type: 'boolean', value: false },
    { kind: 'tick', choice: { value: 'oui', label: '' } },
    'not_submitted',
  ],
  ['an address in lines', address, { kind: 'textarea' }, 'equivalent'],
  ['an address in a text', address, text, 'equivalent'],
  ['a list in lines', names, { kind: 'textarea' }, 'equivalent'],
  ['a list in a text', names, text, 'equivalent'],
])('when the widget wrote %s and nobody touched it, then it was not altered', (...given) => {
  const [, changes, slot, verdict] = given
  const field = aField(changes)
  const submitted = { champ: submittedAs(field, slot) }
  expect(judgeFields({ champ: field }, submitted).fields.champ?.verdict).toBe(verdict)
})
