import { expect, test } from '@jest/globals'
import type { Control } from '../../src/widget/control.ts'
import { findControls } from '../../src/widget/find-controls.ts'

const control = (name: string, type = 'text', prefill?: string) =>
  ({ name, type, dataset: prefill === undefined ? {} : { prefill } }) as unknown as Control

const named = (groups: Control[][]) => groups.map((group) => group.map(({ name }) => name))

test.each([
  ['its name', [control('nom'), control('nom_usage')], 'nom', undefined, [['nom']]],
  [
    'data-prefill before its name',
    [control('nom'), control('a', 'text', 'nom')],
    'nom',
    undefined,
    [['a']],
  ],
  [
    'the mapped name before data-prefill',
    [control('w[f][3]'), control('a', 'text', 'nom')],
    'nom',
    'w[f][3]',
    [['w[f][3]']],
  ],
  ['a mapped name that is not there', [control('nom')], 'nom', 'absent', [['nom']]],
  [
    'the radios of one name as one',
    [control('sexe', 'radio'), control('sexe', 'radio')],
    'sexe',
    undefined,
    [['sexe', 'sexe']],
  ],
  [
    'indexed names in order',
    [control('enfant_10'), control('enfant_2'), control('enfant_ne_le'), control('enfant[1]')],
    'enfant',
    undefined,
    [['enfant[1]'], ['enfant_2'], ['enfant_10']],
  ],
  [
    'bare brackets',
    [control('enfant[]'), control('enfant[]')],
    'enfant',
    undefined,
    [['enfant[]'], ['enfant[]']],
  ],
  ['nothing', [control('autre')], 'nom', undefined, []],
])(
  'when a field is looked for by %s, then its controls are found',
  (_, controls, field, mapped, expected) => {
    expect(named(findControls(controls, field, mapped))).toEqual(expected)
  },
)
