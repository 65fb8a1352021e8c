import { expect, test } from '@jest/globals'
import { ServiceError } from '../../src/domain/errors.ts'
import { measureStore } from '../../src/stores/measure-store.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'

function measured(store: OneTimeStore) {
  const told: [string, string][] = []
  const report = (operation: string, outcome: string, seconds: number) => {
    expect(seconds).toBeGreaterThanOrEqual(0)
    told.push([operation, outcome])
  }
  return { told, store: measureStore(store, report) }
}

test('when a store is used, then it answers as before, and each operation is told', async () => {
  const { told, store } = measured(createMemoryStore(() => new Date(0), 1))
  await store.put('code:a', 'x', 60)
  await expect(store.put('code:b', 'y', 60)).rejects.toThrow(new ServiceError('at_capacity'))
  expect([await store.get('code:a'), await store.take('code:a')]).toEqual(['x', 'x'])
  expect([await store.claim('marker:a', 1), await store.claim('marker:a', 1)]).toEqual([
    true,
    false,
  ])
  expect(told).toEqual([
    ['put', 'ok'],
    ['put', 'at_capacity'],
    ['get', 'ok'],
    ['take', 'ok'],
    ['claim', 'ok'],
    ['claim', 'ok'],
  ])
})

test('when a store breaks with a text, then the code alone is told', async () => {
  const breaks = () => Promise.reject(new Error('DUBOIS'))
  const { told, store } = measured({ put: breaks, get: breaks, take: breaks, claim: breaks })
  await expect(store.get('code:a')).rejects.toThrow('DUBOIS')
  expect(told).toEqual([['get', 'internal']])
})

test('when a memory store holds something, then it says how much of each kind', async () => {
  const store = createMemoryStore(() => new Date(0), 7)
  await store.put('access-token:a', 'x', 60)
  await store.claim('marker:a', 60)
  await store.claim('marker:b', 60)
  expect(store.holds?.()).toEqual({ entries: { 'access-token': 1, marker: 2 }, capacity: 7 })
})
