import { describe, expect, test } from '@jest/globals'
import type { FilledField, PrefillField } from '../../src/domain/prefill-claims.ts'
import { judgeFields } from '../../src/domain/verdict.ts'
import { aField } from '../support/prefill-tokens.ts'

const origin = { source: 'franceconnect', assurance: 'verified', as_of: '2026-11-23' }

const empty: PrefillField = {
  type: 'text',
  value: null,
  source: 'franceconnect',
  claim: 'birthplace',
  reason: 'born_abroad',
  message: 'Vous êtes né à l’étranger.',
}

const verdictOn = (changes: Partial<FilledField>, submitted: unknown) =>
  judgeFields({ champ: aField(changes) }, submitted).fields.champ?.verdict

test('when a form comes back, then every filled field has its verdict and the rest is added', () => {
  const fields = {
    nom: aField(),
    ne_le: aField({ type: 'date', value: '1962-08-24' }),
    prenom: aField({ value: 'Angela' }),
    courriel: aField({ type: 'text', value: 'a@exemple.fr', assurance: 'declared', locked: false }),
    civilite: aField({ type: 'code', value: 'female', text: 'Mme' }),
    commune: empty,
    pays: empty,
  }
  const submitted = {
    nom: 'DUBOIS',
    ne_le: '24/08/1962',
    prenom: 'Claire',
    courriel: ' ',
    commune: 'Annecy',
    pays: '',
    telephone: '06 00 00 00 00',
    remarque: '',
    prefill_token: 'ey…',
  }
  const kept = { ...origin, lock_broken: false }
  expect(judgeFields(fields, submitted)).toEqual({
    fields: {
      nom: { ...kept, verdict: 'unchanged' },
      ne_le: { ...kept, verdict: 'equivalent' },
      prenom: { ...origin, verdict: 'edited', lock_broken: true },
      courriel: { ...kept, verdict: 'emptied', assurance: 'declared' },
      civilite: { ...kept, verdict: 'not_submitted' },
    },
    added: ['commune', 'telephone'],
  })
})

test.each([
  ['unchanged', 'DUBOIS', false],
  ['equivalent', 'Dubois', false],
  ['edited', 'MARTIN', true],
  ['emptied', '', true],
  ['not_submitted', undefined, false],
])(
  'when a locked field is %s, then its lock is broken only by a change',
  (verdict, nom, lock_broken) => {
    expect(judgeFields({ nom: aField() }, { nom }).fields).toEqual({
      nom: { ...origin, verdict, lock_broken },
    })
  },
)

test('when an open field is edited, then no lock is broken', () => {
  const nom = aField({ locked: false })
  expect(judgeFields({ nom }, { nom: 'MARTIN' }).fields).toEqual({
    nom: { ...origin, verdict: 'edited', lock_broken: false },
  })
})

describe('one field', () => {
  test.each<[string, Partial<FilledField>, unknown]>([
    ['unchanged', { type: 'number', value: 872 }, '872'],
    ['unchanged', { type: 'number', value: 872 }, 872],
    ['equivalent', { type: 'number', value: 872 }, '872,0'],
    ['edited', { type: 'number', value: 872 }, '871'],
    ['edited', { type: 'number', value: 0 }, '1'],
    ['emptied', { type: 'number', value: 0 }, null],
    ['unchanged', { type: 'code', value: 'female', text: 'Mme' }, 'Mme'],
    ['unchanged', { type: 'code', value: 'female', text: 'Mme' }, 'female'],
    ['equivalent', { type: 'code', value: 'female', text: 'Mme' }, 'Madame'],
    ['edited', { type: 'code', value: 'female', text: 'Mme' }, 'M.'],
    ['unchanged', { type: 'boolean', value: true }, true],
    ['equivalent', { type: 'boolean', value: true }, 'on'],
    ['equivalent', { type: 'boolean', value: true }, ['0', '1']],
    ['unchanged', { type: 'boolean', value: true }, ['false', 'true']],
    ['edited', { type: 'boolean', value: true }, ['true', 'false']],
    ['not_submitted', { type: 'boolean', value: false }, undefined],
    ['not_submitted', { type: 'boolean', value: true }, undefined],
    ['unchanged', { type: 'list', value: ['Angela', 'Claire'] }, ['Angela', 'Claire']],
    ['unchanged', { type: 'list', value: ['Angela', 'Claire'] }, ['Angela', 'Claire', '', ' ']],
    ['equivalent', { type: 'list', value: ['Angela', 'Claire'] }, 'Angela, Claire'],
    ['edited', { type: 'list', value: ['Angela', 'Claire'] }, ['Claire', 'Angela']],
    ['edited', { type: 'list', value: ['Angela', 'Claire'] }, ['Angela']],
    ['emptied', { type: 'list', value: ['Angela', 'Claire'] }, ['', '']],
    ['not_submitted', { type: 'list', value: ['Angela', 'Claire'] }, []],
    ['unchanged', {}, ['DUBOIS', 'DUBOIS', '']],
    ['equivalent', {}, ['DUBOIS', 'Dubois']],
    ['edited', {}, ['DUBOIS', 'MARTIN']],
    ['edited', {}, [new Date(0), 'DUBOIS']],
    ['edited', {}, Symbol('DUBOIS')],
    ['emptied', {}, '\u200B\u00A0'],
    ['not_submitted', {}, {}],
  ])('when the answer is %s, then it is told', (verdict, field, champ) => {
    expect(verdictOn(field, { champ })).toBe(verdict)
  })
})

describe('names on the page', () => {
  const inputs = { nom: 'wpforms[fields][3]', prefill_token: 'input_1_9', commune: 'input_7' }
  const fields = { nom: aField(), commune: empty }
  const verdict = (value: string) => ({
    fields: { nom: { ...origin, verdict: value, lock_broken: value === 'edited' } },
  })

  test('when the page has names of its own, then they are translated first', () => {
    const submitted = {
      'wpforms[fields][3]': 'DUBOIS',
      input_1_9: 'ey…',
      input_7: 'Rome',
      autre: 'x',
    }
    expect(judgeFields(fields, submitted, inputs)).toEqual({
      ...verdict('unchanged'),
      added: ['commune', 'autre'],
    })
  })

  test('when a parser has made objects of the names, then they are found all the same', () => {
    const ofParser = Object.assign(Object.create(null), { 3: 'DUBOIS', 4: 'x' })
    const submitted = { wpforms: { fields: ofParser } }
    expect(judgeFields(fields, submitted, inputs)).toEqual({
      ...verdict('unchanged'),
      added: ['wpforms[fields][4]'],
    })
  })

  test('when another input bears the name of a mapped field, then it is not taken for the field', () => {
    expect(judgeFields(fields, { nom: 'DUBOIS' }, inputs)).toEqual({
      ...verdict('not_submitted'),
      added: ['nom'],
    })
  })

  test('when a repeated input is named the PHP way, then it is found with and without brackets', () => {
    const list = { prenoms: aField({ type: 'list', value: ['Angela', 'Claire'] }) }
    const unchanged = {
      fields: { prenoms: { ...origin, verdict: 'unchanged', lock_broken: false } },
      added: [],
    }
    const values = ['Angela', 'Claire']
    expect(judgeFields(list, { 'prenoms[]': values })).toEqual(unchanged)
    expect(judgeFields(list, { p: values }, { prenoms: 'p[]' })).toEqual(unchanged)
    expect(judgeFields({}, { p: values }, { prenoms: 'p[]' }).added).toEqual(['prenoms'])
  })

  test('when names are those of every object, then they are names like others', () => {
    const submitted = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": ""}')
    const fields = { constructor: aField({ value: 'B' }) }
    expect(judgeFields(fields, submitted, {})).toEqual({
      fields: { constructor: { ...origin, verdict: 'equivalent', lock_broken: false } },
      added: ['__proto__'],
    })
    expect(Object.keys(judgeFields({ ['__proto__']: aField() }, submitted).fields)).toEqual([
      '__proto__',
    ])
  })
})

describe('what a back end holds', () => {
  const pairs: [string, string][] = [
    ['nom', 'DUBOIS'],
    ['autre', 'x'],
  ]
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value)
  form.append('piece', new Blob([]), '')
  form.append('photo', new Blob(['jpg']), 'photo.jpg')

  test.each([
    ['an object', Object.fromEntries(pairs), ['autre']],
    ['an object without prototype', Object.assign(Object.create(null), { nom: 'DUBOIS' }), []],
    ['URLSearchParams', new URLSearchParams(pairs), ['autre']],
    ['a Map', new Map(pairs), ['autre']],
    ['FormData with files', form, ['autre', 'photo']],
  ])('when it is %s, then it is read', (_, submitted, added) => {
    expect(judgeFields({ nom: aField() }, submitted)).toEqual({
      fields: { nom: { ...origin, verdict: 'unchanged', lock_broken: false } },
      added,
    })
  })

  const throwing = {
    get nom() {
      throw new Error('not readable')
    },
  }
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)

  test.each([
    ['nothing', undefined, []],
    ['null', null, []],
    ['a string', 'nom=DUBOIS', []],
    ['a list of anything', [1, null, ['nom'], [2, 'x'], ['autre', 'y']], ['autre']],
    ['an object that throws', throwing, []],
    ['an object without end', deep, [`a${'[a]'.repeat(8)}`]],
  ])('when it is %s, then there is an answer', (_, submitted, added) => {
    expect(judgeFields({ nom: aField() }, submitted)).toEqual({
      fields: { nom: { ...origin, verdict: 'not_submitted', lock_broken: false } },
      added,
    })
  })
})

test('when thousands of inputs stand before a locked one, then its lock is seen broken', () => {
  const decoys = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x${index}`, 'x']))
  const inputs = { nom: 'form[nom][]' }
  const submitted = { ...decoys, 'form[nom][]': 'MARTIN' }
  expect(judgeFields({ nom: aField() }, submitted, inputs).fields.nom).toMatchObject({
    verdict: 'edited',
    lock_broken: true,
  })
})
