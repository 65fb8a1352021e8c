import { expect, test } from '@jest/globals'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import { aForm } from '../support/forms.ts'

const named = (client_id: string) => aForm({ client_id })
const [a, b, c] = [named('a'), named('b'), named('c')]

/** A registry in which every form but c has one tag. */
const stage = () => createFormRegistry([a!, b!], (clientId) => (clientId === 'c' ? 't' : 'same'))

test('when a form is put, then it is found, beside those that share its tag', () => {
  const registry = stage()
  registry.put(c!)
  registry.put(named('d'))
  expect(registry.find('c')).toBe(c)
  expect(['same', 't', 'x'].map(registry.withTag)).toEqual([['a', 'b', 'd'], ['c'], []])
  expect(registry.size).toBe(4)
})

test('when a form is put in the place of another, then it is there once', () => {
  const registry = stage()
  const other = named('a')
  registry.put(other)
  expect(registry.find('a')).toBe(other)
  expect([registry.withTag('same'), registry.size]).toEqual([['a', 'b'], 2])
})

test('when a form is dropped, then neither its client_id nor its tag leads to it', () => {
  const registry = stage()
  registry.drop(a!)
  expect([registry.find('a'), registry.withTag('same'), registry.size]).toEqual([
    undefined,
    ['b'],
    1,
  ])
  registry.drop(b!)
  expect([registry.withTag('same'), registry.size]).toEqual([[], 0])
})

test('when another form has its place already, then dropping the old one changes nothing', () => {
  const registry = stage()
  const other = named('a')
  registry.put(other)
  registry.drop(a!)
  expect(registry.find('a')).toBe(other)
  expect(registry.withTag('same')).toEqual(['a', 'b'])
})
