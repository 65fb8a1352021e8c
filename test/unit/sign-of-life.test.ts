import { describe, expect, test } from '@jest/globals'
import { isAlive, withSignsOfLife } from '../../src/flow/sign-of-life.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { anAttempt } from '../support/attempts.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const attempt = anAttempt()
const another = anAttempt({ secret: Buffer.alloc(32, 8).toString('base64url') })
const soon = () => new Promise(setImmediate)

/** A pause that ends when told, or with its signal. */
function stage(capacity = 10) {
  const clock = createFakeClock()
  const store = createMemoryStore(clock.now, capacity)
  const asked: number[] = []
  let wake: () => void = () => undefined
  const pause = (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      asked.push(milliseconds)
      wake = resolve
      signal?.addEventListener('abort', () => reject(new Error('aborted')))
    })
  const second = async () => {
    clock.advance(1)
    wake()
    await soon()
  }
  return { store, pause, asked, second, clock }
}

describe('work on an attempt', () => {
  test('when it lasts, then a sign is given every second, and seen for three', async () => {
    const { store, pause, asked, second, clock } = stage()
    let finish: (value: string) => void = () => undefined
    const work = withSignsOfLife(
      { store, pause },
      attempt,
      () =>
        new Promise<string>((resolve) => {
          finish = resolve
        }),
    )
    expect(await isAlive(store, attempt)).toBe(false)
    for (let count = 0; count < 5; count += 1) {
      await second()
      expect([await isAlive(store, attempt), await isAlive(store, another)]).toEqual([true, false])
    }
    finish('done')
    expect(await work).toBe('done')
    expect(asked).toEqual([1000, 1000, 1000, 1000, 1000, 1000])
    clock.advance(2.9)
    expect(await isAlive(store, attempt)).toBe(true)
    clock.advance(0.1)
    expect(await isAlive(store, attempt)).toBe(false)
  })

  test('when it is over within a second, then no sign is given, and none comes later', async () => {
    const { store, pause, second } = stage()
    expect(await withSignsOfLife({ store, pause }, attempt, async () => 1)).toBe(1)
    await second()
    expect(await isAlive(store, attempt)).toBe(false)
  })

  test('when it fails, then so does the whole, and the signs end', async () => {
    const { store, pause, second } = stage()
    const failing = () => Promise.reject(new Error('no'))
    await expect(withSignsOfLife({ store, pause }, attempt, failing)).rejects.toThrow('no')
    await second()
    expect(await isAlive(store, attempt)).toBe(false)
  })

  test('when the store takes no sign, then the work goes on', async () => {
    const { store, pause, second } = stage(0)
    let finish: (value: string) => void = () => undefined
    const lasting = () =>
      new Promise<string>((resolve) => {
        finish = resolve
      })
    const work = withSignsOfLife({ store, pause }, attempt, lasting)
    await second()
    finish('done')
    expect(await work).toBe('done')
  })
})
