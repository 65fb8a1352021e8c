import { expect, test } from '@jest/globals'
import type { Control } from '../../src/widget/control.ts'
import { readDraft, restoreDraft } from '../../src/widget/draft.ts'

const control = (parts: object) =>
  ({ name: '', id: '', type: 'text', value: '', autocomplete: '', ...parts }) as Control

test('when a draft is read, then it holds what was typed by name and place, without hidden and payment inputs', () => {
  const draft = readDraft([
    control({ name: 'nom', value: 'Martin' }),
    control({ name: 'enfant[]', value: 'Léa' }),
    control({ name: 'enfant[]', value: 'Tom' }),
    control({ id: 'sans-nom', type: 'textarea', value: 'x' }),
    control({ value: 'anonymous' }),
    control({ name: 'token', type: 'hidden', value: 'secret' }),
    control({ name: 'carte', autocomplete: 'cc-number', value: '4970' }),
    control({ name: 'code', autocomplete: 'one-time-code', value: '123456' }),
    control({ name: 'sexe', type: 'radio', checked: false }),
    control({ name: 'sexe', type: 'radio', checked: true }),
    control({ name: 'ville', type: 'select-one', selectedOptions: [{ value: '74010' }] }),
  ])
  expect(draft).toEqual({
    '0:nom': 'Martin',
    '0:enfant[]': 'Léa',
    '1:enfant[]': 'Tom',
    '0:sans-nom': 'x',
    '0:sexe': false,
    '1:sexe': true,
    '0:ville': ['74010'],
  })
})

test('when a draft is put back, then what has no control yet waits, and what had one is put back once', () => {
  const draft = { '0:nom': 'Martin', '1:enfant[]': 'Tom' }
  const nom = control({ name: 'nom', value: 'Martin' })
  restoreDraft([nom, control({ name: 'enfant[]' })], draft)
  expect(draft).toEqual({ '1:enfant[]': 'Tom' })
})
