import { expect, test } from '@jest/globals'
import { readSubmitted } from '../../src/domain/read-submitted.ts'

test('when a long name holds many others, then none of them is made', () => {
  const members = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [index, 'x']))
  expect(readSubmitted({ ['k'.repeat(300)]: members }).size).toBe(0)
})

test('when there are names without end, then reading stops', () => {
  const members = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [index, 'x']))
  expect(readSubmitted({ a: members }).size).toBe(2001)
})

test('when a name is as long as allowed, then it is read', () => {
  const name = 'n'.repeat(256)
  expect(readSubmitted({ [name]: 'x', [`${name}n`]: 'y' })).toEqual(new Map([[name, ['x']]]))
})

test('when names without end come before an expected one, then it is read all the same', () => {
  const decoys = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x${index}`, 'x']))
  const submitted = { ...decoys, nom: 'B', 'nom[]': 'C' }
  expect(readSubmitted(submitted).get('nom')).toBeUndefined()
  expect(readSubmitted(submitted, (name) => name === 'nom').get('nom')).toEqual(['B', 'C'])
})
