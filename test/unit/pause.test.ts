import { describe, expect, test } from '@jest/globals'
import { pause } from '../../src/pause.ts'

describe('a pause', () => {
  test('when its time is over, then it resolves, and its signal is heeded no more', async () => {
    const over = new AbortController()
    const from = performance.now()
    await expect(pause(30, over.signal)).resolves.toBeUndefined()
    expect(performance.now() - from).toBeGreaterThan(25)
    over.abort('too late')
  })

  test('when it is given up, then it ends at once with the reason', async () => {
    const over = new AbortController()
    const paused = pause(60_000, over.signal)
    over.abort('settled')
    await expect(paused).rejects.toBe('settled')
  })

  test('when it was given up before it began, then it never waits', async () => {
    await expect(pause(60_000, AbortSignal.abort('before'))).rejects.toBe('before')
  })
})
