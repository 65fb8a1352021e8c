import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { askTooOften, everyError } from '../support/leak-errors.ts'
import { describeLeaks } from '../support/leak-tests.ts'
import { inParallel, walkedForms, wholeTrip } from '../support/leak-walks.ts'
import { personas } from '../support/personal-values.ts'
import { type LeakProcess, startLeakProcess } from '../support/start-leak-process.ts'

let stage: LeakProcess

// Each citizen on two of the forms here, on all of them in privacy.test.ts and in the long test.
const formsOf = (turn: number) =>
  [turn, turn + 3].map((place) => walkedForms[place % walkedForms.length]!)

beforeAll(async () => {
  stage = await startLeakProcess()
  await inParallel(3, personas, async (citizen, turn) => {
    for (const form of formsOf(turn)) await wholeTrip(stage, form, citizen, turn)
    if (turn % 3 === 0) await everyError(stage, citizen)
    await stage.readStore()
  })
  expect(await askTooOften(stage, personas[0]!)).toBe(429)
}, 120_000)
afterAll(() => stage?.close())

describeLeaks(() => stage)

test('when Redis is read at any moment, then everything in it is on its way out', async () => {
  const keys = (await stage.redis.ask('KEYS', '*')) as string[]
  const left = await Promise.all(keys.map((key) => stage.redis.ask('PTTL', key)))
  expect(keys.length).toBeGreaterThan(10)
  // -1 is a key that stays; one that went meanwhile has -2.
  expect(left.filter((milliseconds) => Number(milliseconds) === -1)).toEqual([])
})
