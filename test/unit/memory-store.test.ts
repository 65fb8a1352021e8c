import { describe, expect, test } from '@jest/globals'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const makeStore = (capacity = 10) => {
  const clock = createFakeClock()
  return { clock, store: createMemoryStore(clock.now, capacity) }
}

const full = { name: 'ServiceError', code: 'at_capacity' }

describe('what is put', () => {
  test('when it is read, then it is there until taken', async () => {
    const { store } = makeStore()
    await store.put('k', 'v', 60)
    expect([await store.get('k'), await store.get('k'), await store.get('other')]).toEqual([
      'v',
      'v',
      undefined,
    ])
    expect([await store.take('k'), await store.take('k'), await store.get('k')]).toEqual([
      'v',
      undefined,
      undefined,
    ])
  })

  test('when two take it at once, then one gets it', async () => {
    const { store } = makeStore()
    await store.put('k', 'v', 60)
    const taken = await Promise.all([store.take('k'), store.take('k'), store.take('k')])
    expect(taken).toEqual(['v', undefined, undefined])
  })

  test('when it is put again, then the last value and lifetime count', async () => {
    const { store, clock } = makeStore()
    await store.put('k', 'old', 10)
    await store.put('k', 'new', 60)
    clock.advance(59)
    expect(await store.get('k')).toBe('new')
  })

  test.each(['get', 'take'] as const)(
    'when its time is over, then %s finds nothing, to the millisecond',
    async (read) => {
      const { store, clock } = makeStore()
      await store.put('a', 'v', 60)
      await store.put('b', 'v', 60)
      clock.advance(59.999)
      expect(await store[read]('a')).toBe('v')
      clock.advance(0.001)
      expect(await store[read]('b')).toBeUndefined()
    },
  )

  test('when the value is empty, then it is there all the same', async () => {
    const { store } = makeStore()
    await store.put('k', '', 60)
    expect(await store.take('k')).toBe('')
  })
})

describe('a claim', () => {
  test('when two claim at once, then one is first', async () => {
    const { store } = makeStore()
    expect(await Promise.all([store.claim('k', 30), store.claim('k', 30)])).toEqual([true, false])
    expect(await store.claim('other', 30)).toBe(true)
  })

  test('when its time is over, then it can be claimed again, at that very instant', async () => {
    const { store, clock } = makeStore()
    await store.claim('k', 30)
    clock.advance(29.999)
    expect(await store.claim('k', 30)).toBe(false)
    clock.advance(0.001)
    expect(await store.claim('k', 30)).toBe(true)
  })
})

test('when the expired are never read, then they leave within ten seconds of what comes after', async () => {
  const { store, clock } = makeStore(100)
  for (const key of ['marker:a', 'marker:b', 'marker:c']) await store.claim(key, 30)
  await store.put('code:a', '1', 60)
  clock.advance(30)
  expect(store.holds?.().entries).toEqual({ marker: 3, code: 1 })
  await store.claim('marker:d', 30)
  expect(store.holds?.().entries).toEqual({ marker: 1, code: 1 })
  clock.advance(9)
  await store.claim('marker:e', 1)
  clock.advance(1)
  await store.claim('marker:f', 30)
  expect(store.holds?.().entries).toEqual({ marker: 2, code: 1 })
})

describe('a full store', () => {
  const fill = async () => {
    const made = makeStore(3)
    await made.store.put('a', '1', 60)
    await made.store.put('b', '2', 60)
    await made.store.claim('c', 60)
    return made
  }

  test('when something new comes, then it is turned away and nothing is lost', async () => {
    const { store } = await fill()
    await expect(store.put('d', '4', 60)).rejects.toMatchObject(full)
    await expect(store.claim('d', 60)).rejects.toMatchObject(full)
    expect([await store.get('a'), await store.get('b'), await store.claim('c', 60)]).toEqual([
      '1',
      '2',
      false,
    ])
  })

  test('when markers fill their room, then codes and outcomes have theirs', async () => {
    const { store } = makeStore(2)
    for (const key of ['marker:a', 'marker:b']) await store.claim(key, 60)
    await expect(store.claim('marker:c', 60)).rejects.toMatchObject(full)
    for (const key of ['code:a', 'outcome:a', 'code:b']) await store.put(key, key, 60)
    await expect(store.put('code:c', '', 60)).rejects.toMatchObject(full)
    expect([await store.claim('marker:a', 60), await store.get('code:b')]).toEqual([
      false,
      'code:b',
    ])
  })

  test('when something known is put again, then there is room for it', async () => {
    const { store } = await fill()
    await store.put('a', 'new', 60)
    expect(await store.get('a')).toBe('new')
  })

  test('when one is taken, then there is room for one', async () => {
    const { store } = await fill()
    await store.take('a')
    await store.put('d', '4', 60)
    await expect(store.put('e', '5', 60)).rejects.toMatchObject(full)
    expect(await store.get('d')).toBe('4')
  })

  test('when the expired were never read, then there is room again', async () => {
    const { store, clock } = await fill()
    await expect(store.put('d', '4', 60)).rejects.toMatchObject(full)
    clock.advance(60)
    for (const key of ['d', 'e', 'f']) await store.put(key, key, 60)
    await expect(store.put('g', 'g', 60)).rejects.toMatchObject(full)
    expect([await store.get('a'), await store.get('d')]).toEqual([undefined, 'd'])
  })

  test('when only some are over, then the living stay', async () => {
    const { store, clock } = makeStore(2)
    await store.put('short', '1', 10)
    await store.put('long', '2', 60)
    clock.advance(10)
    await store.put('new', '3', 60)
    expect([await store.get('long'), await store.get('new')]).toEqual(['2', '3'])
    await expect(store.put('more', '4', 60)).rejects.toMatchObject(full)
  })

  test('when it has just looked for the expired, then it looks again a second later at the soonest', async () => {
    const { store, clock } = makeStore(1)
    await store.put('a', '1', 0.5)
    await expect(store.put('b', '2', 60)).rejects.toMatchObject(full)
    clock.advance(0.999)
    await expect(store.put('b', '2', 60)).rejects.toMatchObject(full)
    clock.advance(0.001)
    await store.put('b', '2', 60)
    expect([await store.get('a'), await store.get('b')]).toEqual([undefined, '2'])
  })

  test('when it stays full for long, then it looks for the expired again', async () => {
    const { store, clock } = await fill()
    for (let second = 0; second < 59; second += 1) {
      clock.advance(1)
      await expect(store.put('d', '4', 60)).rejects.toMatchObject(full)
    }
    clock.advance(1)
    await store.put('d', '4', 60)
    expect(await store.get('d')).toBe('4')
  })
})
