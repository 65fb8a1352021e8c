import { describe, expect, test } from '@jest/globals'
import type { Datum } from '../../src/domain/read-claim.ts'
import { readSource } from '../../src/domain/read-source.ts'
import type { SourceAnswer } from '../../src/domain/source-answer.ts'
import { aChild, answering, known, schoolMeals } from '../support/state-fields.ts'

const { fields } = schoolMeals()
const quotient = fields.quotient!
const firstNames = fields.enfant_prenom!
const same = (datum: Datum) => datum
const louder = (datum: Datum): Datum =>
  'value' in datum ? { ...datum, value: `${datum.value}!` } : datum

describe('one datum', () => {
  test('when it is there, then it is changed and keeps the day that it holds for', () => {
    const answer = answering({ values: { valeur: { ...known('number', 872), asOf: '2026-10' } } })
    expect(readSource(quotient, answer, louder)).toEqual({
      type: 'number',
      value: '872!',
      assurance: 'administrative',
      asOf: '2026-10',
    })
  })

  test.each<[string, SourceAnswer, object]>([
    ['absent', answering({}), { type: 'number', reason: 'not_provided' }],
    [
      'unreadable',
      answering({ values: { valeur: { type: 'number', reason: 'unreadable' } } }),
      { type: 'number', reason: 'unreadable' },
    ],
    [
      'behind a source that is down',
      { status: 'unavailable', reason: 'outage' },
      { type: 'number', reason: 'unavailable' },
    ],
  ])('when it is %s, then it is missing for that reason', (_, answer, datum) => {
    expect(readSource(quotient, answer, same)).toEqual(datum)
  })
})

describe('a field of a group', () => {
  const list = { type: 'list', items: 'name' }
  const children = (...items: ReturnType<typeof aChild>[]) =>
    answering({ lists: { enfants: { items } } })

  test.each<[string, SourceAnswer, object]>([
    [
      'two children',
      children(aChild('Léa'), aChild('Tom')),
      { ...list, value: ['Léa!', 'Tom!'], assurance: 'administrative' },
    ],
    [
      'a child without name',
      children(aChild('Léa'), aChild(), aChild('Tom')),
      { ...list, value: ['Léa!', '', 'Tom!'], assurance: 'administrative' },
    ],
    ['no child', children(), { ...list, reason: 'none_known' }],
    ['only children without name', children(aChild()), { ...list, reason: 'not_provided' }],
    ['no list', answering({}), { ...list, reason: 'not_provided' }],
    ['no file', { status: 'empty', reason: 'not_found' }, { ...list, reason: 'empty' }],
  ])('when there is %s, then it is one list in the source’s order', (_, answer, datum) => {
    expect(readSource(firstNames, answer, louder)).toEqual(datum)
  })

  test('when the list says when it held, then so does the field', () => {
    const enfants = { items: [aChild('Léa')], asOf: '2026-11' }
    expect(readSource(firstNames, answering({ lists: { enfants } }), same)).toEqual({
      ...list,
      value: ['Léa'],
      assurance: 'administrative',
      asOf: '2026-11',
    })
  })
})
