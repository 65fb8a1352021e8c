import { expect, test } from '@jest/globals'
import type { Control } from '../../src/widget/control.ts'
import { readDraft } from '../../src/widget/draft.ts'

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
  expect(draft).toEqual([
    { key: 'nom', nth: 0, state: 'Martin' },
    { key: 'enfant[]', nth: 0, state: 'Léa' },
    { key: 'enfant[]', nth: 1, state: 'Tom' },
    { key: 'sans-nom', nth: 0, state: 'x' },
    { key: 'sexe', nth: 0, state: false },
    { key: 'sexe', nth: 1, state: true },
    { key: 'ville', nth: 0, state: ['74010'] },
  ])
})
